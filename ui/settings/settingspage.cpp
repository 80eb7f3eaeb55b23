// SPDX-License-Identifier: MIT
#include "ui/settings/settingspage.h"

#include "ui/library/placedialog.h"
#include "ui/library/sourcesdialog.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hsf::ui {

using llm::Keys;
using service::ModelService;

namespace {

struct Preset {
    const char *name, *url;
};
constexpr Preset presets[] = {
    {"Ollama", "http://127.0.0.1:11434/v1"},
    {"LM Studio", "http://127.0.0.1:1234/v1"},
    {"llama.cpp", "http://127.0.0.1:8080/v1"},
    {"vLLM", "http://127.0.0.1:8000/v1"},
    {"OpenAI", "https://api.openai.com/v1"},
    {"OpenRouter", "https://openrouter.ai/api/v1"},
    {"Nous Portal", "https://inference-api.nousresearch.com/v1"},
    {"DeepSeek", "https://api.deepseek.com"},
};

QWidget *scrolling(QWidget *inner)
{
    auto *area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

QLabel *dimLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    setDim(*label);
    return label;
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
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("settingsTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(scrolling(makeModels()), tr("Models"));
    m_tabs->addTab(scrolling(makeLearning()), tr("Learning"));
    m_tabs->addTab(scrolling(makeCurator()), tr("Curator"));
    m_tabs->addTab(scrolling(makeAppearance()), tr("Appearance"));
    m_tabs->addTab(scrolling(makeData()), tr("Data"));
    column->addWidget(m_tabs);

    ModelService &models = *factory.models;
    connect(&models, &ModelService::tested, this, [this](bool works, const QString &sentence) {
        if (!m_testing)
            return;
        m_testing->test->setText(tr("&Test"));
        works ? m_testing->answer->showNews(sentence) : m_testing->answer->showError(sentence);
        m_testing = nullptr;
    });
    connect(&models, &ModelService::modelsListed, this, [this](const QString &url, const QStringList &names, const QString &failure) {
        for (ModelFields *fields : {&m_main, &m_auxiliary}) {
            if (fields->url->text().trimmed() != url)
                continue;
            fields->list->setEnabled(true);
            const QString typed = fields->model->currentText();
            fields->model->clear();
            fields->model->addItems(names);
            fields->model->setCurrentText(typed.isEmpty() && !names.isEmpty() ? names.first() : typed);
            if (!failure.isEmpty())
                fields->answer->showError(failure);
            else if (names.isEmpty())
                fields->answer->showWarning(tr("This server names no models. Type the model's name."));
            else
                fields->model->showPopup();
        }
    });
}

void SettingsPage::showModels()
{
    m_tabs->setCurrentIndex(0);
    m_main.url->setFocus();
}

template <class Edit> void SettingsPage::change(Edit edit)
{
    Settings settings = m_factory.settings->settings();
    edit(settings);
    m_factory.settings->change(settings);
}

QWidget *SettingsPage::makeModels()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(20);
    auto *main = new QGroupBox(tr("The model that answers"));
    (new QVBoxLayout(main))->addWidget(makeModel(m_main, QString(), &Settings::model));
    auto *auxiliary = new QGroupBox(tr("Auxiliary model, for reviews and the curator (optional)"));
    auto *inner = new QVBoxLayout(auxiliary);
    inner->addWidget(dimLabel(tr("A cheaper model may do the background work. It gets a digest of the conversation, not the whole. Leave it empty "
                                 "and reviews use the model above; the curator then writes no notes.")));
    inner->addWidget(makeModel(m_auxiliary, QStringLiteral("auxiliary"), &Settings::auxiliary));
    column->addWidget(main);
    column->addWidget(auxiliary);
    column->addStretch();
    widget->setMaximumWidth(800);
    return widget;
}

QWidget *SettingsPage::makeModel(ModelFields &f, const QString &prefix, ModelSettings Settings::*which)
{
    const auto named = [&](QWidget *widget, const QString &name) {
        widget->setObjectName(prefix.isEmpty() ? name : prefix + name.at(0).toUpper() + name.mid(1));
    };
    const ModelSettings &now = m_factory.settings->settings().*which;
    auto *widget = new QWidget;
    auto *form = new QFormLayout(widget);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    f.preset = new QComboBox;
    f.preset->addItem(tr("Choose a server …"));
    for (const Preset &preset : presets)
        f.preset->addItem(QLatin1StringView(preset.name), QLatin1StringView(preset.url));
    f.url = new QLineEdit(now.baseUrl);
    f.url->setPlaceholderText(QStringLiteral("http://127.0.0.1:11434/v1"));
    named(f.url, QStringLiteral("baseUrl"));
    f.model = new QComboBox;
    f.model->setEditable(true);
    f.model->setCurrentText(now.model);
    f.model->lineEdit()->setPlaceholderText(tr("Name of the model"));
    named(f.model, QStringLiteral("model"));
    f.list = new QPushButton(tr("&List"));
    f.list->setToolTip(tr("Ask the server which models it has"));
    auto *modelRow = new QHBoxLayout;
    modelRow->setSpacing(8);
    modelRow->addWidget(f.model, 1);
    modelRow->addWidget(f.list);
    f.key = new QLineEdit;
    f.key->setEchoMode(QLineEdit::Password);
    f.key->setPlaceholderText(m_factory.models->hasKey(now.baseUrl) ? tr("A key is known; type to replace it") : tr("Only where the server wants one"));
    named(f.key, QStringLiteral("apiKey"));
    f.place = new QComboBox;
    f.place->addItem(tr("in the system's keychain"), int(Keys::Place::Keychain));
    f.place->addItem(tr("for this run only"), int(Keys::Place::ThisRun));
    f.place->setAccessibleName(tr("Where the key is kept"));
    if (!m_factory.models->keychainAvailable()) {
        f.place->setCurrentIndex(1);
        f.place->setToolTip(tr("No keychain answers on this system. The key is kept in memory and forgotten at the end."));
    }
    auto *keyRow = new QHBoxLayout;
    keyRow->setSpacing(8);
    keyRow->addWidget(f.key, 1);
    keyRow->addWidget(f.place);
    f.context = spin(1'000, 100'000'000, now.contextTokens, tr(" tokens"), "contextTokens");
    f.context->setGroupSeparatorShown(true);
    f.context->setSingleStep(1'000);
    f.test = new QPushButton(tr("&Test"));
    named(f.test, QStringLiteral("testButton"));
    auto *save = new QPushButton(tr("&Use this model"));
    named(save, QStringLiteral("useModelButton"));
    setWeight(*save, Weight::Primary);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(f.test);
    buttons->addWidget(save);
    buttons->addStretch();
    f.answer = new Banner;
    named(f.answer, QStringLiteral("modelAnswer"));
    form->addRow(tr("&Preset"), f.preset);
    form->addRow(tr("&Base URL"), f.url);
    // The form makes no buddy of a row of several fields.
    const auto labelFor = [](const QString &text, QWidget *field) {
        auto *label = new QLabel(text);
        label->setBuddy(field);
        return label;
    };
    form->addRow(labelFor(tr("&Model"), f.model), modelRow);
    form->addRow(labelFor(tr("&Key"), f.key), keyRow);
    form->addRow(tr("&Context"), f.context);
    form->addRow(QString(), buttons);
    form->addRow(f.answer);

    connect(f.preset, &QComboBox::activated, this, [&f] {
        if (const QString url = f.preset->currentData().toString(); !url.isEmpty())
            f.url->setText(url);
    });
    connect(f.list, &QPushButton::clicked, this, [this, &f] {
        f.list->setEnabled(false);
        m_factory.models->listModels(f.url->text().trimmed(), f.key->text());
    });
    connect(f.test, &QPushButton::clicked, this, [this, &f] {
        if (m_testing == &f) { // a second press cancels
            m_factory.models->cancelTest();
            f.test->setText(tr("&Test"));
            m_testing = nullptr;
            return f.answer->showWarning(tr("The test was cancelled."));
        }
        m_testing = &f;
        f.test->setText(tr("Cancel"));
        m_factory.models->test(f.url->text().trimmed(), f.model->currentText().trimmed(), f.key->text());
    });
    connect(save, &QPushButton::clicked, this, [this, &f, which] { saveModel(f, which); });
    return widget;
}

void SettingsPage::saveModel(const ModelFields &f, ModelSettings Settings::*which)
{
    const ModelSettings model{f.url->text().trimmed(), f.model->currentText().trimmed(), f.context->value()};
    const QUrl url(model.baseUrl, QUrl::StrictMode);
    const bool empty = model.baseUrl.isEmpty() && model.model.isEmpty();
    if (!empty && (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https")))
        return f.answer->showError(tr("The base URL must start with http:// or https:// and name a server, such as http://127.0.0.1:11434/v1."));
    if (!empty && model.model.isEmpty())
        return f.answer->showError(tr("Which model? Type its name, or press List."));
    if (!f.key->text().isEmpty())
        m_factory.models->setKey(model.baseUrl, f.key->text(), Keys::Place(f.place->currentData().toInt()));
    f.key->clear();
    change([&](Settings &settings) { settings.*which = model; });
    f.answer->showNews(empty ? tr("No model is used here.") : tr("%1 answers from now on.").arg(model.model));
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
    connect(paused, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.learning.paused = on; }); });
    connect(ask, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.learning.askBeforeEveryChange = on; }); });
    connect(skills, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.learning.skillInterval = n; }); });
    connect(memory, &QSpinBox::valueChanged, this, [this](int n) { change([n](Settings &s) { s.learning.memoryInterval = n; }); });
    return page.widget;
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
            [chosen, before = now.libraryFolder](const Settings &settings) mutable {
                if (std::exchange(before, settings.libraryFolder) != settings.libraryFolder)
                    chosen->showNews(tr("The new place of the library is in force when the program starts again. Until then nothing changes."));
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
