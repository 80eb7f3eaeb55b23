// SPDX-License-Identifier: MIT
#include "ui/settings/grantsview.h"

#include "models/words.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"
#include "ui/settings/revokedialog.h"

#include <QAction>
#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

bool isSame(const tools::GivenGrant &one, const tools::GivenGrant &other)
{
    return one.grant == other.grant && one.chat == other.chat;
}

bool holds(const QList<tools::GivenGrant> &all, const tools::GivenGrant &given)
{
    return std::ranges::any_of(all, [&](const tools::GivenGrant &one) { return isSame(one, given); });
}

/// Names a row's button, so that the focus finds it again in the next list.
QString keyOf(const tools::GivenGrant &given)
{
    return QStringList{given.chat ? given.chat->toString() : QString(), QString::number(int(given.grant.kind)),
                       given.grant.folder, given.grant.pattern}
        .join(u'\n');
}

QString sentence(const tools::GivenGrant &given)
{
    const QString words = tools::grantWords({given.grant});
    return words.left(1).toUpper() + words.mid(1);
}

QString whenAndWhere(const tools::GivenGrant &given)
{
    const QString ago = models::agoWords(given.time, QDateTime::currentDateTimeUtc());
    return given.title.isEmpty() ? GrantsView::tr("Allowed %1").arg(ago)
                                 : GrantsView::tr("Allowed %1, in “%2”").arg(ago, given.title);
}

QLabel *plainLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

constexpr const char *grantKey = "grantKey";

} // namespace

QString standingWords(const service::Standing &standing)
{
    QStringList words{standing.writes ? GrantsView::tr("writes without asking") : GrantsView::tr("asks before writes")};
    if (standing.commands > 0) {
        words.append(standing.sandboxed ? GrantsView::tr("%n command(s) allowed", nullptr, standing.commands)
                                        : GrantsView::tr("no sandbox: every command asks"));
    }
    return words.join(QStringLiteral(" · "));
}

GrantsView::GrantsView(service::GrantsService &grants, QWidget *parent)
    : QWidget(parent)
    , m_grants(grants)
{
    setObjectName(QStringLiteral("grantsView"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(24, 24, 24, 24);
    m_column->setSpacing(12);
    m_column->addWidget(
        dimLabel(tr("Reading in the workspace asks nobody. Writing a file and running a command ask on a card, except "
                    "for what stands here. "
                    "Outside the workspace always asks. Reviews and the command line gain nothing from it.")));
    m_note = dimLabel(tr("There is no sandbox here, so every command asks, whatever was allowed."));
    m_note->setObjectName(QStringLiteral("noSandboxNote"));
    m_column->addWidget(m_note);
    m_banner = new Banner;
    m_column->addWidget(m_banner);
    m_all = new QPushButton(tr("Revoke a&ll …"));
    m_all->setObjectName(QStringLiteral("revokeAllButton"));
    m_all->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_column->addWidget(m_all);
    m_column->addStretch(1);
    connect(m_all, &QPushButton::clicked, this, &GrantsView::revokeAll);
    connect(&grants, &service::GrantsService::changed, this, &GrantsView::fill);
    connect(&grants, &service::GrantsService::failed, m_banner, &Banner::showError);
    fill();
}

void GrantsView::hideEvent(QHideEvent *event)
{
    m_revoked.clear();
    m_banner->dismiss();
    QWidget::hideEvent(event);
}

void GrantsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_grants.refresh();
}

GrantsView::Group GrantsView::groupOf(const tools::GivenGrant &given) const
{
    return !given.chat ? Group::Always : given.chat == m_grants.chat() ? Group::Chat : Group::Others;
}

QList<GrantsView::Row> GrantsView::rows() const
{
    QList<Row> rows;
    for (const tools::GivenGrant &given : m_grants.grants())
        rows.append({given, true});
    for (const tools::GivenGrant &given : m_revoked)
        if (!holds(m_grants.grants(), given))
            rows.append({given, false});
    std::ranges::stable_sort(rows, std::ranges::greater(),
                             [](const Row &row) { return std::pair(row.given.time, row.given.id); });
    return rows;
}

void GrantsView::fill()
{
    const QWidget *focus = QApplication::focusWidget();
    const QVariant focused = focus && isAncestorOf(focus) ? focus->property(grantKey) : QVariant();
    const QList<Row> all = rows();
    m_note->setVisible(!m_grants.standing().sandboxed);
    m_all->setVisible(!m_grants.grants().isEmpty());

    delete m_rows;
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const Group group : {Group::Chat, Group::Always, Group::Others})
        addGroup(*column, group, all);
    if (all.isEmpty()) {
        auto *empty = new EmptyState(QStringLiteral("lock"), tr("Every write and every command asks"),
                                     tr("When a card asks and you answer “Allow in this chat” or “Always allow”, what "
                                        "you allowed stands here, and is revoked "
                                        "here."));
        empty->setMinimumHeight(240);
        column->addWidget(empty);
    }
    m_column->insertWidget(3, m_rows);
    m_rows->show(); // now, and not after the next event: the focus goes there
    if (focused.isValid())
        for (auto *button : m_rows->findChildren<QPushButton *>())
            if (button->property(grantKey) == focused)
                button->setFocus(Qt::OtherFocusReason);
}

