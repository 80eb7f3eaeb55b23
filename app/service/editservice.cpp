// SPDX-License-Identifier: MIT
#include "service/editservice.h"

#include "base/pending.h"
#include "library/skillreader.h"

#include <QFileInfo>

namespace hsf::service {

namespace {
constexpr qint64 mostRead = 16 << 20;

changes::Draft draftOf(const QString &reason, const QList<changes::Operation> &operations)
{
    return {{.origin = changes::Origin::You}, reason, operations};
}

Result<QByteArray> wholeFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(Error::Kind::NotFound, EditService::tr("%1 is not a file").arg(path));
    if (info.size() > mostRead)
        return fail(Error::Kind::Refused, EditService::tr("%1 is larger than 16 MiB").arg(info.fileName()));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, EditService::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    return file.readAll();
}
} // namespace

EditService::EditService(Workbench &bench, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
{
    m_reading.setMaxThreadCount(3); // a look at a file does not wait for the repairs of another to be tried
}

EditService::~EditService()
{
    m_reading.waitForDone();
}

int EditService::preview(const QString &reason, const QList<changes::Operation> &operations)
{
    const int ticket = ++m_ticket;
    m_bench.io([draft = draftOf(reason, operations)](Stores &stores) { return stores.door->preview(draft); })
        .then(this, [this, ticket](const Result<changes::ChangeSet> &set) {
            if (set)
                Q_EMIT previewed(ticket, *set);
            else
                Q_EMIT failed(ticket, set.error().message);
        });
    return ticket;
}

int EditService::apply(const QString &reason, const QList<changes::Operation> &operations,
                       const std::optional<QList<changes::FileChange>> &shown)
{
    const int ticket = ++m_ticket;
    m_bench
        .io([draft = draftOf(reason, operations), shown](Stores &stores) {
            return shown ? stores.door->submitAsShown(draft, *shown) : stores.door->submit(draft);
        })
        .then(this, [this, ticket](const Result<changes::ChangeSet> &set) {
            if (set)
                Q_EMIT done(ticket, *set);
            else
                Q_EMIT failed(ticket, set.error().message);
        });
    return ticket;
}

int EditService::read(const QString &folder, const QString &file)
{
    return takeBytes(
        inBackground(&m_reading, [folder, file] { return library::readSkillFile(folder, file, mostRead); }));
}

int EditService::readOutside(const QString &path)
{
    return takeBytes(inBackground(&m_reading, wholeFile, path));
}

int EditService::takeBytes(const Pending<Result<QByteArray>> &reading)
{
    const int ticket = ++m_ticket;
    reading.then(this, [this, ticket](const Result<QByteArray> &bytes) {
        if (bytes)
            Q_EMIT fileRead(ticket, *bytes);
        else
            Q_EMIT failed(ticket, bytes.error().message);
    });
    return ticket;
}

int EditService::findFixes(const QString &folder, const QString &name, const QString &file, const QByteArray &bytes,
                           const skill::Findings &findings)
{
    const int ticket = ++m_ticket;
    auto looking = inBackground(&m_reading, [folder, name, file, bytes, findings] {
        skill::SkillFiles files = library::readSkill(folder).value_or(skill::SkillFiles());
        files.files.insert(file, bytes);
        QList<std::optional<skill::Fix>> fixes;
        for (const skill::Finding &finding : findings)
            fixes << skill::fixFor(files, name, finding);
        return fixes;
    });
    looking.then(this,
                 [this, ticket](const QList<std::optional<skill::Fix>> &fixes) { Q_EMIT fixesFound(ticket, fixes); });
    return ticket;
}

int EditService::findNeighbours(const QString &id)
{
    const int ticket = ++m_ticket;
    auto comparing = inBackground(&m_bench.background(), [&bench = m_bench, id]() -> QList<skill::OverlapPair> {
        const auto stores = bench.stores();
        const auto snapshot = stores ? (*stores)->ensureSnapshot() : library::SnapshotPtr();
        const library::SkillEntry *one = snapshot ? snapshot->find(id) : nullptr;
        const auto files = one ? library::readSkill(one->folder) : Result<skill::SkillFiles>();
        if (!one || !files)
            return {};
        skill::OverlapIndex index;
        for (const library::SkillEntry &entry : snapshot->skills) {
            if (bench.stopToken().stop_requested())
                return {};
            if (entry.archived || entry.id == one->id)
                continue;
            if (const auto other = library::readSkill(entry.folder))
                index.add(entry.id.toString(), *other);
        }
        return index.neighbours(id, *files);
    });
    comparing.then(this,
                   [this, ticket](const QList<skill::OverlapPair> &pairs) { Q_EMIT neighboursFound(ticket, pairs); });
    return ticket;
}

} // namespace hsf::service
