// SPDX-License-Identifier: MIT
//
// Memory entries of one file as rows.
#pragma once
#include "models/valuelistmodel.h"
#include "service/memoryservice.h"

namespace hsf::models {

class MemoryModel final : public ValueListModel<service::MemoryEntry>
{
    Q_OBJECT
public:
    enum Role { TextRole = Qt::UserRole, OriginRole, TimeRole, SourceRole };

    explicit MemoryModel(library::MemoryFile file, QObject *parent = nullptr);
    /// Takes those of its file.
    void setEntries(const QList<service::MemoryEntry> &entries);
    int limit() const; ///< characters the file may have
    QString treePath() const; ///< as change sets name it

private:
    QString keyOf(const service::MemoryEntry &entry) const override;
    QVariant data(const service::MemoryEntry &entry, int column, int role) const override;
    const library::MemoryFile m_file;
};

/// Where it comes from: "review, because of message 9: “…”".
QString sourceWords(const service::MemoryEntry &entry);

} // namespace hsf::models
