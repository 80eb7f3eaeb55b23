// SPDX-License-Identifier: MIT
#include "ui/settings/modelslist.h"

#include "models/providermodels.h"
#include "ui/parts/theme.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace hsf::ui {

using models::ProviderModels;

namespace {

QDoubleSpinBox *priceBox(const char *name)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(QLatin1StringView(name));
    box->setRange(-0.001, 10'000);
    box->setDecimals(3);
    box->setSingleStep(0.5);
    box->setPrefix(QStringLiteral("$ "));
    box->setSpecialValueText(ModelsList::tr("not known"));
    box->setMaximumWidth(150);
    return box;
}

} // namespace

ModelsList::ModelsList(QWidget *parent) : QWidget(parent), m_rows(new ProviderModels(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("modelSearch"));
    m_search->setAccessibleName(tr("Search the models"));
    m_search->setPlaceholderText(tr("Search the models"));
    m_search->setClearButtonEnabled(true);
    m_fetch = new QPushButton(tr("&List models"));
    m_fetch->setObjectName(QStringLiteral("listModelsButton"));
    m_fetch->setToolTip(tr("Ask the server which models it has"));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_search, 1);
    head->addWidget(m_fetch);
    column->addLayout(head);

    m_view = new QTreeView;
    m_view->setObjectName(QStringLiteral("modelsView"));
    m_view->setAccessibleName(tr("Models of this provider"));
    m_view->setModel(m_rows);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setMinimumHeight(112);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProviderModels::NameColumn, QHeaderView::Stretch);
    for (const int narrow : {ProviderModels::ContextColumn, ProviderModels::InputColumn, ProviderModels::OutputColumn})
        m_view->header()->resizeSection(narrow, 84);
    m_view->header()->resizeSection(ProviderModels::FavouriteColumn, 32);
    column->addWidget(m_view);
    m_hidden = new QLabel;
    m_hidden->setWordWrap(true);
    setDim(*m_hidden);
    column->addWidget(m_hidden);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(10);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("model"));
    m_name->setPlaceholderText(tr("Choose above, or type the model's name"));
    m_context = new QSpinBox;
    m_context->setObjectName(QStringLiteral("contextTokens"));
    m_context->setRange(1'000, 100'000'000);
    m_context->setValue(128'000);
    m_context->setSingleStep(1'000);
    m_context->setGroupSeparatorShown(true);
    m_context->setSuffix(tr(" tokens"));
    m_context->setMaximumWidth(200);
    m_input = priceBox("inputPrice");
    m_input->setAccessibleName(tr("Dollars for a million tokens of input"));
    m_output = priceBox("outputPrice");
    m_output->setAccessibleName(tr("Dollars for a million tokens of output"));
    auto *prices = new QHBoxLayout;
    prices->setSpacing(8);
    prices->addWidget(m_input);
    prices->addWidget(new QLabel(tr("in,")));
    prices->addWidget(m_output);
    prices->addWidget(new QLabel(tr("out, a million tokens")));
    prices->addStretch();
    auto *priceLabel = new QLabel(tr("&Price"));
    priceLabel->setBuddy(m_input);
    m_thinking = new QSpinBox;
    m_thinking->setObjectName(QStringLiteral("thinkingTokens"));
    m_thinking->setRange(0, 200'000);
    m_thinking->setSingleStep(1'024);
    m_thinking->setGroupSeparatorShown(true);
    m_thinking->setSuffix(tr(" tokens"));
    m_thinking->setSpecialValueText(tr("not asked for"));
    m_thinking->setMaximumWidth(200);
    auto *thinkingLabel = new QLabel(tr("T&hinking"));
    thinkingLabel->setBuddy(m_thinking);
    m_thinkingLabel = thinkingLabel;
    form->addRow(tr("&Model"), m_name);
    form->addRow(tr("&Context"), m_context);
    form->addRow(priceLabel, prices);
    form->addRow(thinkingLabel, m_thinking);
    column->addLayout(form);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_rows->setFilter(words);
        countHidden();
    });
    connect(m_fetch, &QPushButton::clicked, this, &ModelsList::fetchRequested);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (const auto *model = m_rows->modelAt(index))
            take(model->id);
    });
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (const auto *model = m_rows->modelAt(index); model && index.column() == ProviderModels::FavouriteColumn)
            Q_EMIT favouriteToggled(QString(model->id));
    });
    auto *favourite = new QAction(tr("Favourite, or none any more"), m_view);
    favourite->setObjectName(QStringLiteral("toggleFavourite"));
    favourite->setShortcut(Qt::CTRL | Qt::Key_D);
    favourite->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(favourite);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(favourite, &QAction::triggered, this, [this] {
        if (const auto *model = m_rows->modelAt(m_view->currentIndex()))
            Q_EMIT favouriteToggled(QString(model->id));
    });
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) { take(name.trimmed()); });
}

