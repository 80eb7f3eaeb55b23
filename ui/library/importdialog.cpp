// SPDX-License-Identifier: MIT
#include "ui/library/importdialog.h"

#include "ui/library/importpreview.h"
#include "ui/library/importwords.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/theme.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace hsf::ui {

ImportDialog::ImportDialog(service::ExchangeService &exchange, QWidget *parent)
    : QDialog(parent)
    , m_exchange(exchange)
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import skills"));
    setAcceptDrops(true);
    resize(1040, 680);
    m_banner = new Banner(this);
    m_steps = new QStackedWidget(this);
    m_preview = new ImportPreview;
    m_steps->addWidget(makeSource());
    m_steps->addWidget(makeWork());
    m_steps->addWidget(m_preview);
    m_steps->addWidget(makeReport());
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("importProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_back = new QPushButton(tr("&Back"), this);
    m_back->setObjectName(QStringLiteral("importBack"));
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("importButton"));
    setWeight(*m_next, Weight::Primary);
    m_close = new QPushButton(this);
    m_close->setObjectName(QStringLiteral("importCancel"));
    for (QPushButton *button : {m_back, m_next, m_close})
        button->setAutoDefault(false); // Enter in a field must not import
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_banner);
    layout->addWidget(m_steps, 1);
    layout->addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(Source); });
    connect(m_next, &QPushButton::clicked, this, &ImportDialog::goOn);
    connect(m_close, &QPushButton::clicked, this, [this] { m_working ? m_exchange.cancel() : reject(); });
    connect(m_preview, &ImportPreview::changed, this, &ImportDialog::updateButtons);
    connectService();
    goTo(Source);
    m_exchange.lookForSources();
}

QWidget *ImportDialog::makeSource()
{
    auto *page = new QWidget;
    auto *title = new QLabel(tr("Where are the skills?"), page);
    setTextScale(*title, 1.4, true);
    auto *hint = new QLabel(tr("They are copied. The place they come from is only read, and before anything is written "
                               "you see every file and what was "
                               "found in it."),
                            page);
    hint->setWordWrap(true);
    setDim(*hint);
    m_none = new QLabel(tr("Looking for other programs' skills …"), page);
    m_none->setObjectName(QStringLiteral("importNone"));
    m_none->setWordWrap(true);
    setDim(*m_none);
    m_sources = new QVBoxLayout;
    m_sources->setSpacing(8);
    auto *folder = new QPushButton(themedIcon(QStringLiteral("folder")), tr("Choose a &folder …"), page);
    folder->setObjectName(QStringLiteral("importFolderButton"));
    auto *zip = new QPushButton(themedIcon(QStringLiteral("file")), tr("Choose a &zip …"), page);
    zip->setObjectName(QStringLiteral("importZipButton"));
    auto *row = new QHBoxLayout;
    row->addWidget(folder);
    row->addWidget(zip);
    row->addStretch();
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(8);
    layout->addWidget(m_none);
    layout->addLayout(m_sources);
    layout->addSpacing(8);
    layout->addLayout(row);
    layout->addWidget(
        new EmptyState(QStringLiteral("folder"), tr("Or drop it here"),
                       tr("A folder with skills, a single skill, a whole Hermes home, a zip or a .tar.gz."), page),
        1);
    connect(folder, &QPushButton::clicked, this, [this] {
        if (const QString path = QFileDialog::getExistingDirectory(this, tr("A folder with skills")); !path.isEmpty())
            lookInto(path);
    });
    connect(zip, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("An archive with skills"), {},
                                                          tr("Archives (*.zip *.skill *.tar.gz *.tgz);;All files (*)"));
        if (!path.isEmpty())
            lookInto(path);
    });
    return page;
}

QWidget *ImportDialog::makeWork()
{
    auto *page = new QWidget;
    m_doing = new QLabel(page);
    m_doing->setObjectName(QStringLiteral("importDoing"));
    m_doing->setTextFormat(Qt::PlainText);
    m_doing->setWordWrap(true);
    m_progress = new QProgressBar(page);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(48, 8, 48, 8);
    layout->addStretch();
    layout->addWidget(m_doing);
    layout->addWidget(m_progress);
    layout->addStretch();
    return page;
}

