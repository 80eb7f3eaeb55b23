// SPDX-License-Identifier: MIT
//
// Change sets as rows: what waits, or what was decided, in the order given.
#pragma once
#include "models/valuelistmodel.h"
#include "service/changesservice.h"

namespace hsf::models {

class ChangeSetModel final : public ValueListModel<changes::ChangeSet>
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, SubjectRole, TargetRole, AuthorRole, TimeRole, StateRole, WhyRole };

    /// Grouped: sets of one target stand together, the target with the newest set first.
    enum class Order { AsGiven, ByTarget };
    explicit ChangeSetModel(Order order = Order::AsGiven, QObject *parent = nullptr);
    void setSets(const QList<changes::ChangeSet> &sets);
    /// One set in a new state, where it stands already.
    void replace(const changes::ChangeSet &set);

private:
    QString keyOf(const changes::ChangeSet &set) const override;
    QVariant data(const changes::ChangeSet &set, int column, int role) const override;
    const Order m_order;
};

/// "pdf-tables", "pdf-tables and 2 more", "memory".
QString targetWords(const changes::ChangeSet &set);
/// What happened to it, in a sentence: "Review patched pdf-tables".
QString setSentence(const changes::ChangeSet &set);

} // namespace hsf::models