void ModelsList::show(const ProviderSettings &provider, const QList<llm::ModelInfo> &models)
{
    m_provider = provider;
    m_infos = models;
    m_rows->setModels(provider, models);
    if (const QModelIndex index = m_rows->indexOf(chosen()); index.isValid()) {
        const QSignalBlocker quiet(m_view->selectionModel());
        m_view->setCurrentIndex(index);
    }
    const bool asks = provider.format == WireFormat::AnthropicMessages;
    m_thinking->setVisible(asks);
    m_thinkingLabel->setVisible(asks);
    countHidden();
}

void ModelsList::choose(const ModelSettings &model)
{
    m_name->setText(model.model);
    m_context->setValue(model.contextTokens);
    m_input->setValue(model.price.isKnown() ? model.price.input : m_input->minimum());
    m_output->setValue(model.price.isKnown() ? model.price.output : m_output->minimum());
    m_thinking->setValue(model.thinkingTokens);
}

QString ModelsList::chosen() const { return m_name->text().trimmed(); }

llm::ModelInfo ModelsList::infoOf(const QString &id) const
{
    const auto found = std::ranges::find(m_infos, id, &llm::ModelInfo::id);
    return found == m_infos.end() ? llm::ModelInfo{.id = id} : *found;
}

void ModelsList::take(const QString &id)
{
    ModelSettings model = service::modelOf(m_provider, infoOf(id));
    model.thinkingTokens = m_thinking->value();
    const QString typed = m_name->text();
    choose(model);
    if (m_name->hasFocus())
        m_name->setText(typed); // what is being typed stays as it is
}

ModelSettings ModelsList::model(ProviderSettings &provider) const
{
    const llm::ModelInfo info = infoOf(chosen());
    ModelSettings model = service::modelOf(provider, info);
    const bool otherContext = model.contextTokens != m_context->value();
    const bool known = m_input->value() >= 0 && m_output->value() >= 0;
    const auto differs = [](double a, double b) { return std::abs(a - b) > 0.0005; };
    const bool otherPrice = known && (!model.price.isKnown() || differs(model.price.input, m_input->value()) || differs(model.price.output, m_output->value()));
    if (otherContext)
        provider.edited[info.id].contextTokens = m_context->value();
    if (otherPrice)
        provider.edited[info.id].price = {.input = m_input->value(), .output = m_output->value()};
    model = service::modelOf(provider, info);
    model.thinkingTokens = provider.format == WireFormat::AnthropicMessages ? m_thinking->value() : 0;
    return model;
}

void ModelsList::setFetching(bool fetching)
{
    m_fetch->setEnabled(!fetching);
    m_fetch->setText(fetching ? tr("Asking …") : tr("&List models"));
}

void ModelsList::countHidden()
{
    const int hidden = m_rows->hidden();
    if (hidden > 0)
        m_hidden->setText(tr("%n hidden by the search.", nullptr, hidden));
    else if (m_rows->rowCount() == 0)
        m_hidden->setText(tr("The models appear here when the server is asked for them; their name can be typed as well."));
    m_hidden->setVisible(hidden > 0 || m_rows->rowCount() == 0);
}

} // namespace hsf::ui
