// SPDX-License-Identifier: MIT
//
// A draft is one file, written whole and moved into place:
//
//   drafts/019a….lock                 held while the program runs; a dead one's can be taken
//   drafts/019a…-3f2a….json           {"id", "file", "base", "blob", "bytes", "time"}; bytes in base 64
//   drafts/discarded/…                what was not wanted, for a week
#include "service/draftservice.h"

#include "base/pending.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

namespace hsf::service {

namespace {
constexpr int rest = 1000;
constexpr int daysDiscarded = 7;

QByteArray packed(const EditorDraft &draft)
{
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
    return QJsonDocument(QJsonObject{{"id", draft.id},
                                     {"file", draft.file},
                                     {"base", text(draft.base)},
                                     {"blob", draft.blob},
                                     {"bytes", text(draft.bytes)},
                                     {"time", toStored(draft.time)}})
        .toJson(QJsonDocument::Compact);
}

std::optional<EditorDraft> unpacked(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const auto bytes
        = [&](const char *key) { return QByteArray::fromBase64(json[QLatin1StringView(key)].toString().toLatin1()); };
    EditorDraft draft{json["id"].toString(),
                      json["file"].toString(),
                      bytes("base"),
                      json["blob"].toString(),
                      bytes("bytes"),
                      fromStored(json["time"].toString()),
                      path};
    return draft.id.isEmpty() || draft.file.isEmpty() ? std::nullopt : std::optional(draft);
}

Result<> write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Error::Kind::Storage, file.errorString());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

/// Drafts whose program does not run any more. Locks that nobody holds and nothing belongs to go.
QList<EditorDraft> leftBehind(const QString &folder, const QString &ownRun)
{
    QList<EditorDraft> found;
    const QDir dir(folder);
    QHash<QString, bool> alive;
    for (const QString &name : dir.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        const QString run = name.section(u'-', 0, 0);
        if (run == ownRun)
            continue;
        if (!alive.contains(run)) {
            QLockFile lock(dir.filePath(run + QStringLiteral(".lock")));
            lock.setStaleLockTime(0);
            const bool free = lock.tryLock(0);
            alive[run] = !free;
        }
        if (alive[run])
            continue;
        if (const auto draft = unpacked(dir.filePath(name)); draft && draft->bytes != draft->base)
            found << *draft;
        else
            QFile::remove(dir.filePath(name));
    }
    std::ranges::sort(found, std::ranges::greater(), &EditorDraft::time);
    return found;
}

void clearDiscarded(const QString &folder, const QDateTime &now)
{
    const QDir dir(folder + QStringLiteral("/discarded"));
    for (const QFileInfo &file : dir.entryInfoList(QDir::Files))
        if (file.lastModified() < now.addDays(-daysDiscarded))
            QFile::remove(file.filePath());
}
} // namespace

DraftService::DraftService(Workbench &bench, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
    , m_folder(bench.home().state + QStringLiteral("/drafts"))
    , m_run(QString(ChangeSetId::fresh().toString()).remove(u'-'))
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(rest);
    connect(&m_timer, &QTimer::timeout, this, &DraftService::writeNow);
}

DraftService::~DraftService()
{
    writeNow();
    m_pool.waitForDone();
}

QString DraftService::fileOf(const QString &id, const QString &file) const
{
    const QByteArray name = QCryptographicHash::hash((id + u'\n' + file).toUtf8(), QCryptographicHash::Sha1).toHex();
    return m_folder + u'/' + m_run + u'-' + QString::fromLatin1(name.first(16)) + QStringLiteral(".json");
}

void DraftService::keep(const EditorDraft &draft)
{
    EditorDraft timed = draft;
    timed.time = m_bench.clock().now();
    m_waiting.insert(fileOf(draft.id, draft.file), timed);
    m_timer.start();
}

void DraftService::forget(const QString &id, const QString &file)
{
    const QString path = fileOf(id, file);
    m_waiting.remove(path);
    m_pool.start([path] { QFile::remove(path); });
}

void DraftService::writeNow()
{
    m_timer.stop();
    for (const auto &[path, draft] : std::exchange(m_waiting, {}).asKeyValueRange()) {
        inBackground(&m_pool, [this, path, draft]() -> Result<> {
            if (!m_lock) {
                QDir().mkpath(m_folder);
                QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
                m_lock = std::make_unique<QLockFile>(m_folder + u'/' + m_run + QStringLiteral(".lock"));
                m_lock->setStaleLockTime(0);
                m_lock->tryLock(0);
            }
            return write(path, packed(draft));
        }).then(this, [this, draft](const Result<> &written) {
            if (written) {
                m_told = false;
                Q_EMIT kept(draft.id, draft.file);
            } else if (!std::exchange(m_told, true)) {
                Q_EMIT failed(tr("Unsaved text of %1 could not be kept against a crash: %2. Save it soon.")
                                  .arg(draft.id, written.error().message));
            }
        });
    }
}

void DraftService::recover()
{
    inBackground(&m_pool, [folder = m_folder, run = m_run, now = m_bench.clock().now()] {
        clearDiscarded(folder, now);
        return leftBehind(folder, run);
    }).then(this, [this](const QList<EditorDraft> &drafts) { Q_EMIT recovered(drafts); });
}

void DraftService::settle(const EditorDraft &draft, Fate fate)
{
    if (draft.kept.isEmpty())
        return;
    m_pool.start([folder = m_folder, path = draft.kept, fate] {
        const QString bin = folder + QStringLiteral("/discarded");
        if (fate == Fate::Restored || !QDir().mkpath(bin)
            || !QFile::rename(path, bin + u'/' + QFileInfo(path).fileName()))
            QFile::remove(path);
    });
}

} // namespace hsf::service
