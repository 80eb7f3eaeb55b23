// SPDX-License-Identifier: MIT
//
// The library's rows for a list, and the filter above them. Knows which rows are news to the person: they carry a mark
// until they were looked at.
#pragma once
#include "models/valuelistmodel.h"
#include "service/libraryservice.h"

#include <QElapsedTimer>
#include <QSortFilterProxyModel>

#include <optional>

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

Q_SIGNALS:
    void updated(); ///< all of setRows() was told; before it, rows may stand for others

private:
    QString keyOf(const service::SkillRow &row) const override;
    bool haveOneKey(const service::SkillRow &a, const service::SkillRow &b) const override;
    QVariant data(const service::SkillRow &row, int column, int role) const override;
    struct Marked {
        SkillMark mark = SkillMark::None;
        qint64 since = 0;
    };
    QHash<QString, Marked> m_marks;
    QElapsedTimer m_clock;
    QList<service::SkillRow> m_given;
};

/// The words a screen reader says for a row, and a tooltip shows.
QString skillSentence(const service::SkillRow &row, SkillMark mark);
/// The one model of a library service, made when first asked for: what was seen in one pane is seen in all.
SkillModel &skillModelOf(service::LibraryService &library);
/// Archived, wherever that is noted.
changes::Stage stageOf(const service::SkillRow &row);
/// A row's own key: ids of sources may repeat those of the library.
QString skillKey(const service::SkillRow &row);

/// How long ago a skill was used, viewed or changed.
enum class LastUse { Any, Week, Month, NotForAMonth, Never };
/// Whether a skill was proven by trials. Nothing proves skills yet, so each is unproven.
enum class Verdict { Unproven, Proven, Harmful };

struct SkillFilter {
    QString text; ///< every word, somewhere in name, category or description
    QSet<changes::Origin> origins; ///< empty: all
    QSet<changes::Stage> stages; ///< empty: all but archived
    bool problemsOnly = false;
    QSet<QString> tags; ///< any of them; empty: all
    std::optional<QString> source; ///< "": the library's own; else a source's root
    LastUse lastUse = LastUse::Any;
    QSet<Verdict> verdicts; ///< empty: all
    bool operator==(const SkillFilter &) const = default;
};
bool passes(const service::SkillRow &row, const SkillFilter &filter, const QDateTime &now = QDateTime::currentDateTimeUtc());
Verdict verdictOf(const service::SkillRow &row);

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
