// SPDX-License-Identifier: MIT
#include "models/skillmodel.h"

#include "models/words.h"
#include "service/listorder.h"

namespace hsf::models {

SkillModel::SkillModel(QObject *parent)
    : ValueListModel(parent)
{
    m_clock.start();
}

SkillModel &skillModelOf(service::LibraryService &library)
{
    if (auto *model = library.findChild<SkillModel *>(Qt::FindDirectChildrenOnly))
        return *model;
    auto *model = new SkillModel(&library);
    QObject::connect(&library, &service::LibraryService::rowsChanged, model, &SkillModel::setRows);
    model->setRows(library.rows());
    return *model;
}

changes::Stage stageOf(const service::SkillRow &row)
{
    return row.entry.archived ? changes::Stage::Archived : row.facts.stage;
}

QString skillKey(const service::SkillRow &row)
{
    const QString id = row.entry.id.toString();
    if (row.entry.archived)
        return id + QStringLiteral("\narchived");
    return row.entry.source.isEmpty() ? id : id + u'\n' + row.entry.source;
}

QString SkillModel::keyOf(const service::SkillRow &row) const
{
    return skillKey(row);
}

bool SkillModel::haveOneKey(const service::SkillRow &a, const service::SkillRow &b) const
{
    return a.entry.id == b.entry.id && a.entry.archived == b.entry.archived && (a.entry.archived || a.entry.source == b.entry.source);
}

// By category and name, whatever their case. The words to compare are made once a row: this runs on the window's thread.
static QList<service::SkillRow> inOrder(const QList<service::SkillRow> &rows)
{
    struct Place {
        QString source, category, name, key;
        qsizetype row;
        auto operator<=>(const Place &) const = default;
    };
    std::vector<Place> places;
    places.reserve(size_t(rows.size()));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto &id = rows.at(i).entry.id;
        places.push_back({rows.at(i).entry.source, id.category().toCaseFolded(), id.name().toCaseFolded(), skillKey(rows.at(i)), i});
    }
    std::ranges::sort(places);
    QList<service::SkillRow> sorted;
    sorted.reserve(rows.size());
    for (const Place &place : places)
        sorted.append(rows.at(place.row));
    return sorted;
}

void SkillModel::setRows(const QList<service::SkillRow> &rows, const service::RowNews &news)
{
    if (news.created.isEmpty() && news.changed.isEmpty() && news.removed.isEmpty() && m_given.isSharedWith(rows))
        return; // the very same list
    m_given = rows;
    // Usually they come in order already; then nothing is copied and no word is made.
    const QList<service::SkillRow> sorted = std::ranges::is_sorted(rows, service::listedBefore) ? rows : inOrder(rows);
    for (const QString &id : news.removed)
        m_marks.remove(id);
    for (const QString &id : news.changed) // what was new stays new
        m_marks[id]
            = {m_marks.value(id).mark == SkillMark::New ? SkillMark::New : SkillMark::Changed, m_clock.elapsed()};
    for (const QString &id : news.created)
        m_marks[id] = {SkillMark::New, m_clock.elapsed()};
    setValues(sorted);
    for (const QString &id : news.created + news.changed)
        announceRow(id);
    Q_EMIT updated();
}

void SkillModel::markSeen(const QString &id)
{
    if (m_marks.remove(id))
        announceRow(id);
}

bool SkillModel::glowsWithin(int milliseconds) const
{
    const qint64 since = m_clock.elapsed() - milliseconds;
    return std::ranges::any_of(m_marks, [since](const Marked &marked) { return marked.since > since; });
}

