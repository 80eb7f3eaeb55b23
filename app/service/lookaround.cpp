// SPDX-License-Identifier: MIT
//
// "Look around first": a home in which everything is real but the model's words (resources/replay/lookaround.jsonl). Its past is
// resources/sample/timeline.json; see samplepast_p.h.
#include "service/factory.h"
#include "service/samplepast_p.h"
#include "service/words_p.h"

#include <QDirIterator>
#include <QLockFile>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace hsf::service {

namespace {

QStringList foldersOf(const Home &home) { return {home.data, home.config, home.state, home.cache}; }

/// What says that a home may be emptied.
QString markerOf(const Home &home) { return home.data + u"/look-around.txt"_s; }

Result<> writeSample(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail(Error::Kind::Storage, Words::tr("Could not write %1: %2").arg(path, file.errorString()));
}

Result<QByteArray> sampleFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::NotFound, Words::tr("This program was built without its sample (%1)").arg(path));
    return file.readAll();
}

bool isEmpty(const QString &folder)
{
    return QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
}

Result<> mayBeEmptied(const Home &home)
{
    if (QFile::exists(markerOf(home)) || std::ranges::all_of(foldersOf(home), isEmpty))
        return {};
    return fail(Error::Kind::Refused, Words::tr("%1 holds a home that is in use; looking around needs an empty folder").arg(home.data));
}

/// Held for as long as somebody speaks the recorded words: a home is not emptied below an open window. It lies beside the data.
Result<std::shared_ptr<QLockFile>> locked(const Home &home)
{
    auto lock = std::make_shared<QLockFile>(home.data + u".lock"_s);
    lock->setStaleLockTime(std::chrono::milliseconds::zero());
    if (QDir().mkpath(QFileInfo(home.data).path()) && lock->tryLock())
        return lock;
    return fail(Error::Kind::Refused, Words::tr("it is open in another window; close that one first"));
}

Result<> makeEmpty(const Home &home)
{
    // The marker's own folder last: what is interrupted can be begun again.
    for (const QString &folder : {home.cache, home.state, home.config, home.data}) {
        if (!QDir(folder).removeRecursively())
            return fail(Error::Kind::Storage, Words::tr("Could not empty %1").arg(folder));
    }
    return {};
}

Result<> copySample(const QString &workspace)
{
    const QString from = u":/sample/workspace"_s;
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto copied = sampleFile(path).and_then([&](const QByteArray &bytes) { return writeSample(workspace + path.sliced(from.size()), bytes); });
        if (!copied)
            return copied;
    }
    return {};
}

/// Small intervals, so that the review comes by itself in a short conversation.
Settings sampleSettings(const QString &workspace)
{
    Settings settings;
    settings.learning.skillInterval = 3;
    settings.learning.memoryInterval = 2;
    settings.workspace = workspace;
    return settings;
}

Result<> makePast(const Home &home, const Settings &settings)
{
    const auto timeline = sampleFile(u":/sample/timeline.json"_s);
    if (!timeline)
        return std::unexpected(timeline.error());
    const QJsonArray events = QJsonDocument::fromJson(*timeline).array();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    FixedClock clock(now.addDays(events.isEmpty() ? 0 : -events.first()[u"days_ago"].toInt()));
    const auto stores = Stores::open(home, settings, clock);
    if (!stores)
        return std::unexpected(stores.error());
    if (const auto started = (*stores)->desk->startClock(); !started)
        return started;
    clock.set(now);
    return SamplePast(**stores, clock, settings).happen(events);
}

Result<std::shared_ptr<llm::ReplayClient>> wordsFor(const QString &workspace, Pace pace)
{
    auto recording = sampleFile(u":/replay/lookaround.jsonl"_s);
    if (!recording)
        return std::unexpected(recording.error());
    QString lines = QString::fromUtf8(*recording);
    if (pace == Pace::AtOnce)
        lines.remove(QRegularExpression(u"\"pace_ms\": *[0-9]+, *"_s));
    return llm::ReplayClient::fromJsonl(lines.toUtf8(), {{u"workspace"_s, workspace}});
}

} // namespace

Result<LookAround> prepareLookAround(const Home &home, Pace pace)
{
    const auto attempted = Words::tr("Could not prepare the home to look around in");
    const QString workspace = home.data + u"/workspace"_s;
    const Settings settings = sampleSettings(workspace);
    const QByteArray marker = Words::tr("A home to look around in: made up, and emptied when it is prepared again.").toUtf8() + '\n';
    const auto lock = mayBeEmptied(home).and_then([&] { return locked(home); });
    if (!lock)
        return withContext(lock.error(), attempted);
    const auto prepared = makeEmpty(home)
                              .and_then([&] { return home.ensure(); })
                              .and_then([&] { return writeSample(markerOf(home), marker); })
                              .and_then([&] { return copySample(workspace); })
                              .and_then([&] { return saveSettings(home, settings); })
                              .and_then([&] { return makePast(home, settings); });
    if (!prepared)
        return withContext(prepared.error(), attempted);
    auto words = wordsFor(workspace, pace);
    if (!words)
        return withContext(words.error(), attempted);
    const auto held = std::make_shared<std::pair<std::shared_ptr<QLockFile>, std::shared_ptr<llm::ReplayClient>>>(*lock, *words);
    return LookAround{workspace, {held, held->second.get()}};
}

} // namespace hsf::service
