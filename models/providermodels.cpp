// SPDX-License-Identifier: MIT
#include "models/providermodels.h"

#include <QLocale>

#include <algorithm>

namespace hsf::models {

QString shownPrice(double dollars)
{
    if (dollars < 0)
        return {};
    return u'$' + QLocale().toString(dollars, 'f', dollars > 0 && dollars < 0.1 ? 3 : 2);
}

void ProviderModels::setModels(const ProviderSettings &provider, const QList<llm::ModelInfo> &models)
{
    beginResetModel();
    m_provider = provider;
    m_all = models;
    // What a person marked or described stands here before the provider was asked, and when it names no models.
    for (const QString &id : provider.favourites + QStringList(provider.edited.keys()))
        if (!std::ranges::contains(m_all, id, &llm::ModelInfo::id))
            m_all.append({.id = id});
    std::ranges::stable_sort(m_all, [&](const llm::ModelInfo &a, const llm::ModelInfo &b) {
        const bool first = provider.favourites.contains(a.id), second = provider.favourites.contains(b.id);
        return first != second ? first : a.id.compare(b.id, Qt::CaseInsensitive) < 0;
    });
    arrange();
    endResetModel();
}

void ProviderModels::setFilter(const QString &words)
{
    beginResetModel();
    m_words = words;
    arrange();
    endResetModel();
}

void ProviderModels::arrange()
{
    const QStringList words = m_words.simplified().split(u' ', Qt::SkipEmptyParts);
    m_shown.clear();
    for (const llm::ModelInfo &model : std::as_const(m_all)) {
        const auto has = [&](const QString &word) {
            return model.id.contains(word, Qt::CaseInsensitive) || model.name.contains(word, Qt::CaseInsensitive);
        };
        if (std::ranges::all_of(words, has))
            m_shown.append(model);
    }
}

const llm::ModelInfo *ProviderModels::modelAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_shown.size() ? &m_shown.at(index.row()) : nullptr;
}

QModelIndex ProviderModels::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(m_shown, id, &llm::ModelInfo::id);
    return found == m_shown.end() ? QModelIndex() : index(int(found - m_shown.begin()), NameColumn);
}

QVariant ProviderModels::data(const QModelIndex &index, int role) const
{
    const llm::ModelInfo *model = modelAt(index);
    if (!model)
        return {};
    const bool number = index.column() >= ContextColumn;
    if (role == Qt::TextAlignmentRole)
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const bool favourite = m_provider.favourites.contains(model->id);
    if (role == Qt::AccessibleTextRole && index.column() == FavouriteColumn)
        return favourite ? tr("favourite") : tr("no favourite");
    if (role == Qt::ToolTipRole && index.column() == NameColumn)
        return model->name.isEmpty() ? model->id : model->name + u'\n' + model->id;
    if (role != Qt::DisplayRole)
        return {};
    const ModelFacts facts = service::factsOf(m_provider, *model);
    switch (index.column()) {
    case FavouriteColumn:
        return favourite ? QStringLiteral("★") : QStringLiteral("☆");
    case NameColumn:
        return model->id;
    case ContextColumn:
        return facts.contextTokens > 0 ? QLocale().toString(facts.contextTokens) : QString();
    case InputColumn:
        return shownPrice(facts.price.input);
    case OutputColumn:
        return shownPrice(facts.price.output);
    default:
        return {};
    }
}

QVariant ProviderModels::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section >= InputColumn)
        return tr("US dollars for a million tokens");
    if (role == Qt::TextAlignmentRole)
        return int((section >= ContextColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Model");
    case ContextColumn:
        return tr("Context");
    case InputColumn:
        return tr("Input");
    case OutputColumn:
        return tr("Output");
    default:
        return {};
    }
}

} // namespace hsf::models