QVariant SkillModel::data(const service::SkillRow &row, int, int role) const
{
    const QString id = row.entry.id.toString();
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row.entry.id.name();
    case Qt::AccessibleTextRole:
        return skillSentence(row, markOf(id));
    case Qt::ToolTipRole:
        return skillSentence(row, markOf(id));
    case IdRole:
        return id;
    case CategoryRole:
        return row.entry.id.category();
    case DescriptionRole:
        return row.entry.description;
    case OriginRole:
        return int(row.facts.origin);
    case StageRole:
        return int(stageOf(row));
    case ManagedRole:
        return row.facts.managed;
    case PinnedRole:
        return row.facts.pinned;
    case ArchivedRole:
        return row.entry.archived;
    case SourceRole:
        return row.entry.source;
    case ProblemsRole:
        return row.entry.findings;
    case MarkRole:
        return int(markOf(id));
    case GlowRole:
        return m_marks.contains(id) ? m_clock.elapsed() - m_marks.value(id).since : qint64(-1);
    default:
        return {};
    }
}

QString skillSentence(const service::SkillRow &row, SkillMark mark)
{
    const auto stage = stageOf(row);
    QStringList parts{row.entry.id.toString(), stageWord(stage),
                      SkillModel::tr("from: %1").arg(originWord(row.facts.origin))};
    if (row.facts.pinned)
        parts.append(SkillModel::tr("pinned"));
    if (!row.entry.source.isEmpty())
        parts.append(SkillModel::tr("read-only, in %1").arg(row.entry.source));
    if (row.entry.findings > 0)
        parts.append(SkillModel::tr("%n problem(s)", nullptr, row.entry.findings));
    if (mark != SkillMark::None)
        parts.append(mark == SkillMark::New ? SkillModel::tr("new") : SkillModel::tr("changed"));
    return parts.join(QStringLiteral(", ")) + u'\n' + row.entry.description;
}

Verdict verdictOf(const service::SkillRow &)
{
    return Verdict::Unproven;
}

static bool fits(LastUse wanted, const QDateTime &use, const QDateTime &now)
{
    switch (wanted) {
    case LastUse::Any:
        return true;
    case LastUse::Week:
        return use.isValid() && use.daysTo(now) <= 7;
    case LastUse::Month:
        return use.isValid() && use.daysTo(now) <= 30;
    case LastUse::NotForAMonth:
        return !use.isValid() || use.daysTo(now) > 30;
    case LastUse::Never:
        return !use.isValid();
    }
    return true;
}

bool passes(const service::SkillRow &row, const SkillFilter &filter, const QDateTime &now)
{
    const auto stage = stageOf(row);
    if (filter.stages.isEmpty() ? stage == changes::Stage::Archived : !filter.stages.contains(stage))
        return false;
    if (filter.source && row.entry.source != *filter.source)
        return false;
    if (!filter.tags.isEmpty() && std::ranges::none_of(row.entry.tags, [&](const QString &tag) { return filter.tags.contains(tag); }))
        return false;
    if (!fits(filter.lastUse, row.lastUse, now) || (!filter.verdicts.isEmpty() && !filter.verdicts.contains(verdictOf(row))))
        return false;
    if (!filter.origins.isEmpty() && !filter.origins.contains(row.facts.origin))
        return false;
    if (filter.problemsOnly && row.entry.findings == 0)
        return false;
    if (filter.text.isEmpty())
        return true;
    const auto words = QStringView(filter.text).split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](QStringView word) {
        return row.entry.id.toString().contains(word, Qt::CaseInsensitive)
            || row.entry.name.contains(word, Qt::CaseInsensitive)
            || row.entry.description.contains(word, Qt::CaseInsensitive);
    });
}

SkillFilterProxy::SkillFilterProxy(SkillModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void SkillFilterProxy::setFilter(const SkillFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    invalidateFilter();
}

bool SkillFilterProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    return row < m_model.values().size() && passes(m_model.values().at(row), m_filter);
}

int SkillFilterProxy::archivedCount() const
{
    return int(std::ranges::count_if(m_model.values(),
                                     [](const auto &row) { return stageOf(row) == changes::Stage::Archived; }));
}

int SkillFilterProxy::hiddenCount() const
{
    const bool withArchived = m_filter.stages.contains(changes::Stage::Archived);
    const int wanted = int(m_model.values().size()) - (withArchived ? 0 : archivedCount());
    return wanted - rowCount();
}

} // namespace hsf::models
