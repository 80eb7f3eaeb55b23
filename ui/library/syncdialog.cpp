// SPDX-License-Identifier: MIT
#include "ui/library/syncdialog.h"

#include "ui/changes/setwords.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {
constexpr int mergeRole = Qt::UserRole; // place in SyncPlan::incoming; -1: it goes out
}

SyncDialog::SyncDialog(service::SyncService &sync, service::SettingsService &settings, QWidget *parent)
    : QDialog(parent)
    , m_sync(sync)
    , m_settings(settings)
    , m_banner(new Banner(this))
{
    setObjectName(QStringLiteral("syncDialog"));
    setWindowTitle(tr("Sync with another library"));
    resize(960, 640);
    auto *hint = new QLabel(tr("Skills go to a Git repository that your team or your other computer shares, and come from there. Memory and "
                               "conversations stay here. Git uses your own keys."),
                            this);
    hint->setWordWrap(true);
    setDim(*hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_banner);
    layout->addWidget(hint);
    layout->addWidget(makeAddress());
    layout->addWidget(makeBody(), 1);
    layout->addWidget(makeButtons());
    connectService();
    allow();
    if (!m_url->text().isEmpty())
        look();
}

SyncDialog::~SyncDialog() { m_sync.cancel(); }

QWidget *SyncDialog::makeAddress()
{
    auto *part = new QWidget(this);
    m_url = new QLineEdit(m_settings.settings().syncRemote, part);
    m_url->setObjectName(QStringLiteral("syncUrl"));
    m_url->setAccessibleName(tr("Address of the Git repository"));
    m_url->setPlaceholderText(tr("git@example.org:team/skills.git, or a folder"));
    m_branch = new QLineEdit(m_settings.settings().syncBranch, part);
    m_branch->setObjectName(QStringLiteral("syncBranch"));
    m_branch->setAccessibleName(tr("Branch"));
    m_branch->setMaximumWidth(160);
    m_look = new QPushButton(themedIcon(QStringLiteral("search")), tr("&Look"), part);
    m_look->setObjectName(QStringLiteral("syncLook"));
    m_look->setAutoDefault(false);
    auto *url = new QLabel(tr("&Repository"), part), *branch = new QLabel(tr("&Branch"), part);
    url->setBuddy(m_url);
    branch->setBuddy(m_branch);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins({});
    row->addWidget(url);
    row->addWidget(m_url, 1);
    row->addWidget(branch);
    row->addWidget(m_branch);
    row->addWidget(m_look);
    connect(m_look, &QPushButton::clicked, this, &SyncDialog::look);
    for (QLineEdit *field : {m_url, m_branch}) {
        connect(field, &QLineEdit::returnPressed, this, &SyncDialog::look);
        connect(field, &QLineEdit::textEdited, this, [this] {
            m_plan.reset(); // it was of another place
            m_list->clear();
            m_diff->setFiles({});
            m_summary->setText(tr("Look shows what would come and go. Nothing moves before Sync."));
            allow();
        });
    }
    return part;
}

QWidget *SyncDialog::makeBody()
{
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    auto *side = new QWidget(splitter);
    m_summary = new QLabel(tr("Look shows what would come and go. Nothing moves before Sync."), side);
    m_summary->setObjectName(QStringLiteral("syncSummary"));
    m_summary->setWordWrap(true);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("syncList"));
    m_list->setAccessibleName(tr("What comes and goes"));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->addWidget(m_summary);
    column->addWidget(m_list, 1);
    m_side = new QStackedWidget(splitter);
    m_words = new EmptyState(QStringLiteral("changes"), tr("What comes is shown here"),
                             tr("With every line that would change, before anything moves."), m_side);
    m_diff = new DiffView(m_side);
    m_side->addWidget(m_words);
    m_side->addWidget(m_diff);
    splitter->addWidget(side);
    splitter->addWidget(m_side);
    splitter->setSizes({320, 600});
    connect(m_list, &QListWidget::currentItemChanged, this, &SyncDialog::showItem);
    return splitter;
}

QWidget *SyncDialog::makeButtons()
{
    auto *part = new QWidget(this);
    m_progress = new QProgressBar(part);
    m_progress->setTextVisible(false);
    m_go = new QPushButton(tr("&Sync"), part);
    m_go->setObjectName(QStringLiteral("syncGo"));
    setWeight(*m_go, Weight::Primary);
    m_cancel = new QPushButton(part);
    m_cancel->setObjectName(QStringLiteral("syncCancel"));
    for (QPushButton *button : {m_go, m_cancel})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins({});
    row->addWidget(m_progress, 1);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_go);
    connect(m_go, &QPushButton::clicked, this, &SyncDialog::carryOut);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_sync.isBusy())
            m_sync.cancel();
        else
            reject();
    });
    return part;
}

void SyncDialog::connectService()
{
    using Sync = service::SyncService;
    connect(&m_sync, &Sync::busyChanged, this, &SyncDialog::allow);
    connect(&m_sync, &Sync::looked, this, &SyncDialog::showPlan);
    connect(&m_sync, &Sync::synced, this, &SyncDialog::showReport);
    connect(&m_sync, &Sync::failed, m_banner, &Banner::showError);
    connect(&m_sync, &Sync::cancelled, this, [this] { m_banner->showNews(tr("Stopped. What was taken in stays; syncing again goes on from there.")); });
    connect(&m_sync, &Sync::progressed, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
    });
}

