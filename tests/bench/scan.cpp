// SPDX-License-Identifier: MIT
//
// A library of ten thousand skills (and one of five): read from nothing, read again when nothing changed, kept in memory, looked into.
// Beside listing its tree and reading the same SKILL.md files one after the other.
#include "bench/rows.h"
#include "bench/world.h"

#include "agent/prompt.h"
#include "library/scancache.h"
#include "library/searchindex.h"
#include "library/skillreader.h"
#include "service/libraryservice.h"

#include <QElapsedTimer>

#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

template <class Work> double timed(const Work &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return milliseconds(timer);
}

void expect(qsizetype found, int count)
{
    if (found != count)
        giveUp(u"The scan found %1 skills instead of %2."_s.arg(found).arg(count));
}

void listAndRead(const QString &root, int count)
{
    std::string bytes;
    int files = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root.toStdString())) {
        if (entry.path().filename() != "SKILL.md" || !entry.is_regular_file())
            continue;
        bytes.resize(size_t(entry.file_size()));
        std::ifstream(entry.path(), std::ios::binary).read(bytes.data(), std::streamsize(bytes.size()));
        ++files;
    }
    expect(files, count);
}

/// In kB, what is free given back first.
double residentMemory()
{
    ::malloc_trim(0);
    long pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return double(resident) * double(::sysconf(_SC_PAGESIZE)) / 1024;
}

QList<service::SkillRow> rowsOf(const library::LibrarySnapshot &snapshot)
{
    QList<service::SkillRow> rows;
    for (const library::SkillEntry &entry : snapshot.skills) {
        rows.append({.entry = entry});
        rows.last().facts.skill = entry.id.toString();
    }
    return rows;
}

struct Times {
    QList<double> cold, warm, read, stat;
};

Times scanTimes(const QString &root, const library::ScanCache &cache, int count)
{
    listAndRead(root, count); // everybody finds the files in the page cache
    library::SnapshotPtr snapshot;
    Times times;
    for (int i = 0; i < 7; ++i) {
        times.read.append(timed([&] { listAndRead(root, count); }));
        times.cold.append(timed([&] { snapshot = library::scanLibrary(root, {}, nullptr); }));
        expect(snapshot->skills.size(), count);
    }
    // What was read within the last tick of the clock is not trusted: the second reading begins later.
    if (const auto saved = cache.save(*snapshot); !saved)
        giveUp(saved.error().message);
    for (int i = 0; i < 7; ++i) {
        library::SnapshotPtr warm;
        times.warm.append(timed([&] { warm = library::scanLibrary(root, {}, cache.load()); }));
        if (warm->skills != snapshot->skills)
            giveUp(u"The second start saw other skills than the first."_s);
    }
    return times;
}

} // namespace

QList<Row> libraryScan()
{
    QList<Row> rows;
    for (const int count : {5'000, 10'000}) {
        QTemporaryDir folder(QDir::tempPath() + u"/hsf bench XXXXXX"_s);
        const QString root = folder.filePath(u"library"_s);
        writeSkills(root, count);
        const Times times = scanTimes(root, {folder.filePath(u"cache"_s)}, count);
        const QString beside = u"listing the tree and reading its %1 SKILL.md, one thread"_s.arg(count);
        const double read = quantile(times.read, 0.5);
        const QString name = count == 10'000 ? u"library.scan"_s : u"library.scan.%1"_s.arg(count);
        rows.append({name, quantile(times.cold, 0.5), u"ms"_s, beside, read, u"<= 2 x"_s});
        rows.append({name + u".warm"_s, quantile(times.warm, 0.5), u"ms"_s, beside, read, count == 10'000 ? u"<= 150 ms"_s : u""_s});
    }
    return rows;
}

QList<Row> libraryMemory()
{
    constexpr int count = 10'000;
    QTemporaryDir folder(QDir::tempPath() + u"/hsf bench XXXXXX"_s);
    const QString root = folder.filePath(u"library"_s);
    writeSkills(root, count);
    const double before = residentMemory();
    auto snapshot = std::make_shared<library::LibrarySnapshot>(*library::scanLibrary(root, {}, nullptr));
    const double scanned = residentMemory() - before;
    const double indexing = timed([&] { snapshot->index = library::indexSkills(*snapshot, nullptr, count); });
    const QList<service::SkillRow> rows = rowsOf(*snapshot);
    const QList<service::SkillRow> shown(rows.begin(), rows.end()); // a model's own
    const double all = residentMemory() - before;

    QList<double> views, built;
    for (int i = 0; i < 300; ++i) {
        views.append(timed([&] {
            const library::SkillEntry *entry = snapshot->find(u"skill-%1"_s.arg(i * 33 % count, 5, 10, QChar(u'0')));
            const auto bytes = library::readSkillFile(entry->folder, u"SKILL.md"_s);
            const auto files = library::listSkillFiles(entry->folder);
            if (!bytes || files.size() != 2)
                giveUp(u"A skill could not be viewed."_s);
        }));
    }
    for (int i = 0; i < 30; ++i) {
        built.append(timed([&] {
            const auto catalogue = agent::buildCatalogue({.library = snapshot, .opening = u"Put the invoices and letters of case %1 in order"_s.arg(i)});
            if (catalogue.shown.isEmpty() || catalogue.shown.size() + catalogue.more != count)
                giveUp(u"The catalogue lost skills."_s);
        }));
    }
    return {{u"library.memory"_s, all / count, u"kB a skill"_s, u"without index and rows"_s, scanned / count, u"<= 4 kB a skill"_s},
            {u"library.index"_s, indexing, u"ms"_s, u"listing and reading the same, one thread"_s, timed([&] { listAndRead(root, count); }), u""_s},
            {u"library.view"_s, quantile(views, 0.99), u"ms"_s, u"the median"_s, quantile(views, 0.5), u"<= 2 ms"_s},
            {u"catalogue.build"_s, quantile(built, 0.95), u"ms"_s, u"the median"_s, quantile(built, 0.5), u"<= 20 ms"_s}};
}

} // namespace hsf::bench
