// SPDX-License-Identifier: MIT
//
// Reading a whole library anew, beside only listing its tree and reading the same SKILL.md files one after the other.
#include "bench/rows.h"
#include "bench/world.h"

#include "library/snapshot.h"

#include <QElapsedTimer>

#include <filesystem>
#include <fstream>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int count = 5'000;

double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

double scanned(const QString &root)
{
    QElapsedTimer timer;
    timer.start();
    const auto snapshot = library::scanLibrary(root, {}, nullptr);
    const double took = milliseconds(timer);
    if (snapshot->skills.size() != count)
        giveUp(u"The scan found %1 skills instead of %2."_s.arg(snapshot->skills.size()).arg(count));
    return took;
}

double listedAndRead(const QString &root)
{
    QElapsedTimer timer;
    timer.start();
    std::string bytes;
    int files = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root.toStdString())) {
        if (entry.path().filename() != "SKILL.md" || !entry.is_regular_file())
            continue;
        bytes.resize(size_t(entry.file_size()));
        std::ifstream(entry.path(), std::ios::binary).read(bytes.data(), std::streamsize(bytes.size()));
        ++files;
    }
    if (files != count)
        giveUp(u"The listing found %1 files instead of %2."_s.arg(files).arg(count));
    return milliseconds(timer);
}

} // namespace

QList<Row> libraryScan()
{
    QTemporaryDir folder(QDir::tempPath() + u"/hsf bench XXXXXX"_s);
    const QString root = folder.filePath(u"library"_s);
    writeSkills(root, count);
    listedAndRead(root); // both find their files in the page cache
    QList<double> scans, reads;
    for (int i = 0; i < 7; ++i) {
        reads.append(listedAndRead(root));
        scans.append(scanned(root));
    }
    return {{u"library.scan"_s, quantile(scans, 0.5), u"ms"_s, u"listing the tree and reading its %1 SKILL.md, one thread"_s.arg(count),
             quantile(reads, 0.5), u"<= 4 x"_s}};
}

} // namespace hsf::bench
