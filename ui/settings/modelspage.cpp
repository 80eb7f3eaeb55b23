// SPDX-License-Identifier: MIT
#include "ui/settings/modelspage.h"

#include "models/providermodels.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"
#include "ui/settings/modelslist.h"
#include "ui/settings/modelsnetwork.h"
#include "ui/settings/modelsprovider.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace hsf::ui {

using llm::Keys;
using service::ModelService;

namespace {

QPushButton *button(const QString &text, const char *name)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1StringView(name));
    return made;
}

// "claude-sonnet-4-5 · Anthropic · 200,000 tokens · $3.00 in, $15.00 out"
QString inWords(const Settings &settings, const ModelSettings &model)
{
    const ProviderSettings *provider = service::providerIn(settings, service::placeOf(model));
    QStringList parts{model.model, provider ? provider->name : model.baseUrl, ModelsPage::tr("%1 tokens").arg(QLocale().toString(model.contextTokens))};
    if (model.price.isKnown())
        parts << ModelsPage::tr("%1 in, %2 out a million").arg(models::shownPrice(model.price.input), models::shownPrice(model.price.output));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ModelsPage::ModelsPage(service::Factory &factory, QWidget *parent) : QWidget(parent), m_factory(factory)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(20);
    column->addWidget(makeInUse());
    column->addWidget(makeProviders());
    column->addWidget(makeNetwork());
    column->addStretch();
    setMaximumWidth(940);
    connectModels();
    showInUse();
    const ProviderSettings *first = service::providerIn(m_factory.settings->settings(), service::placeOf(m_factory.settings->settings().model));
    const auto &providers = m_factory.settings->settings().providers;
    if (!first && !providers.isEmpty())
        first = &providers.first();
    first ? edit(*first, service::placeOf(*first)) : edit(service::newProvider(llm::presetOf(QStringLiteral("custom"))), {});
}

// What is said stands below the fields: it is brought into view, in a window that is not as high as the page.
bool ModelsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_answer && event->type() == QEvent::Show) {
        QTimer::singleShot(0, this, [this] {
            for (QWidget *up = parentWidget(); up; up = up->parentWidget())
                if (auto *area = qobject_cast<QScrollArea *>(up))
                    area->ensureWidgetVisible(m_answer, 0, 16);
        });
    }
    return QWidget::eventFilter(watched, event);
}

void ModelsPage::focusFirst() { m_form->focusAddress(); }

QWidget *ModelsPage::makeInUse()
{
    auto *box = new QGroupBox(tr("In use"));
    auto *form = new QFormLayout(box);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto line = [](const char *name) {
        auto *label = new QLabel;
        label->setObjectName(QLatin1StringView(name));
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        return label;
    };
    m_main = line("mainModelLine");
    m_auxiliary = line("auxiliaryModelLine");
    m_noAuxiliary = button(tr("Use &none"), "noAuxiliaryButton");
    m_noAuxiliary->setAccessibleName(tr("Use no auxiliary model"));
    auto *second = new QHBoxLayout;
    second->addWidget(m_auxiliary, 1);
    second->addWidget(m_noAuxiliary, 0, Qt::AlignTop);
    form->addRow(tr("Answers"), m_main);
    form->addRow(tr("Background"), second);
    form->addRow(dimLabel(tr("A cheaper model may do the background work: reviews, the curator's notes, titles. It gets a digest of the conversation, "
                             "not the whole.")));
    connect(m_noAuxiliary, &QPushButton::clicked, this, [this] { change([](Settings &s) { s.auxiliary = {}; }); });
    return box;
}

