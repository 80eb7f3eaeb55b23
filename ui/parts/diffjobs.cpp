// SPDX-License-Identifier: MIT
#include "ui/parts/diffjobs.h"

#include "base/niceness.h"

#include <QCoreApplication>

namespace hsf::ui {

// Ends before what its jobs stand on: when the application goes, nothing runs any more.
static QThreadPool *makePool(int threads, void (*end)())
{
    auto *pool = new QThreadPool;
    pool->setMaxThreadCount(threads);
    letTheWindowGoFirst(*pool);
    qAddPostRoutine(end);
    return pool;
}

static void finish(QThreadPool &pool)
{
    pool.clear();
    pool.waitForDone();
}

QThreadPool &diffPool()
{
    static QThreadPool *pool = makePool(2, [] { finish(diffPool()); });
    return *pool;
}

QThreadPool &colourPool()
{
    static QThreadPool *pool = makePool(1, [] { finish(colourPool()); });
    return *pool;
}

QList<std::pair<int, int>> hunkCounts(const QList<NumberedFile> &files, const Gone &gone)
{
    QList<std::pair<int, int>> counts;
    for (const auto &[number, file] : files) {
        if (*gone)
            break;
        counts.append({number, int(diff::diffLines(file.before, file.after).size())});
    }
    return counts;
}

QList<DiffHit> findAll(const QList<NumberedFile> &files, const QString &words, int most, const Gone &gone)
{
    QList<DiffHit> hits;
    for (const auto &[number, file] : files) {
        if (*gone || hits.size() >= most)
            break;
        const auto has
            = [&](const QByteArray &bytes) { return QString::fromUtf8(bytes).contains(words, Qt::CaseInsensitive); };
        if (!has(file.after) && !has(file.before))
            continue;
        const auto rows = diff::unifiedRows(file.before, file.after, {.wordMarkCap = 0});
        for (const diff::Found &found : diff::findIn(rows, words, most - int(hits.size())))
            hits.append({number, found});
    }
    return hits;
}

} // namespace hsf::ui
