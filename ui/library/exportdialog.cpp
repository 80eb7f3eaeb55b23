// SPDX-License-Identifier: MIT
#include "ui/library/exportdialog.h"
#include "ui/library/importwords.h"

#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

QString strictHtml(const library::StrictSkill &skill)
{
    QStringList faults;
    for (const skill::Finding &finding : skill.faults)
        faults << finding.message;
    const QString changes = listHtml(ExportDialog::tr("Changed in the copy:"), skill.repairs)
        + listHtml(ExportDialog::tr("Left out, because the specification has no place for it:"), skill.lost)
        + listHtml(ExportDialog::tr("To be mended in the library first:"), faults);
    return QStringLiteral("<h4>%1</h4>%2")
        .arg(skill.name.toHtmlEscaped(),
             changes.isEmpty() ? QStringLiteral("<p>%1</p>").arg(ExportDialog::tr("Goes out as it is.").toHtmlEscaped())
                               : changes);
}

} // namespace

ExportDialog::ExportDialog(service::ExchangeService &exchange, const QStringList &ids, const QStringList &ticked,
                           QWidget *parent)
    : QDialog(parent)
    , m_exchange(exchange)
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export skills"));
    resize(860, 600);
    m_banner = new Banner(this);
    auto *hint = new QLabel(tr("For Claude Code, Codex, Hermes and others, as the agent skills specification wants "
                               "them. The library stays as it is."),
                            this);
    hint->setWordWrap(true);
    setDim(*hint);
    m_words = new QTextBrowser(this);
    m_words->setObjectName(QStringLiteral("exportWords"));
    m_words->setAccessibleName(tr("What is changed for the export"));
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeChoice(ids, ticked));
    splitter->addWidget(m_words);
    splitter->setSizes({320, 540});
    m_agree = new QCheckBox(tr("Export with these &changes"), this);
    m_agree->setObjectName(QStringLiteral("exportAgree"));
    m_export = new QPushButton(tr("&Export"), this);
    m_export->setObjectName(QStringLiteral("exportButton"));
    setWeight(*m_export, Weight::Primary);
    m_close = new QPushButton(tr("&Cancel"), this);
    m_close->setObjectName(QStringLiteral("exportCancel"));
    for (QPushButton *button : {m_export, m_close})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_agree);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_banner);
    layout->addWidget(hint);
    layout->addWidget(splitter, 1);
    layout->addWidget(makePlace());
    layout->addLayout(buttons);
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &ExportDialog::look);
    connect(m_agree, &QCheckBox::toggled, this, &ExportDialog::updateButtons);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::write);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connectService();
    m_filter->setFocus();
    look();
}

QWidget *ExportDialog::makeChoice(const QStringList &ids, const QStringList &ticked)
{
    auto *side = new QWidget(this);
    m_filter = new QLineEdit(side);
    m_filter->setObjectName(QStringLiteral("exportFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the skills by name"));
    m_filter->setClearButtonEnabled(true);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("exportList"));
    m_list->setAccessibleName(tr("Skills to export"));
    m_list->setUniformItemSizes(true);
    for (const QString &id : ids) {
        auto *item = new QListWidgetItem(id, m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(id) ? Qt::Checked : Qt::Unchecked);
    }
    m_count = new QLabel(side);
    m_count->setObjectName(QStringLiteral("exportCount"));
    setDim(*m_count);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    connect(m_filter, &QLineEdit::textChanged, this, &ExportDialog::filter);
    connect(m_list, &QListWidget::itemChanged, this, [this] { m_soon.start(); });
    return side;
}