void GrantsView::addGroup(QVBoxLayout &column, Group group, const QList<Row> &rows)
{
    bool titled = false;
    for (const Row &row : rows) {
        if (groupOf(row.given) != group)
            continue;
        if (!std::exchange(titled, true)) {
            auto *title = new QLabel(group == Group::Chat         ? tr("In this chat")
                                         : group == Group::Always ? tr("Always, in every chat that works in the folder")
                                                                  : tr("In other chats"));
            setTextScale(*title, 1.05, true);
            column.addWidget(title);
        }
        column.addWidget(rowWidget(row));
    }
}

QWidget *GrantsView::rowWidget(const Row &row)
{
    auto *frame = new QFrame;
    frame->setObjectName(QStringLiteral("grantRow"));
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAccessibleName(sentence(row.given));
    auto *line = new QHBoxLayout(frame);
    line->setContentsMargins(14, 10, 14, 10);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *what = plainLabel(sentence(row.given));
    auto *when = plainLabel(row.held ? whenAndWhere(row.given) : tr("Revoked: it asks again"));
    when->setToolTip(models::momentWords(row.given.time));
    setDim(*when);
    if (!row.held)
        setDim(*what);
    words->addWidget(what);
    words->addWidget(when);
    line->addLayout(words, 1);
    auto *button = new QPushButton(row.held ? tr("Revoke") : tr("Allow again"));
    button->setObjectName(row.held ? QStringLiteral("revokeGrantButton") : QStringLiteral("giveGrantButton"));
    button->setAccessibleName((row.held ? tr("Revoke: %1") : tr("Allow again: %1")).arg(sentence(row.given)));
    button->setAutoDefault(false);
    button->setProperty(grantKey, keyOf(row.given));
    connect(button, &QPushButton::clicked, this, [this, row] {
        if (row.held)
            revoke({row.given});
        else
            m_grants.giveAgain({row.given});
    });
    line->addWidget(button, 0, Qt::AlignVCenter);
    return frame;
}

void GrantsView::revoke(const QList<tools::GivenGrant> &grants)
{
    for (const tools::GivenGrant &given : grants)
        if (!holds(m_revoked, given))
            m_revoked.append(given);
    m_grants.revoke(grants);
}

void GrantsView::revokeAll()
{
    const QList<tools::GivenGrant> all = m_grants.grants();
    QStringList words;
    for (const tools::GivenGrant &given : all)
        words.append(sentence(given));
    auto *dialog = new RevokeDialog(words, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, all] {
        revoke(all);
        m_banner->showNews(tr("%n permission(s) revoked: these calls ask again.", nullptr, int(all.size())));
        connect(m_banner->offer(tr("Undo")), &QAction::triggered, this, [this, all] {
            m_grants.giveAgain(all);
            m_banner->dismiss();
        });
    });
    dialog->open();
}

} // namespace hsf::ui
