// SPDX-License-Identifier: MIT
#include "models/memorymodel.h"

#include "models/words.h"

namespace hsf::models {

MemoryModel::MemoryModel(library::MemoryFile file, QObject *parent)
    : ValueListModel(parent)
    , m_file(file)
{ }

void MemoryModel::setEntries(const QList<service::MemoryEntry> &entries)
{
    QList<service::MemoryEntry> own;
    std::ranges::copy_if(entries, std::back_inserter(own), [this](const auto &entry) { return entry.file == m_file; });
    setValues(own);
}

int MemoryModel::limit() const
{
    return library::memoryLimit(m_file);
}

QString MemoryModel::treePath() const
{
    return library::memoryTreePath(m_file);
}

QString MemoryModel::keyOf(const service::MemoryEntry &entry) const
{
    return entry.text;
}

QString sourceWords(const service::MemoryEntry &entry)
{
    QStringList lines{MemoryModel::tr("From: %1").arg(originWord(entry.origin))};
    if (entry.time.isValid())
        lines.append(momentWords(entry.time));
    for (const auto &evidence : entry.evidence)
        lines.append(MemoryModel::tr("Message %1: “%2”").arg(evidence.message).arg(evidence.quote));
    return lines.join(u'\n');
}

QVariant MemoryModel::data(const service::MemoryEntry &entry, int, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return entry.text;
    case Qt::ToolTipRole:
        return sourceWords(entry);
    case Qt::AccessibleTextRole:
        return QString(entry.text + u'\n' + sourceWords(entry));
    case OriginRole:
        return originWord(entry.origin);
    case TimeRole:
        return entry.time;
    case SourceRole:
        return sourceWords(entry);
    default:
        return {};
    }
}

} // namespace hsf::models