QWidget *ExportDialog::makePlace()
{
    auto *row = new QWidget(this);
    m_place = new QLineEdit(row);
    m_place->setObjectName(QStringLiteral("exportPlace"));
    m_place->setPlaceholderText(tr("A folder, or a file that ends in .zip"));
    auto *label = new QLabel(tr("&To"), row);
    label->setBuddy(m_place);
    auto *folder = new QPushButton(themedIcon(QStringLiteral("folder")), tr("&Folder …"), row);
    auto *zip = new QPushButton(themedIcon(QStringLiteral("file")), tr("&Zip …"), row);
    for (QPushButton *button : {folder, zip})
        button->setAutoDefault(false);
    m_replace = new QCheckBox(tr("&Replace what is there"), row);
    m_replace->setObjectName(QStringLiteral("exportReplace"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_place, 1);
    layout->addWidget(folder);
    layout->addWidget(zip);
    layout->addWidget(m_replace);
    connect(m_place, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    connect(folder, &QPushButton::clicked, this, [this] {
        if (const QString path = QFileDialog::getExistingDirectory(this, tr("Export into a folder")); !path.isEmpty())
            m_place->setText(path);
    });
    connect(zip, &QPushButton::clicked, this, [this] {
        // Whether it may be replaced is asked below, once for both.
        const QString path
            = QFileDialog::getSaveFileName(this, tr("Export as a zip"), QStringLiteral("skills.zip"), tr("Zip (*.zip)"),
                                           nullptr, QFileDialog::DontConfirmOverwrite);
        if (!path.isEmpty())
            m_place->setText(path.endsWith(u".zip", Qt::CaseInsensitive) ? path : path + QStringLiteral(".zip"));
    });
    return row;
}

void ExportDialog::connectService()
{
    using service::ExchangeService;
    connect(&m_exchange, &ExchangeService::exportPreviewed, this, &ExportDialog::showStrict);
    connect(&m_exchange, &ExchangeService::exported, this, [this](const QString &out) {
        if (!std::exchange(m_writing, false))
            return;
        m_banner->showNews(
            tr("Exported %n skill(s) to %1.", nullptr, int(m_strict.size())).arg(QDir::toNativeSeparators(out)));
        m_close->setText(tr("&Close"));
        updateButtons();
    });
    connect(&m_exchange, &ExchangeService::failed, this, [this](const QString &sentence) {
        m_looking = m_writing = false;
        m_banner->showError(sentence);
        updateButtons();
    });
}

QStringList ExportDialog::ticked() const
{
    QStringList ids;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            ids << m_list->item(i)->text();
    }
    return ids;
}

/// A ticked one is never hidden: what goes out stays in sight.
void ExportDialog::filter(const QString &words)
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setHidden(item->checkState() != Qt::Checked
                        && !item->text().contains(words.trimmed(), Qt::CaseInsensitive));
    }
}

void ExportDialog::look()
{
    if (m_looking || m_writing) {
        m_again = true;
        return;
    }
    const QStringList ids = ticked();
    if (ids.isEmpty())
        return showStrict({});
    m_looking = true;
    updateButtons();
    m_exchange.previewExport(ids);
}

void ExportDialog::showStrict(const QList<library::StrictSkill> &skills)
{
    m_looking = false;
    m_strict = skills;
    m_needsChanges = m_impossible = false;
    QString html;
    for (const library::StrictSkill &skill : skills) {
        html += strictHtml(skill);
        m_needsChanges = m_needsChanges || !skill.repairs.isEmpty() || !skill.lost.isEmpty();
        m_impossible = m_impossible || !skill.faults.isEmpty();
    }
    if (skills.isEmpty())
        html = QStringLiteral("<p>%1</p>")
                   .arg(tr("Tick the skills to export. What has to change for it appears here.").toHtmlEscaped());
    m_words->setHtml(html);
    m_count->setText(tr("%n skill(s) ticked", nullptr, int(ticked().size())));
    m_agree->setVisible(m_needsChanges);
    updateButtons();
    if (std::exchange(m_again, false))
        look();
}

void ExportDialog::updateButtons()
{
    const bool agreed = !m_needsChanges || m_agree->isChecked();
    m_export->setEnabled(!m_looking && !m_writing && !m_strict.isEmpty() && !m_impossible && agreed
                         && !m_place->text().trimmed().isEmpty());
}

void ExportDialog::write()
{
    m_banner->dismiss();
    m_writing = true;
    updateButtons();
    QString out = m_place->text().trimmed();
    if (out.startsWith(u"~/"))
        out = QDir::homePath() + out.mid(1);
    m_exchange.exportTo(m_strict, QDir::cleanPath(QDir::home().absoluteFilePath(out)),
                        m_replace->isChecked() ? library::Overwrite::Replace : library::Overwrite::Refuse);
}

} // namespace hsf::ui