QWidget *ModelsPage::makeProviders()
{
    auto *box = new QGroupBox(tr("Providers"));
    auto *row = new QHBoxLayout(box);
    row->setSpacing(20);
    auto *side = new QVBoxLayout;
    side->setSpacing(8);
    m_providers = new QListWidget;
    m_providers->setObjectName(QStringLiteral("providersList"));
    m_providers->setAccessibleName(tr("Providers"));
    m_providers->setFixedWidth(180);
    m_providers->setMinimumHeight(160);
    auto *add = button(tr("&Add …"), "addProviderButton");
    addPresets(*add);
    m_account = button(tr("An&other account"), "addAccountButton");
    m_account->setToolTip(tr("One more account at the address of this provider, with a key and a name of its own"));
    m_remove = button(tr("&Remove"), "removeProviderButton");
    side->addWidget(m_providers, 1);
    side->addWidget(add);
    side->addWidget(m_account);
    side->addWidget(m_remove);
    row->addLayout(side);

    auto *right = new QVBoxLayout;
    right->setSpacing(14);
    m_form = new ProviderForm;
    m_form->setKeychain(m_factory.models->keychainAvailable());
    m_models = new ModelsList;
    m_test = button(tr("&Test"), "testButton");
    auto *save = button(tr("Sa&ve"), "saveProviderButton");
    save->setToolTip(tr("Keep this provider without using one of its models"));
    auto *background = button(tr("Use for &background work"), "useAuxiliaryButton");
    auto *use = button(tr("&Use this model"), "useModelButton");
    setWeight(*use, Weight::Primary);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *one : {use, background, m_test, save})
        buttons->addWidget(one);
    buttons->addStretch();
    m_answer = new Banner;
    m_answer->setObjectName(QStringLiteral("modelAnswer"));
    m_answer->installEventFilter(this);
    right->addWidget(m_form);
    right->addWidget(m_models);
    right->addLayout(buttons);
    right->addWidget(m_answer);
    row->addLayout(right, 1);

    connect(m_providers, &QListWidget::currentRowChanged, this, [this](int at) {
        const auto &providers = m_factory.settings->settings().providers;
        if (at >= 0 && at < providers.size() && service::placeOf(providers.at(at)) != m_editing)
            edit(ProviderSettings(providers.at(at)), service::placeOf(providers.at(at)));
    });
    connect(m_account, &QPushButton::clicked, this, &ModelsPage::addAccount);
    connect(m_remove, &QPushButton::clicked, this, &ModelsPage::remove);
    connect(m_models, &ModelsList::fetchRequested, this, &ModelsPage::fetch);
    connect(m_models, &ModelsList::favouriteToggled, this, [this](const QString &model) {
        auto provider = saved();
        if (!provider)
            return;
        if (!provider->favourites.removeOne(model))
            provider->favourites.append(model);
        keep(*provider);
    });
    connect(m_test, &QPushButton::clicked, this, &ModelsPage::test);
    connect(save, &QPushButton::clicked, this, [this] {
        if (const auto provider = saved())
            m_answer->showNews(tr("%1 is saved.").arg(provider->name));
    });
    connect(use, &QPushButton::clicked, this, [this] { this->use(&Settings::model); });
    connect(background, &QPushButton::clicked, this, [this] { this->use(&Settings::auxiliary); });
    return box;
}

void ModelsPage::addPresets(QPushButton &button)
{
    auto *menu = new QMenu(&button);
    menu->setObjectName(QStringLiteral("presetsMenu"));
    bool local = false;
    for (const llm::Preset &preset : llm::presets()) {
        if (preset.local != local) {
            menu->addSeparator();
            local = preset.local;
        }
        auto *action = menu->addAction(preset.name);
        action->setObjectName(QStringLiteral("preset-") + preset.id);
        connect(action, &QAction::triggered, this, [this, preset] {
            const ProviderSettings *known = service::firstProviderAt(m_factory.settings->settings(), preset.baseUrl);
            if (known)
                return edit(ProviderSettings(*known), service::placeOf(*known));
            edit(service::newProvider(preset), {});
            m_form->focusAddress();
        });
    }
    button.setMenu(menu);
}

QWidget *ModelsPage::makeNetwork()
{
    auto *box = new QGroupBox(tr("Network"));
    auto *form = new NetworkForm(m_factory.settings->settings().proxy);
    auto *told = new Banner;
    told->setObjectName(QStringLiteral("proxyAnswer"));
    auto *column = new QVBoxLayout(box);
    column->addWidget(form);
    column->addWidget(told);
    connect(form, &NetworkForm::saveRequested, this, [this, told](const ProxySettings &proxy, const QString &password) {
        const bool own = proxy.kind == ProxySettings::Kind::Http || proxy.kind == ProxySettings::Kind::Socks5;
        if (own && proxy.host.isEmpty())
            return told->showError(tr("Which proxy? Type the name of its host."));
        if (!password.isEmpty())
            m_factory.models->setKey(service::proxyKeyName(proxy), password,
                                     m_factory.models->keychainAvailable() ? Keys::Place::Keychain : Keys::Place::ThisRun);
        change([&](Settings &s) { s.proxy = proxy; });
        told->showNews(tr("The next request goes this way."));
    });
    return box;
}