void SyncDialog::look()
{
    if (m_sync.isBusy() || m_url->text().trimmed().isEmpty())
        return;
    Settings settings = m_settings.settings();
    settings.syncRemote = m_url->text().trimmed();
    settings.syncBranch = m_branch->text().trimmed().isEmpty() ? QStringLiteral("main") : m_branch->text().trimmed();
    m_settings.change(settings);
    m_plan.reset();
    m_banner->dismiss();
    m_progress->setRange(0, 0);
    m_sync.look();
}

void SyncDialog::carryOut()
{
    if (!m_plan || m_sync.isBusy())
        return;
    m_banner->dismiss();
    m_sync.carryOut(*std::exchange(m_plan, std::nullopt));
}

QListWidgetItem *SyncDialog::addItem(const QString &icon, const QString &text, const QString &meaning, int merge)
{
    auto *item = new QListWidgetItem(themedIcon(icon), text, m_list);
    item->setData(mergeRole, merge);
    item->setToolTip(meaning);
    item->setData(Qt::AccessibleTextRole, QStringLiteral("%1: %2").arg(text, meaning));
    return item;
}

void SyncDialog::showPlan(const service::SyncPlan &plan)
{
    m_plan = plan;
    m_list->clear();
    say(tr("Both libraries are alike"), tr("Nothing would come and nothing would go."));
    for (int i = 0; i < plan.incoming.size(); ++i) {
        const changes::SkillMerge &merge = plan.incoming.at(i);
        if (merge.conflicts.isEmpty())
            addItem(QStringLiteral("receive"), merge.skill, tr("comes here"), i);
        else
            addItem(QStringLiteral("warning"), merge.skill, tr("both sides changed it: it will wait for you on Changes"), i);
    }
    QSet<QString> coming;
    for (const auto &merge : plan.incoming)
        coming.insert(merge.skill);
    int going = 0;
    for (const QString &skill : plan.outgoing) {
        if (coming.contains(skill))
            continue;
        addItem(QStringLiteral("send"), skill, tr("goes there"), -1);
        ++going;
    }
    m_summary->setText(m_list->count() == 0 ? tr("Both libraries are alike.")
                                            : tr("%n skill(s) come here", nullptr, int(plan.incoming.size())) + QStringLiteral(" · ")
                                                  + tr("%n skill(s) go there", nullptr, going));
    if (plan.meeting.rewritten)
        m_banner->showWarning(tr("Their history was rewritten since the last sync. Only files are compared, so nothing of yours is lost; look at what comes."));
    else if (!plan.undecided.isEmpty())
        m_banner->showWarning(tr("%n change(s) of the last sync wait for you on Changes; nothing is sent before.", nullptr, int(plan.undecided.size())));
    else if (!plan.leftAlone.isEmpty())
        m_banner->showNews(tr("Left alone: %1").arg(plan.leftAlone.first(std::min<qsizetype>(5, plan.leftAlone.size())).join(QStringLiteral("; "))));
    m_list->setCurrentRow(0);
    allow();
}

void SyncDialog::showItem(QListWidgetItem *item)
{
    if (!m_plan || !item)
        return;
    const int merge = item->data(mergeRole).toInt();
    if (merge < 0)
        return say(tr("“%1” goes there").arg(item->text()), tr("The repository gets it as it is here."));
    m_diff->setFiles(fileDiffs(m_plan->incoming.at(merge).files));
    m_side->setCurrentWidget(m_diff);
}

void SyncDialog::say(const QString &title, const QString &text)
{
    m_diff->setFiles({});
    m_words->setWords(title, text);
    m_side->setCurrentWidget(m_words);
}

void SyncDialog::showReport(const service::SyncReport &report)
{
    m_list->clear();
    say(tr("This sync is done"), tr("What came is on the Skills page, with its history; each change can be undone."));
    const int applied = report.count(changes::State::Applied);
    m_summary->setText(tr("%n skill(s) came", nullptr, applied) + QStringLiteral(" · ")
                       + (report.sent.isEmpty() ? tr("nothing was sent") : tr("yours were sent")));
    if (report.problems.isEmpty()) {
        m_banner->showNews(tr("Both libraries have the same skills now."));
    } else {
        m_banner->showWarning(report.problems.join(u'\n'));
        if (report.count(changes::State::Held) > 0) {
            connect(m_banner->offer(tr("Show them")), &QAction::triggered, this, [this] {
                Q_EMIT changesRequested();
                accept();
            });
        }
    }
    allow();
}

void SyncDialog::allow()
{
    const bool busy = m_sync.isBusy();
    m_progress->setVisible(busy);
    m_look->setEnabled(!busy && !m_url->text().trimmed().isEmpty());
    m_go->setEnabled(!busy && m_plan && (!m_plan->incoming.isEmpty() || !m_plan->outgoing.isEmpty() || !m_plan->meeting.waiting.isEmpty()));
    m_cancel->setText(busy ? tr("&Stop") : tr("&Close"));
}

} // namespace hsf::ui
