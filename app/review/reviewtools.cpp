// SPDX-License-Identifier: MIT
#include "review/reviewtools_p.h"
#include "review/words_p.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace hsf::review {

namespace {

constexpr int mostOperations = 5;
constexpr int mostNewSkills = 1;

tools::HostContext contextOf(const ReviewInput &input, const ReviewDoors &doors, ReviewDoor &door,
                             tools::Approver &nobody)
{
    return {.session = input.session,
            .workspace = input.workspace,
            .model = input.model,
            .origin = changes::Origin::Review,
            .door = &door,
            .journal = nullptr, // a skill that only reviews look at is not in use, and must age
            .approver = &nobody,
            .snapshot = doors.snapshot,
            .memories = doors.memories,
            .transcript = input.messages};
}

std::unexpected<Error> refused(const QString &why)
{
    return fail(Error::Kind::Refused, why);
}

/// Each operation's own arguments; those of the call where it has no list.
QList<QJsonObject> operationObjects(const QJsonObject &arguments)
{
    const QJsonValue listed = arguments.value(QStringLiteral("operations"));
    if (!listed.isArray())
        return {arguments};
    QList<QJsonObject> objects;
    for (const QJsonValue &operation : listed.toArray())
        objects.append(operation.toObject());
    return objects;
}

Result<> checkClaim(const tools::Claim &claim, const ReviewInput &input)
{
    if (claim.outcome == QLatin1String("unresolved"))
        return refused(Words::tr("what is unresolved is not kept: it would teach a failure"));
    if (claim.outcome.isEmpty())
        return refused(Words::tr("there is no outcome; say worked or corrected"));
    return checkEvidence(claim.evidence, input.messages, input.numbers);
}

/// Every operation answers for itself, or the call answers for all of them.
Result<> checkClaims(const QJsonObject &arguments, const ReviewInput &input)
{
    const Result<tools::Claim> shared = tools::claimOf(arguments);
    if (!shared)
        return std::unexpected(shared.error());
    for (const QJsonObject &operation : operationObjects(arguments)) {
        Result<tools::Claim> claim = tools::claimOf(operation);
        if (!claim)
            return std::unexpected(claim.error());
        if (claim->evidence.isEmpty())
            claim->evidence = shared->evidence;
        if (claim->outcome.isEmpty())
            claim->outcome = shared->outcome;
        if (const Result<> fits = checkClaim(*claim, input); !fits)
            return fits;
    }
    return {};
}

Result<QList<changes::Operation>> operationsOf(const chat::ToolCall &call, const QJsonObject &arguments)
{
    if (call.name == QLatin1String("skill_manage"))
        return tools::skillOperations(arguments);
    const Result<changes::EditMemory> memory = tools::memoryOperation(arguments);
    return memory ? Result<QList<changes::Operation>>({changes::Operation(*memory)}) : std::unexpected(memory.error());
}

struct Target { ///< the file an operation would change
    QString skill;
    QString file;
};

std::optional<Target> targetOf(const changes::Operation &operation)
{
    const auto target = [](const auto &edit) {
        return Target{edit.skill, edit.file.isEmpty() ? QStringLiteral("SKILL.md") : edit.file};
    };
    if (const auto *patch = std::get_if<changes::PatchFile>(&operation))
        return target(*patch);
    if (const auto *write = std::get_if<changes::WriteFile>(&operation))
        return target(*write);
    if (const auto *remove = std::get_if<changes::RemoveFile>(&operation))
        return target(*remove);
    return {};
}

QStringList newSkills(const QList<changes::Operation> &operations)
{
    QStringList made;
    for (const changes::Operation &operation : operations) {
        if (const auto *create = std::get_if<changes::CreateSkill>(&operation))
            made << create->folder << create->folder.section(u'/', -1);
    }
    return made;
}

/// Ids and names of the skills that these sets wrote to.
QStringList writtenSkills(const QList<changes::ChangeSet> &sets)
{
    QStringList written;
    for (const changes::ChangeSet &set : sets) {
        for (const QString &skill : set.skills())
            written << skill << skill.section(u'/', -1);
    }
    return written;
}

} // namespace

