// SPDX-License-Identifier: MIT
//
// The library's rows for a list, and the filter above them. Knows which rows are news to the person: they carry a mark
// until they were looked at.
#pragma once
#include "models/valuelistmodel.h"
#include "service/libraryservice.h"

#include <QElapsedTimer>
#include <QSortFilterProxyModel>

namespace hsf::models {

enum class SkillMark { None, New, Changed };

class SkillModel final : public ValueListModel<service::SkillRow>
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole,
        NameRole,
        CategoryRole,
        DescriptionRole,
        OriginRole,
        StageRole,
        ManagedRole,
        PinnedRole,
        ArchivedRole,
        SourceRole,
        ProblemsRole,
        MarkRole,
        GlowRole
    };

    explicit SkillModel(QObject *parent = nullptr);
    /// Rows in the order of categories and names, whatever order they come in. What `news` names is marked.
    void setRows(const QList<service::SkillRow> &rows, const service::RowNews &news = {});
    void markSeen(const QString &id);
    SkillMark markOf(const QString &id) const { return m_marks.value(id).mark; }
    /// Some row changed less than `milliseconds` ago: a view has something to fade.
    bool glowsWithin(int milliseconds) const;

private:
    QString keyOf(const service::SkillRow &row) const override;
    QVariant data(const service::SkillRow &row, int column, int role) const override;
    struct Marked {
        SkillMark mark = SkillMark::None;
        qint64 since = 0;
    };
    QHash<QString, Marked> m_marks;
    QElapsedTimer m_clock;
};

/// The words a screen reader says for a row, and a tooltip shows.
QString skillSentence(const service::SkillRow &row, SkillMark mark);
/// The one model of a library service, made when first asked for: what was seen in one pane is seen in all.
SkillModel &skillModelOf(service::LibraryService &library);
/// Archived, wherever that is noted.
changes::Stage stageOf(const service::SkillRow &row);
/// A row's own key: ids of sources may repeat those of the library.
QString skillKey(const service::SkillRow &row);

struct SkillFilter {
    QString text; ///< every word, somewhere in name, category or description
    QSet<changes::Origin> origins; ///< empty: all
    QSet<changes::Stage> stages; ///< empty: all but archived
    bool problemsOnly = false;
    bool operator==(const SkillFilter &) const = default;
};
bool passes(const service::SkillRow &row, const SkillFilter &filter);

class SkillFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit SkillFilterProxy(SkillModel &model, QObject *parent = nullptr);
    void setFilter(const SkillFilter &filter);
    const SkillFilter &filter() const { return m_filter; }
    /// Left out by the text or a chip; archived ones that nobody asked for are not "hidden", they are counted apart.
    int hiddenCount() const;
    int archivedCount() const;

private:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    SkillModel &m_model;
    SkillFilter m_filter;
};

} // namespace hsf::models
