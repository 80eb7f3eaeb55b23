// SPDX-License-Identifier: MIT
#include "service/historyservice.h"

#include "base/pending.h"
#include "changes/renaming.h"
#include "library/examine.h"

namespace hsf::service {

using changes::ChangeSet;
using changes::FileChange;
using library::BlameSpan;
using library::Revision;

namespace {

Result<std::unique_ptr<library::History>> historyOf(Stores &stores)
{
    auto history = library::History::open(stores.home.history());
    if (history)
        (*history)->useIndex(stores.database);
    return history;
}

/// Of a skill and of a file through their renames, of any other folder as it is called.
Result<QList<Revision>> pastAt(Stores &stores, const QString &treePath, int limit)
{
    const auto history = historyOf(stores);
    if (!history)
        return std::unexpected(history.error());
    const QString head = (*history)->head(), skills = QStringLiteral("skills/");
    const auto is = [&](const QString &path) { return !head.isEmpty() && (*history)->fileAt(head, path).value_or(std::nullopt).has_value(); };
    if (treePath.startsWith(skills) && is(treePath + QStringLiteral("/SKILL.md")))
        return changes::pastOf(**history, treePath.sliced(skills.size()), limit);
    return is(treePath) ? (*history)->past(treePath, limit) : (*history)->log(treePath, limit);
}

/// Full names; an empty one is what is there now.
Result<QString> named(const library::History &history, const QString &revision)
{
    return revision.isEmpty() ? Result<QString>(history.head()) : history.named(revision);
}

QString treePathOf(const QString &id, const QString &file)
{
    return QStringLiteral("skills/") + id + u'/' + (file.isEmpty() ? QStringLiteral("SKILL.md") : file);
}

changes::Draft restoring(const QString &treeFolder, const QString &commit)
{
    return {.author = {.origin = changes::Origin::You}, .reason = {}, .operations = {changes::RestoreTo{treeFolder, commit}}};
}

/// What lies on disk must be known before it is replaced, or it could not come back.
Result<QString> readyToRestore(Stores &stores, const QString &commit)
{
    if (const auto recorded = stores.door->recordOutside(); !recorded)
        return std::unexpected(recorded.error());
    const auto history = historyOf(stores);
    return history ? (*history)->named(commit) : std::unexpected(history.error());
}

} // namespace

Result<QList<FileChange>> comparedFiles(Stores &stores, const QString &treeFolder, const QString &fromCommit, const QString &toCommit)
{
    const auto history = historyOf(stores);
    if (!history)
        return std::unexpected(history.error());
    const auto from = named(**history, fromCommit), to = named(**history, toCommit);
    if (!from || !to)
        return std::unexpected(from ? to.error() : from.error());
    const auto deltas = (*history)->compare(*from, *to, treeFolder);
    if (!deltas)
        return std::unexpected(deltas.error());
    QList<FileChange> files;
    for (const library::FileDelta &delta : *deltas) {
        FileChange file{.path = delta.path, .executable = delta.executable};
        for (const auto &[blob, side] : {std::pair(delta.before, &file.base), std::pair(delta.after, &file.result)}) {
            if (blob.isEmpty())
                continue;
            auto bytes = (*history)->blob(blob);
            if (!bytes)
                return std::unexpected(bytes.error());
            *side = *std::move(bytes);
        }
        files << file;
    }
    return files;
}

Result<QList<FileChange>> filesToRestore(Stores &stores, const QString &treeFolder, const QString &commit)
{
    const auto revision = readyToRestore(stores, commit);
    if (!revision)
        return std::unexpected(revision.error());
    return stores.door->preview(restoring(treeFolder, *revision)).transform([](const ChangeSet &set) { return set.files; });
}

Result<ChangeSet> restoredTo(Stores &stores, const QString &treeFolder, const QString &commit)
{
    const auto revision = readyToRestore(stores, commit);
    if (!revision)
        return std::unexpected(revision.error());
    return stores.door->submit(restoring(treeFolder, *revision));
}

Result<QList<BlameSpan>> blameOf(Stores &stores, const QString &id, const QString &file)
{
    const auto history = historyOf(stores);
    return history ? (*history)->blame({}, treePathOf(id, file)) : std::unexpected(history.error());
}

Result<QStringList> examinedHistory(const Home &home) { return library::examinedHistory(home.history()); }

Result<QString> rebuiltHistory(const Home &home, const Settings &settings, const Clock &clock)
{
    const QString library = settings.libraryFolder.isEmpty() ? home.defaultLibrary() : settings.libraryFolder;
    return changes::Door::rebuildHistory({home.history(), library, home.memories(), home.writerLock(), home.quarantine()}, clock.now());
}

HistoryService::HistoryService(Workbench &bench, QObject *parent) : QObject(parent), m_bench(bench)
{
    connect(&bench, &Workbench::opened, this, [this] {
        m_bench.io([](Stores &stores) -> Result<QString> { return stores.note(); }).then(this, [this](const Result<QString> &note) {
            if (note && !note->isEmpty())
                Q_EMIT databaseCameBack(*note);
        });
    });
    connect(&bench, &Workbench::openFailed, this, [this] {
        // Offered after everybody has heard that it could not be opened.
        inBackground(&m_bench.background(), [home = m_bench.home()] { return diagnosed(home); }).then(this, [this](const Diagnosis &diagnosis) {
                        if (diagnosis.remedy != Remedy::None)
                            Q_EMIT repairOffered(diagnosis);
                    });
    });
}

HistoryService::~HistoryService()
{
    m_bench.reading().waitForDone();
    m_bench.background().waitForDone();
}

namespace {

/// Reads on the thread for reading, so that no write waits for it.
template <class F> auto reading(Workbench &bench, F work) -> Pending<std::invoke_result_t<F, Stores &>>
{
    using R = std::invoke_result_t<F, Stores &>;
    return inBackground(&bench.reading(), [&bench, work = std::move(work)]() -> R {
        auto stores = bench.stores();
        return stores ? work(**stores) : R(std::unexpected(stores.error()));
    });
}

} // namespace

void HistoryService::blame(const QString &id, const QString &file)
{
    reading(m_bench, [id, file](Stores &stores) { return blameOf(stores, id, file); })
        .then(this, [this, id, file](const Result<QList<BlameSpan>> &spans) {
            if (spans)
                Q_EMIT blamed(id, file, *spans);
            else
                Q_EMIT failed(tr("Could not tell who wrote %1 of %2: %3").arg(file, id, spans.error().message));
        });
}

void HistoryService::log(const QString &treeFolder, int limit)
{
    reading(m_bench, [treeFolder, limit](Stores &stores) { return pastAt(stores, treeFolder, limit); }).then(this, [this, treeFolder](const Result<QList<Revision>> &revisions) {
        if (revisions)
            Q_EMIT logged(treeFolder, *revisions);
        else
            Q_EMIT failed(tr("Could not read the history: %1").arg(revisions.error().message));
    });
}

void HistoryService::compare(const QString &treeFolder, const QString &fromCommit, const QString &toCommit)
{
    reading(m_bench, [=](Stores &stores) { return comparedFiles(stores, treeFolder, fromCommit, toCommit); })
        .then(this, [this](const Result<QList<FileChange>> &files) {
            if (files)
                Q_EMIT compared(*files);
            else
                Q_EMIT failed(tr("Could not compare the revisions: %1").arg(files.error().message));
        });
}

void HistoryService::previewRestore(const QString &treeFolder, const QString &commit)
{
    m_bench.io([=](Stores &stores) { return filesToRestore(stores, treeFolder, commit); })
        .then(this, [this, treeFolder, commit](const Result<QList<FileChange>> &files) {
            if (files)
                Q_EMIT restorePreviewed(treeFolder, commit, *files);
            else
                Q_EMIT failed(tr("Nothing to bring back: %1").arg(files.error().message));
        });
}

void HistoryService::restore(const QString &treeFolder, const QString &commit)
{
    m_bench.io([=](Stores &stores) { return restoredTo(stores, treeFolder, commit); })
        .then(this, [this](const Result<ChangeSet> &set) {
            if (set)
                Q_EMIT restored(*set);
            else
                Q_EMIT failed(tr("Could not bring back what was: %1").arg(set.error().message));
        });
}

void HistoryService::findRevision(const QDateTime &moment)
{
    reading(m_bench, [moment](Stores &stores) -> Result<QString> {
        const auto history = historyOf(stores);
        return history ? (*history)->commitAt(moment) : std::unexpected(history.error());
    }).then(this, [this, moment](const Result<QString> &commit) {
        if (commit)
            Q_EMIT revisionFound(moment, *commit);
        else
            Q_EMIT failed(tr("Could not read the history: %1").arg(commit.error().message));
    });
}

void HistoryService::examine()
{
    inBackground(&m_bench.background(), [home = m_bench.home()] { return examinedHistory(home); })
        .then(this, [this](const Result<QStringList> &faults) {
            if (faults)
                Q_EMIT examined(*faults);
            else
                Q_EMIT examined({faults.error().message});
        });
}

void HistoryService::rebuild()
{
    // Not io(): that answers with the error where the damage kept the stores from being opened.
    inBackground(&m_bench.background(), [this]() -> Result<QString> {
        const auto stores = m_bench.stores();
        if (stores)
            return (*stores)->door->rebuildHistory();
        const auto settings = loadSettings(m_bench.home());
        return settings ? rebuiltHistory(m_bench.home(), *settings, m_bench.clock()) : std::unexpected(settings.error());
    }).then(this, [this](const Result<QString> &kept) {
        if (!kept)
            return Q_EMIT failed(kept.error().message);
        openAgain();
        Q_EMIT rebuilt(*kept);
    });
}

// Does nothing where the home is open.
void HistoryService::openAgain()
{
    if (const auto settings = loadSettings(m_bench.home()))
        m_bench.openAgain(*settings);
    else
        Q_EMIT failed(settings.error().message);
}

void HistoryService::repair(Remedy remedy)
{
    inBackground(&m_bench.background(), [this, remedy]() -> Result<QString> {
        if (const auto stores = m_bench.stores())
            return fail(Error::Kind::Refused, tr("The home is open by now; nothing needs to be repaired."));
        const auto settings = loadSettings(m_bench.home());
        return settings ? repairedHome(m_bench.home(), *settings, m_bench.clock(), remedy) : std::unexpected(settings.error());
    }).then(this, [this](const Result<QString> &done) {
        if (!done)
            return Q_EMIT repairFailed(tr("This home could not be repaired: %1").arg(done.error().message));
        Q_EMIT repaired(*done);
        openAgain();
    });
}

} // namespace hsf::service