ReviewTools::ReviewTools(const ReviewInput &input, const ReviewDoors &doors, ReviewDoor &door)
    : m_input(input)
    , m_doors(doors)
    , m_door(door)
    , m_tools(contextOf(input, doors, door, m_nobody))
{ }

tools::ToolResult ReviewTools::call(const chat::ToolCall &call, const tools::OutputSink &output, std::stop_token stop)
{
    static const QStringList looking{QStringLiteral("skills_list"), QStringLiteral("skill_view")};
    static const QStringList changing{QStringLiteral("skill_manage"), QStringLiteral("memory")};
    if (looking.contains(call.name))
        return m_tools.call(call, output, stop);
    if (!changing.contains(call.name))
        return refuse(Words::tr("A review cannot use %1. These would do: %2")
                          .arg(call.name, (looking + changing).join(QStringLiteral(", "))));
    const QMutexLocker lock(&m_changing);
    if (const Result<> may = mayChange(call); !may)
        return refuse(Words::tr("Not changed: %1").arg(may.error().message));
    return m_tools.call(call, output, stop);
}

Result<> ReviewTools::mayChange(const chat::ToolCall &call) const
{
    const QJsonDocument document = QJsonDocument::fromJson(call.arguments.toUtf8());
    if (!document.isObject())
        return refused(Words::tr("the arguments are not a JSON object"));
    const Result<QList<changes::Operation>> operations = operationsOf(call, document.object());
    if (!operations)
        return std::unexpected(operations.error());
    if (const Result<> claimed = checkClaims(document.object(), m_input); !claimed)
        return claimed;
    if (const Result<> fits = withinLimits(*operations); !fits)
        return fits;
    const QStringList made = newSkills(*operations) + writtenSkills(m_door.sets());
    for (const changes::Operation &operation : *operations) {
        if (const Result<> may = mayEdit(operation, made); !may)
            return may;
    }
    return {};
}

Result<> ReviewTools::withinLimits(const QList<changes::Operation> &operations) const
{
    if (m_door.created() + countCreations(operations) > mostNewSkills)
        return refused(Words::tr("a review makes at most one new skill; add to one that exists"));
    if (m_door.operations() + countOperations(operations) > mostOperations)
        return refused(Words::tr("a review makes at most %1 operations, and %2 are done")
                           .arg(mostOperations)
                           .arg(m_door.operations()));
    return {};
}

Result<> ReviewTools::mayEdit(const changes::Operation &operation, const QStringList &made) const
{
    const std::optional<Target> target = targetOf(operation);
    if (!target)
        return {};
    const library::SnapshotPtr library = m_doors.snapshot ? m_doors.snapshot() : nullptr;
    const library::SkillEntry *entry = library ? library->find(target->skill) : nullptr;
    if (!entry && !made.contains(target->skill))
        return refused(Words::tr("there is no skill \"%1\"; ask skills_list").arg(target->skill));
    const QString id = entry ? entry->id.toString() : target->skill;
    // Whether the bytes are still those that were viewed is asked by the door, which alone can know it while it writes.
    const bool viewed = m_tools.viewed().contains(id + u'/' + target->file);
    const bool patches = std::holds_alternative<changes::PatchFile>(operation);
    const bool exists = entry && QFileInfo::exists(entry->folder + u'/' + target->file);
    if (!viewed && (exists || (patches && !made.contains(target->skill))))
        return refused(Words::tr("this review has not viewed %1 of %2; view it first").arg(target->file, id));
    return {};
}

tools::ToolResult ReviewTools::refuse(const QString &why)
{
    const QMutexLocker lock(&m_mutex);
    m_refusals.append(why);
    return {.text = why, .failed = true, .errorClass = QStringLiteral("refused")};
}

QStringList ReviewTools::refusals() const
{
    const QMutexLocker lock(&m_mutex);
    return m_refusals;
}

} // namespace hsf::review
