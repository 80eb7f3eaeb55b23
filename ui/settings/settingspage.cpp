// SPDX-License-Identifier: MIT
#include "ui/settings/settingspage.h"

#include "ui/library/placedialog.h"
#include "ui/library/sourcesdialog.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"
#include "ui/settings/grantsview.h"
#include "ui/settings/modelspage.h"
#include "ui/settings/noticesform.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hsf::ui {

using service::ModelService;

namespace {

QWidget *scrolling(QWidget *inner)
{
    auto *area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

struct Page {
    QWidget *widget;
    QFormLayout *form;
};

Page formPage()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(24, 24, 24, 24);
    auto *form = new QFormLayout;
    column->addLayout(form);
    column->addStretch(1); // rows keep their height in a tall window
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(14);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    widget->setMaximumWidth(760);
    return {widget, form};
}

QSpinBox *spin(int least, int most, int value, const QString &suffix, const char *name)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1StringView(name));
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setMaximumWidth(220);
    return box;
}

QCheckBox *tick(const QString &text, bool on, const char *name)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(QLatin1StringView(name));
    box->setChecked(on);
    return box;
}

} // namespace

SettingsPage::SettingsPage(service::Factory &factory, QWidget *parent) : QWidget(parent), m_factory(factory)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    auto *title = new QLabel(tr("Settings"));
    setTextScale(*title, 1.4, true);
    column->addWidget(title);
    auto *problem = new Banner;
    column->addWidget(problem);
    connect(factory.settings.get(), &service::SettingsService::failed, problem, &Banner::showError);
    connect(factory.models.get(), &ModelService::failed, problem, &Banner::showWarning);
    m_models = new ModelsPage(factory);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("settingsTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(scrolling(m_models), tr("Models"));
    m_tabs->addTab(scrolling(makeLearning()), tr("Learning"));
    m_tabs->addTab(scrolling(makeCurator()), tr("Curator"));
    m_tabs->addTab(scrolling(makeAppearance()), tr("Appearance"));
    m_notices = new NoticesForm(*factory.settings);
    m_tabs->addTab(scrolling(m_notices), tr("Notifications"));
    m_tabs->addTab(scrolling(new GrantsView(*factory.grants)), tr("Permissions"));
    m_tabs->addTab(scrolling(makeData()), tr("Data"));
    column->addWidget(m_tabs);
}

void SettingsPage::showLearning() { m_tabs->setCurrentIndex(1); }

void SettingsPage::followDesktop(NoticeBus &desktop)
{
    m_notices->setDesktop(desktop.service());
    connect(&desktop, &NoticeBus::serviceChanged, m_notices, &NoticesForm::setDesktop);
}

void SettingsPage::showModels()
{
    m_tabs->setCurrentIndex(0);
    m_models->focusFirst();
}

template <class Edit> void SettingsPage::change(Edit edit)
{
    Settings settings = m_factory.settings->settings();
    edit(settings);
    m_factory.settings->change(settings);
}

QWidget *SettingsPage::makeLearning()
{
    const LearningSettings &now = m_factory.settings->settings().learning;
    const Page page = formPage();
    auto *paused = tick(tr("&Pause learning: no reviews run"), now.paused, "learningPaused");
    auto *ask = tick(tr("&Ask before every change: reviews only propose"), now.askBeforeEveryChange, "askBeforeEveryChange");
    auto *skills = spin(0, 1'000, now.skillInterval, tr(" tool iterations"), "skillInterval");
    auto *memory = spin(0, 1'000, now.memoryInterval, tr(" messages of yours"), "memoryInterval");
    skills->setSpecialValueText(tr("off"));
    memory->setSpecialValueText(tr("off"));
    page.form->addRow(dimLabel(tr("After enough work a second agent reads the conversation and writes down what is worth keeping. Everything it does "
                                  "is a change with its reason, shown, and undone with one click.")));
    page.form->addRow(paused);
    page.form->addRow(ask);
    page.form->addRow(tr("Review &skills after"), skills);
    page.form->addRow(tr("Review &memory after"), memory);
    addQueue(*page.form);
    connect(paused, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.learning.paused = on; }); });
    connect(ask, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.learning.askBeforeEveryChange = on; }); });
    connect(skills, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.learning.skillInterval = n; }); });
    connect(memory, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.learning.memoryInterval = n; }); });
    return page.widget;
}

void SettingsPage::addQueue(QFormLayout &form)
{
    const QueueSettings &now = m_factory.settings->settings().queue;
    auto *limit = spin(1, 1'000, now.heldLimit, tr(" changes"), "heldLimit");
    auto *expiry = spin(1, 3'650, now.expiryDays, tr(" days"), "expiryDays");
    limit->setToolTip(tr("When so many wait, the next one is refused, with that reason. The curator's proposals do not count."));
    expiry->setToolTip(tr("What nobody decided until then is put away as expired; it stays in the history of decisions."));
    for (QSpinBox *box : {limit, expiry})
        box->setKeyboardTracking(false); // 5 is no limit for who types 50
    form.addRow(dimLabel(tr("Changes that wait for your word stand on the page Changes.")));
    form.addRow(tr("At most, let &wait"), limit);
    form.addRow(tr("Let them &expire after"), expiry);
    connect(limit, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.queue.heldLimit = n; }); });
    connect(expiry, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.queue.expiryDays = n; }); });
}

