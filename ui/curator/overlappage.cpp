// SPDX-License-Identifier: MIT
#include "ui/curator/overlappage.h"

#include "ui/parts/diffview.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/theme.h"
#include "ui/parts/wrapdelegate.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

namespace hsf::ui {

OverlapPage::OverlapPage(service::CuratorService &curator, QWidget *parent)
    : QWidget(parent)
    , m_curator(curator)
{
    setObjectName(QStringLiteral("overlapPage"));
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(new EmptyState(
        QStringLiteral("curator"), tr("No overlaps found"),
        tr("A run of the curator compares all skills with each other. Those that say the same, or answer to the "
           "same requests, appear here in pairs. Nothing is merged without your word."),
        this));
    m_stack->addWidget(makeTable());
    connect(&curator, &service::CuratorService::overlapsChanged, this, [this](const QList<skill::OverlapPair> &pairs) {
        m_pairs.setPairs(pairs);
        m_stack->setCurrentIndex(!pairs.isEmpty());
        showChoice();
        Q_EMIT countChanged(int(pairs.size()));
    });
    connect(&curator, &service::CuratorService::pairOpened, this, &OverlapPage::showPair);
    showChoice();
}

// The view goes before the model it shows.
OverlapPage::~OverlapPage()
{
    delete m_table;
}

QWidget *OverlapPage::makeTable()
{
    auto *inner = new QWidget(this);
    m_table = new QTreeView(inner);
    m_table->setObjectName(QStringLiteral("overlapsTable"));
    m_table->setAccessibleName(tr("Skills that overlap"));
    m_table->setModel(&m_pairs);
    m_table->setRootIsDecorated(false);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setItemDelegate(new WrapDelegate(m_table));
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setMouseTracking(true);
    QHeaderView *header = m_table->header();
    header->resizeSection(models::OverlapModel::First, 220);
    header->resizeSection(models::OverlapModel::Second, 220);
    header->resizeSection(models::OverlapModel::Content, 120);
    header->resizeSection(models::OverlapModel::Requests, 130);
    header->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OverlapPage::showChoice);
    connect(m_table, &QTreeView::activated, this, &OverlapPage::openChosen);
    const auto button = [inner](const char *icon, const QString &text, const char *name) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, inner);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(text);
        return made;
    };
    m_leave = button("check", tr("Leave as they are"), "leaveApartButton");
    m_leave->setToolTip(tr("Not told again, unless the two come much closer."));
    m_open = button("eye", tr("Open beside each other"), "openPairButton");
    setWeight(*m_open, Weight::Primary);
    connect(m_open, &QPushButton::clicked, this, &OverlapPage::openChosen);
    connect(m_leave, &QPushButton::clicked, this, [this] { m_curator.leaveApart(chosen()); });
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_leave);
    buttons->addWidget(m_open);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    return inner;
}

QList<skill::OverlapPair> OverlapPage::chosen() const
{
    QList<skill::OverlapPair> pairs;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        if (const auto *pair = m_pairs.valueAt(index))
            pairs.append(*pair);
    return pairs;
}

void OverlapPage::openChosen()
{
    if (const auto pairs = chosen(); pairs.size() == 1)
        m_curator.openPair(pairs.first());
}

void OverlapPage::showPair(const skill::OverlapPair &pair, const QByteArray &first, const QByteArray &second)
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("pairDialog"));
    dialog->setWindowTitle(tr("%1 and %2").arg(pair.a, pair.b));
    dialog->resize(1040, 660);
    auto *words
        = new QLabel(tr("%1 is on the left, %2 on the right. The same content: %3 %; the same requests: %4 %. %5")
                         .arg(pair.a, pair.b)
                         .arg(qRound(pair.jaccard * 100))
                         .arg(qRound(pair.trigger * 100))
                         .arg(models::overlapMeaning(pair)),
                     dialog);
    words->setObjectName(QStringLiteral("pairWords"));
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *diff = new DiffView(dialog);
    diff->setMode(DiffView::Mode::SideBySide);
    diff->setFiles({{.path = tr("%1 → %2").arg(pair.a, pair.b), .before = first, .after = second}});
    diff->setAllFoldsOpen(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    for (const auto &[id, name] : {std::pair(pair.a, "editFirstButton"), std::pair(pair.b, "editSecondButton")}) {
        QPushButton *edit = buttons->addButton(tr("Edit %1").arg(id), QDialogButtonBox::ActionRole);
        edit->setObjectName(QLatin1StringView(name));
        connect(edit, &QPushButton::clicked, dialog, [this, dialog, id] {
            dialog->close();
            Q_EMIT skillRequested(id);
        });
    }
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(words);
    layout->addWidget(diff, 1);
    layout->addWidget(buttons);
    dialog->open();
}

void OverlapPage::showChoice()
{
    const auto count = chosen().size();
    m_open->setEnabled(count == 1);
    m_leave->setEnabled(count > 0);
}

} // namespace hsf::ui