void ModelsPage::connectModels()
{
    ModelService &models = *m_factory.models;
    connect(m_factory.settings.get(), &service::SettingsService::changed, this, [this] {
        showInUse();
        showProviders();
    });
    connect(&models, &ModelService::tested, this, [this](bool works, const QString &sentence) {
        if (!std::exchange(m_testing, false))
            return;
        m_test->setText(tr("&Test"));
        works ? m_answer->showNews(sentence) : m_answer->showError(sentence);
    });
    connect(&models, &ModelService::modelsListed, this, [this](const QString &place, const QList<llm::ModelInfo> &offered, const QString &problem) {
        m_offered[place] = offered;
        const ProviderSettings shown = m_form->provider();
        if (service::placeOf(shown) != place)
            return;
        m_models->setFetching(false);
        m_models->show(shown, offered);
        if (!problem.isEmpty())
            m_answer->showError(problem);
        else if (offered.isEmpty())
            m_answer->showWarning(tr("This server names no models. Type the model's name."));
        else
            m_answer->dismiss();
    });
    const auto keyNews = [this](const QString &place) {
        if (place == service::placeOf(m_form->provider()))
            m_form->setKeyKnown(m_factory.models->hasKey(place));
    };
    connect(&models, &ModelService::keyStored, this, keyNews);
    connect(&models, &ModelService::keyLoaded, this, keyNews);
}

template <class Edit> void ModelsPage::change(Edit edit)
{
    Settings settings = m_factory.settings->settings();
    edit(settings);
    m_factory.settings->change(settings);
}

void ModelsPage::showInUse()
{
    const Settings &settings = m_factory.settings->settings();
    m_main->setText(settings.model.isSet() ? inWords(settings, settings.model)
                                           : tr("None yet. Choose a provider and a model below, then “Use this model”."));
    m_auxiliary->setText(settings.auxiliary.isSet() ? inWords(settings, settings.auxiliary)
                                                    : tr("None: reviews use the model above, the curator writes no notes."));
    m_noAuxiliary->setVisible(settings.auxiliary.isSet());
}

void ModelsPage::showProviders()
{
    const Settings &settings = m_factory.settings->settings();
    const QSignalBlocker quiet(m_providers);
    m_providers->clear();
    for (const ProviderSettings &provider : settings.providers) {
        auto *item = new QListWidgetItem(provider.name, m_providers);
        item->setToolTip(provider.baseUrl);
        if (service::placeOf(provider) == m_editing)
            m_providers->setCurrentItem(item);
    }
    m_account->setEnabled(!m_editing.isEmpty());
    m_remove->setEnabled(!m_editing.isEmpty());
    if (const ProviderSettings *shown = service::providerIn(settings, m_editing))
        m_models->show(*shown, m_offered.value(m_editing));
}

void ModelsPage::edit(const ProviderSettings &provider, const QString &place)
{
    m_editing = place;
    const QString own = service::placeOf(provider);
    m_factory.models->loadKey(own);
    m_form->show(provider, m_factory.models->hasKey(own));
    const Settings &settings = m_factory.settings->settings();
    const bool main = service::placeOf(settings.model) == place, auxiliary = service::placeOf(settings.auxiliary) == place;
    m_models->choose(!place.isEmpty() && main ? settings.model : !place.isEmpty() && auxiliary ? settings.auxiliary : ModelSettings());
    m_models->setFetching(false);
    m_models->show(provider, m_offered.value(own));
    m_answer->dismiss();
    showProviders();
}

// What a person knows of the models is true for every account; which of them are favourites may differ from here on.
void ModelsPage::addAccount()
{
    const Settings &settings = m_factory.settings->settings();
    const ProviderSettings *shown = service::providerIn(settings, m_editing);
    if (!shown)
        return;
    ProviderSettings other = *shown;
    other.account = service::freshAccount(settings, shown->baseUrl);
    other.name = service::freeName(settings, shown->name);
    edit(other, {});
    m_form->focusName();
}

