// SPDX-License-Identifier: MIT
//
// Change sets as rows: what waits, or what was decided, in the order given, and which of them a filter lets through.
// What it keeps back is counted, so that a view can say so.
#pragma once
#include "models/valuelistmodel.h"
#include "service/changesservice.h"

namespace hsf::models {

/// How carefully to look: by the worst finding, by new powers, by what goes.
enum class Risk { Low, Medium, High };
Risk riskOf(const changes::ChangeSet &set);
QString riskWord(Risk risk);
/// Why, in a few words: "new script", "high finding"; empty for Low.
QString riskReason(const changes::ChangeSet &set);

struct SetFilter {
    QString words; ///< each in target, reason, author, why or a file's path
    std::optional<changes::Origin> author;
    std::optional<changes::State> state;
    std::optional<Risk> risk;
    bool isEmpty() const { return words.trimmed().isEmpty() && !author && !state && !risk; }
    bool operator==(const SetFilter &) const = default;
};
bool passes(const changes::ChangeSet &set, const SetFilter &filter);

class ChangeSetModel final : public ValueListModel<changes::ChangeSet>
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole,
        SubjectRole,
        TargetRole,
        AuthorRole,
        TimeRole,
        StateRole,
        WhyRole,
        RiskRole,
        GroupRole, ///< on the first row of a target: its heading; else empty
        IsGroupedRole,
    };

    /// Grouped: sets of one target stand together, the target with the newest set first.
    enum class Order { AsGiven, ByTarget };
    explicit ChangeSetModel(Order order = Order::AsGiven, QObject *parent = nullptr);
    void setSets(const QList<changes::ChangeSet> &sets);
    /// One set in a new state, where it stands already.
    void replace(const changes::ChangeSet &set);
    void setFilter(const SetFilter &filter);
    const SetFilter &filter() const { return m_filter; }
    int hidden() const { return int(m_all.size()) - rowCount(); }
    const QList<changes::ChangeSet> &all() const { return m_all; }

private:
    QString keyOf(const changes::ChangeSet &set) const override;
    QVariant data(const changes::ChangeSet &set, int column, int role) const override;
    QString groupWords(const changes::ChangeSet &set) const;
    void showPassing();
    const Order m_order;
    QList<changes::ChangeSet> m_all; // in order
    SetFilter m_filter;
};

/// "pdf-tables", "pdf-tables and 2 more", "memory".
QString targetWords(const changes::ChangeSet &set);
/// What happened to it, in a sentence: "Review patched pdf-tables".
QString setSentence(const changes::ChangeSet &set);

} // namespace hsf::models