QWidget *SettingsPage::makeCurator()
{
    const CuratorSettings &now = m_factory.settings->settings().curator;
    const Page page = formPage();
    auto *paused = tick(tr("&Pause the curator"), now.paused, "curatorPaused");
    auto *interval = spin(1, 10'000, now.intervalHours, tr(" hours"), "curatorInterval");
    auto *idle = spin(0, 10'000, now.idleMinutes, tr(" minutes"), "curatorIdle");
    auto *stale = spin(1, 10'000, now.staleAfterDays, tr(" days"), "staleAfterDays");
    auto *archive = spin(1, 10'000, now.archiveAfterDays, tr(" days"), "archiveAfterDays");
    page.form->addRow(dimLabel(tr("The curator looks at the skills that the agent may work on and proposes which to mark stale and which to archive. "
                                  "You approve or reject each; nothing moves without you.")));
    page.form->addRow(paused);
    page.form->addRow(tr("&Run every"), interval);
    page.form->addRow(tr("after you were &idle for"), idle);
    page.form->addRow(tr("Propose &stale after"), stale);
    page.form->addRow(tr("Propose to &archive after"), archive);
    connect(paused, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.curator.paused = on; }); });
    connect(interval, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.curator.intervalHours = n; }); });
    connect(idle, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.curator.idleMinutes = n; }); });
    connect(stale, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.curator.staleAfterDays = n; }); });
    connect(archive, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.curator.archiveAfterDays = n; }); });
    return page.widget;
}

QWidget *SettingsPage::makeAppearance()
{
    const AppearanceSettings &now = m_factory.settings->settings().appearance;
    const Page page = formPage();
    auto *theme = new QComboBox;
    theme->setObjectName(QStringLiteral("theme"));
    theme->addItems({tr("Like the system"), tr("Light"), tr("Dark")});
    theme->setCurrentIndex(int(now.theme));
    auto *text = spin(80, 200, now.textPercent, tr(" %"), "textPercent");
    text->setSingleStep(10);
    text->setKeyboardTracking(false);
    auto *enter = tick(tr("&Enter sends a message, Shift+Enter starts a line"), now.enterSends, "enterSends");
    page.form->addRow(tr("&Theme"), theme);
    page.form->addRow(tr("Te&xt size"), text);
    page.form->addRow(enter);
    connect(theme, &QComboBox::activated, this,
            [this](int index) { change([index](Settings &s) { s.appearance.theme = AppearanceSettings::Theme(index); }); });
    connect(text, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.appearance.textPercent = n; }); });
    connect(enter, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.appearance.enterSends = on; }); });
    return page.widget;
}

QWidget *SettingsPage::makeData()
{
    const Page page = formPage();
    const Settings &now = m_factory.settings->settings();
    const Home &home = m_factory.bench->home();
    const auto path = [](const QString &text) {
        auto *label = new QLabel(QDir::toNativeSeparators(text));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setWordWrap(true);
        return label;
    };
    page.form->addRow(tr("Skill library"), path(now.libraryFolder.isEmpty() ? home.defaultLibrary() : now.libraryFolder));
    auto *choose = new QPushButton(tr("Use another &folder …"));
    choose->setObjectName(QStringLiteral("chooseLibrary"));
    auto *chosen = new Banner;
    choose->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    page.form->addRow(QString(), choose);
    page.form->addRow(chosen);
    page.form->addRow(tr("History (Git)"), path(home.history()));
    page.form->addRow(tr("Memory"), path(home.memories()));
    page.form->addRow(tr("Journal (SQLite)"), path(home.database()));
    page.form->addRow(tr("Settings"), path(home.settingsFile()));

    auto *sources = new QListWidget;
    sources->setObjectName(QStringLiteral("sourcesList"));
    sources->setAccessibleName(tr("Folders of skills shown read-only"));
    sources->addItems(now.sources);
    sources->setMaximumHeight(120);
    auto *add = new QPushButton(tr("&Add folders …"));
    auto *remove = new QPushButton(tr("&Take off the list"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    page.form->addRow(dimLabel(tr("Other programs' skills can be shown beside yours, read-only; a change to one copies it into your library "
                                  "first.")));
    page.form->addRow(tr("Read-only sources"), sources);
    page.form->addRow(QString(), buttons);
    connect(choose, &QPushButton::clicked, this, [this] {
        PlaceDialog::open(*m_factory.library, this);
    });
    connect(m_factory.settings.get(), &service::SettingsService::changed, chosen,
            [this, chosen, before = now.libraryFolder, inForce = now.libraryFolder](const Settings &settings) mutable {
                if (std::exchange(before, settings.libraryFolder) == settings.libraryFolder)
                    return;
                if (settings.libraryFolder == inForce)
                    return chosen->dismiss();
                chosen->showNews(tr("The new place of the library is in force when the home is opened again: now, or at the next start of the "
                                    "program. Until then nothing changes. Opening it again stops answers that are being written."));
                QAction *now = chosen->offer(tr("Open it again now"));
                now->setObjectName(QStringLiteral("reopenHome"));
                connect(now, &QAction::triggered, this, &SettingsPage::reopenRequested);
            });
    connect(m_factory.settings.get(), &service::SettingsService::changed, sources, [sources](const Settings &settings) {
        sources->clear();
        sources->addItems(settings.sources);
    });
    connect(add, &QPushButton::clicked, this, [this] { SourcesDialog::open(*m_factory.library, this); });
    connect(remove, &QPushButton::clicked, this, [this, sources] {
        if (const auto *item = sources->currentItem())
            m_factory.library->removeSource(item->text());
    });
    return page.widget;
}

} // namespace hsf::ui