QWidget *ImportDialog::makeReport()
{
    auto *page = new QWidget;
    m_outcome = new QLabel(page);
    m_outcome->setObjectName(QStringLiteral("importOutcome"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    setTextScale(*m_outcome, 1.15, true);
    m_report = new QTextBrowser(page);
    m_report->setObjectName(QStringLiteral("importReport"));
    m_report->setAccessibleName(tr("What came and what did not"));
    m_report->setOpenLinks(false);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_outcome);
    layout->addWidget(m_report, 1);
    connect(m_report, &QTextBrowser::anchorClicked, this, &ImportDialog::openLink);
    return page;
}

void ImportDialog::connectService()
{
    using service::ExchangeService;
    connect(&m_exchange, &ExchangeService::sourcesFound, this, &ImportDialog::showSources);
    connect(&m_exchange, &ExchangeService::progressed, this, &ImportDialog::showProgress);
    connect(&m_exchange, &ExchangeService::importPreviewed, this, [this](const changes::ImportPlan &plan) {
        if (!std::exchange(m_working, false))
            return; // somebody else's
        m_preview->setPlan(plan);
        goTo(Preview);
    });
    connect(&m_exchange, &ExchangeService::imported, this, [this](const service::ImportReport &report) {
        if (!std::exchange(m_working, false))
            return;
        m_outcome->setText(reportWords(report));
        m_reportHtml = reportHtml(report);
        m_report->setHtml(m_reportHtml);
        goTo(Report);
    });
    connect(&m_exchange, &ExchangeService::cancelled, this, [this] {
        if (std::exchange(m_working, false))
            goTo(Source);
    });
    connect(&m_exchange, &ExchangeService::failed, this, [this](const QString &sentence) {
        if (!std::exchange(m_working, false))
            return;
        goTo(Source);
        m_banner->showError(sentence);
    });
}

void ImportDialog::showSources(const QList<service::KnownSource> &sources)
{
    while (QLayoutItem *item = m_sources->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_none->setVisible(sources.isEmpty());
    m_none->setText(tr("Hermes, Claude Code, Codex and ~/.agents have no skills on this computer."));
    for (const service::KnownSource &source : sources) {
        auto *button = new QPushButton(themedIcon(QStringLiteral("skills")),
                                       tr("%1 · %n skill(s) · %2", nullptr, source.skills)
                                           .arg(source.title, QDir::toNativeSeparators(source.path)));
        button->setObjectName(QStringLiteral("importSource-") + source.name);
        m_sources->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, path = source.path] { lookInto(path); });
    }
}

void ImportDialog::lookInto(const QString &path)
{
    if (m_working)
        return;
    m_banner->dismiss();
    m_doing->setText(tr("Looking into %1 …").arg(path));
    m_working = true;
    showProgress(0, 0);
    goTo(Work);
    m_exchange.previewImport(path);
}

void ImportDialog::goOn()
{
    if (m_steps->currentIndex() == Report)
        return accept();
    m_doing->setText(tr("Importing …"));
    m_working = true;
    showProgress(0, int(m_preview->choices().size()));
    goTo(Work);
    m_exchange.import(m_preview->plan(), m_preview->choices(), m_preview->withMemory());
}

void ImportDialog::showProgress(int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    m_progress->setFormat(total > 0 ? tr("%1 of %2").arg(done).arg(total) : QString());
}

void ImportDialog::goTo(Step step)
{
    m_steps->setCurrentIndex(step);
    updateButtons();
    if (step == Preview)
        m_preview->findChild<QWidget *>(QStringLiteral("importTree"))->setFocus();
    if (step == Report)
        m_next->setFocus();
}

void ImportDialog::updateButtons()
{
    const int step = m_steps->currentIndex();
    const int chosen = m_preview->chosen();
    const QString problem = step == Preview ? m_preview->problem() : QString();
    m_problem->setText(problem);
    m_back->setVisible(step == Preview || step == Report);
    m_back->setText(step == Report ? tr("Import &more …") : tr("&Back"));
    m_close->setVisible(step != Report);
    m_close->setText(tr("&Cancel"));
    m_next->setVisible(step == Preview || step == Report);
    m_next->setText(step == Report ? tr("&Done") : tr("&Import %n skill(s)", nullptr, chosen));
    m_next->setEnabled(step == Report || (problem.isEmpty() && (chosen > 0 || m_preview->withMemory())));
}

void ImportDialog::openLink(const QUrl &link)
{
    const QString target = link.path(QUrl::FullyDecoded);
    if (link.scheme() == u"skill")
        Q_EMIT skillRequested(target);
    else if (const auto id = ChangeSetId::parse(target))
        Q_EMIT changeRequested(*id);
    accept();
}

void ImportDialog::done(int result)
{
    if (m_working)
        m_exchange.cancel(); // what is done stays done; the change sets tell
    QDialog::done(result);
}

void ImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_reportHtml.isEmpty())
        m_report->setHtml(m_reportHtml);
}

QString ImportDialog::pathOf(const QMimeData &data)
{
    if (data.urls().size() != 1 || !data.urls().constFirst().isLocalFile())
        return {};
    const QFileInfo info(data.urls().constFirst().toLocalFile());
    const QString name = info.fileName().toLower();
    const bool archive
        = name.endsWith(u".zip") || name.endsWith(u".skill") || name.endsWith(u".tar.gz") || name.endsWith(u".tgz");
    return info.isDir() || archive ? info.filePath() : QString();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_working && !pathOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    lookInto(pathOf(*event->mimeData()));
}

} // namespace hsf::ui