std::optional<ProviderSettings> ModelsPage::saved()
{
    ProviderSettings provider = m_form->provider();
    if (const QString problem = service::addressProblem(provider.baseUrl); !problem.isEmpty()) {
        m_answer->showError(problem);
        return std::nullopt;
    }
    Settings others = m_factory.settings->settings();
    others.providers.removeIf([this](const ProviderSettings &one) { return service::placeOf(one) == m_editing; });
    if (service::providerIn(others, service::placeOf(provider))) // an address that was typed: one more account there
        provider.account = service::freshAccount(others, provider.baseUrl);
    if (service::firstProviderAt(others, provider.baseUrl)) // only their names tell them apart
        provider.name = service::freeName(others, provider.name);
    if (!m_form->key().isEmpty())
        m_factory.models->setKey(service::placeOf(provider), m_form->key(), m_form->keyPlace());
    m_form->clearKey();
    keep(provider);
    return provider;
}

void ModelsPage::keep(const ProviderSettings &provider)
{
    m_form->show(provider, m_factory.models->hasKey(service::placeOf(provider)));
    const QString before = std::exchange(m_editing, service::placeOf(provider));
    change([&](Settings &s) { service::putProvider(s, before, provider); });
    showProviders();
}

void ModelsPage::fetch()
{
    const ProviderSettings provider = m_form->provider();
    if (const QString problem = service::addressProblem(provider.baseUrl); !problem.isEmpty())
        return m_answer->showError(problem);
    m_models->setFetching(true);
    m_factory.models->listModels(provider, m_form->key());
}

void ModelsPage::test()
{
    if (std::exchange(m_testing, false)) { // a second press cancels
        m_factory.models->cancelTest();
        m_test->setText(tr("&Test"));
        return m_answer->showWarning(tr("The test was cancelled."));
    }
    ProviderSettings provider = m_form->provider();
    if (const QString problem = service::addressProblem(provider.baseUrl); !problem.isEmpty())
        return m_answer->showError(problem);
    m_testing = true;
    m_test->setText(tr("Cancel"));
    m_factory.models->test(m_models->model(provider), m_form->key());
}

void ModelsPage::use(ModelSettings Settings::*which)
{
    if (m_models->chosen().isEmpty())
        return m_answer->showError(tr("Which model? Type its name, or list the models and choose one."));
    auto provider = saved();
    if (!provider)
        return;
    const ModelSettings model = m_models->model(*provider);
    keep(*provider);
    change([&](Settings &s) { s.*which = model; });
    m_answer->showNews(which == &Settings::model ? tr("%1 answers from now on.").arg(model.model)
                                                 : tr("%1 does the background work from now on.").arg(model.model));
}

void ModelsPage::remove()
{
    if (m_editing.isEmpty())
        return;
    const Settings before = m_factory.settings->settings();
    const QString name = m_form->provider().name, place = m_editing;
    change([&](Settings &s) { service::removeProvider(s, place); });
    const auto &left = m_factory.settings->settings().providers;
    left.isEmpty() ? edit(service::newProvider(llm::presetOf(QStringLiteral("custom"))), {})
                   : edit(ProviderSettings(left.first()), service::placeOf(left.first()));
    m_answer->showNews(tr("%1 is off the list. Its key stays where it is kept.").arg(name));
    if (m_factory.models->hasKey(place)) {
        QAction *forget = m_answer->offer(tr("Forget the key, too"));
        forget->setObjectName(QStringLiteral("forgetKey"));
        connect(forget, &QAction::triggered, this, [this, name, place] {
            m_factory.models->setKey(place, {}, m_factory.models->keychainAvailable() ? Keys::Place::Keychain : Keys::Place::ThisRun);
            m_answer->showNews(tr("The key of %1 is forgotten.").arg(name));
        });
    }
    connect(m_answer->offer(tr("Undo")), &QAction::triggered, this, [this, before] {
        change([&](Settings &s) {
            s.providers = before.providers;
            s.model = before.model;
            s.auxiliary = before.auxiliary;
        });
        m_answer->dismiss();
    });
}

} // namespace hsf::ui
