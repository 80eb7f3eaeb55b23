// SPDX-License-Identifier: MIT
#include "ui/settings/modelspage.h"

#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
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

QLabel *dimLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    setDim(*label);
    return label;
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

} // namespace

ModelsPage::ModelsPage(service::Factory &factory, QWidget *parent) : QWidget(parent), m_factory(factory)
{
    auto *column = new QVBoxLayout(this);
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
    setMaximumWidth(800);

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

void ModelsPage::focusFirst() { m_main.url->setFocus(); }

template <class Edit> void ModelsPage::change(Edit edit)
{
    Settings settings = m_factory.settings->settings();
    edit(settings);
    m_factory.settings->change(settings);
}

QWidget *ModelsPage::makeModel(ModelFields &f, const QString &prefix, ModelSettings Settings::*which)
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

void ModelsPage::saveModel(const ModelFields &f, ModelSettings Settings::*which)
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

} // namespace hsf::ui
