// SPDX-License-Identifier: MIT
#include "changes/lookup.h"
#include "base/text.h"
#include "changes/words_p.h"
#include "skill/skillid.h"

namespace hsf::changes {

namespace {
int editDistance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    std::ranges::copy(std::views::iota(0, int(row.size())), row.begin());
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int changed = diagonal + (a[i] != b[j]);
            diagonal = std::exchange(row[j + 1], std::min({changed, row[j] + 1, row[j + 1] + 1}));
        }
    }
    return row.last();
}

QString folderName(const QString &id)
{
    return id.section(u'/', -1);
}

using Has = Result<bool> (WorkingCopy::*)(const QString &) const;

/// Ids that `named` may mean, as far as they exist.
Result<QStringList> candidates(const WorkingCopy &library, const QString &named, Has has)
{
    if (!skill::SkillId::parse(named))
        return QStringList();
    const auto exact = (library.*has)(named);
    if (!exact)
        return std::unexpected(exact.error());
    if (*exact)
        return QStringList(named);
    const auto ids = library.skills();
    if (!ids)
        return ids;
    QStringList found;
    for (const QString &id : *ids) {
        if (folderName(id) != named)
            continue;
        const auto there = (library.*has)(id);
        if (!there)
            return std::unexpected(there.error());
        if (*there)
            found << id;
    }
    return found;
}

Result<QString> only(const WorkingCopy &library, const QString &named, const QStringList &found, const QString &nothing)
{
    if (found.size() == 1)
        return found.first();
    if (found.size() > 1) {
        return fail(
            Error::Kind::Refused,
            Words::tr("several skills are called \"%1\": %2. Say which").arg(named, found.join(QStringLiteral(", "))));
    }
    const QStringList near = nearNames(named, library.skills().value_or(QStringList()));
    const QString sentence = nothing.arg(excerpt(named));
    return fail(Error::Kind::NotFound,
                near.isEmpty() ? sentence : Words::tr("%1. Near: %2").arg(sentence, near.join(QStringLiteral(", "))));
}
} // namespace

QStringList nearNames(const QString &name, const QStringList &names)
{
    QList<std::pair<int, QString>> ranked;
    const QString wanted = folderName(name).left(80).toLower();
    for (const QString &id : names) {
        const QString other = folderName(id).left(80).toLower();
        const bool holds = wanted.size() > 2 && (other.contains(wanted) || wanted.contains(other));
        const int distance = holds ? 1 : editDistance(wanted, other);
        if (distance <= std::max<qsizetype>(2, wanted.size() / 3))
            ranked << std::pair(distance, id);
    }
    std::ranges::sort(ranked);
    QStringList near;
    for (const auto &[distance, id] : ranked.first(std::min<qsizetype>(5, ranked.size())))
        near << id;
    return near;
}

Result<QString> activeSkill(const WorkingCopy &library, const QString &named)
{
    const auto found = candidates(library, named, &WorkingCopy::hasSkill);
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty()) {
        const auto archived = candidates(library, named, &WorkingCopy::hasArchived);
        if (archived && !archived->isEmpty())
            return fail(Error::Kind::NotFound,
                        Words::tr("the skill \"%1\" is archived; restore it first").arg(archived->first()));
    }
    return only(library, named, *found, Words::tr("there is no skill \"%1\""));
}

Result<QString> archivedSkill(const WorkingCopy &library, const QString &named)
{
    const auto found = candidates(library, named, &WorkingCopy::hasArchived);
    if (!found)
        return std::unexpected(found.error());
    return only(library, named, *found, Words::tr("there is no archived skill \"%1\""));
}

} // namespace hsf::changes
