// SPDX-License-Identifier: MIT
//
// From a person's edit to its commit, its files on disk and its place in the journal, in a library with ten thousand
// revisions: beside writing the same bytes to a file and waiting for the disk, and beside what git takes for the same.
// Then the history itself: its size once it is packed, and who wrote the lines of a much edited skill.
#include "bench/rows.h"
#include "bench/world.h"

#include "library/history.h"
#include "library/packing.h"
#include "library/revisionindex.h"
#include "service/historyservice.h"
#include "service/stores.h"

#include <QElapsedTimer>
#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int skills = 10'000;
constexpr int commits = 10'000;
constexpr int edits = 300;      ///< measured, on top of those
constexpr int gitEdits = 20;

double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

template <class T> T must(Result<T> result)
{
    if (!result)
        giveUp(result.error().message);
    return std::move(*result);
}

double written(const QString &path, const QByteArray &bytes)
{
    QElapsedTimer timer;
    timer.start();
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, bytes.constData(), size_t(bytes.size())) != bytes.size() || ::fsync(file) != 0)
        giveUp(u"Could not write %1."_s.arg(path));
    ::close(file);
    return milliseconds(timer);
}

/// A home with ten thousand skills, in so many categories (0: beside each other), and its stores.
class EditedLibrary
{
public:
    explicit EditedLibrary(int categories)
    {
        const Home home = Home::under(m_folder.filePath(u"home"_s));
        for (int i = 0; i < skills; ++i) {
            const QString name = u"skill-%1"_s.arg(i, 5, 10, QChar(u'0'));
            m_ids.append(categories ? u"category-%1/%2"_s.arg(i % categories).arg(name) : name);
            const QString folder = home.defaultLibrary() + u'/' + m_ids.last();
            QFile file(folder + u"/SKILL.md"_s);
            if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) || file.write(skillText(name, i)) < 0)
                giveUp(u"Could not write %1."_s.arg(file.fileName()));
        }
        m_stores = must(service::Stores::open(home, {}, m_clock));
        must(m_stores->door->recordOutside());
    }
    service::Stores &stores() { return *m_stores; }
    QString folder() const { return m_folder.path(); }

    QByteArray textAfter(int edit) const
    {
        const int number = numberOf(edit);
        return skillText(m_ids[number].section(u'/', -1), number) + "\nEdit " + QByteArray::number(edit) + ".\n";
    }
    double edit(int edit, const QByteArray &bytes) { return apply(m_ids[numberOf(edit)], bytes); }
    double apply(const QString &skill, const QByteArray &bytes)
    {
        const changes::Draft draft{{.origin = changes::Origin::You}, u"Edit %1"_s.arg(skill), {changes::WriteFile{skill, u"SKILL.md"_s, bytes}}};
        QElapsedTimer timer;
        timer.start();
        const auto set = m_stores->door->submit(draft);
        const double took = milliseconds(timer);
        if (!set || set->state != changes::State::Applied)
            giveUp(u"%1 was not applied: %2"_s.arg(skill, set ? set->why : set.error().message));
        return took;
    }
    const QString &id(int number) const { return m_ids[number]; }

private:
    int numberOf(int edit) const { return edit * 7 % skills; }

    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf bench XXXXXX"_s};
    SystemClock m_clock;
    QStringList m_ids;
    std::unique_ptr<service::Stores> m_stores;
};

struct Times {
    QList<double> changes, writes;
};

Times measured(EditedLibrary &library, int from, int count)
{
    Times times;
    for (int i = from; i < from + count; ++i) {
        const QByteArray bytes = library.textAfter(i);
        times.writes.append(written(library.folder() + u"/plain.md"_s, bytes));
        times.changes.append(library.edit(i, bytes));
    }
    return times;
}

void git(const QString &repository, const QString &tree, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"git"_s, QStringList{u"--git-dir="_s + repository, u"--work-tree="_s + tree, u"-c"_s, u"user.name=Bench"_s, u"-c"_s,
                                        u"user.email=bench@localhost"_s, u"-c"_s, u"gc.auto=0"_s}
                  + arguments);
    if (!process.waitForFinished(600'000) || process.exitCode() != 0)
        giveUp(u"git %1: %2"_s.arg(arguments.first(), QString::fromUtf8(process.readAll())));
}

/// The same edits by `git add` and `git commit` on a clone of this history.
double byGit(EditedLibrary &library)
{
    const QString repository = library.folder() + u"/clone.git"_s, tree = library.folder() + u"/clone"_s;
    QProcess clone;
    clone.start(u"git"_s, {u"clone"_s, u"-q"_s, u"--separate-git-dir"_s, repository, library.stores().home.history(), tree});
    if (!clone.waitForFinished(600'000) || clone.exitCode() != 0)
        giveUp(u"git clone: %1"_s.arg(QString::fromUtf8(clone.readAllStandardError())));
    QList<double> times;
    for (int i = 0; i < gitEdits; ++i) {
        const QString path = u"skills/"_s + library.id(i * 7 % skills) + u"/SKILL.md"_s;
        const QByteArray bytes = library.textAfter(i) + "Again.\n";
        QElapsedTimer timer;
        timer.start();
        written(tree + u'/' + path, bytes);
        git(repository, tree, {u"add"_s, u"--"_s, path});
        git(repository, tree, {u"commit"_s, u"-q"_s, u"-m"_s, u"Edit"_s});
        times.append(milliseconds(timer));
    }
    return quantile(times, 0.5);
}

double megabytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        bytes += walk.nextFileInfo().size();
    return double(bytes) / 1e6;
}

Row historySize(EditedLibrary &library)
{
    const Home &home = library.stores().home;
    if (const auto settled = library.stores().door->settle(); !settled)
        giveUp(settled.error().message);
    QElapsedTimer timer;
    timer.start();
    must(library::packHistory(home.history()));
    qInfo("history.size: packed in %.1f s", milliseconds(timer) / 1000);
    return {u"history.size"_s, megabytesBelow(home.history()), u"MB"_s, u"the skills' own bytes; asked for is what comes on top of them"_s,
            megabytesBelow(home.defaultLibrary()), u"<= 60 MB over"_s};
}

Row blameTime(EditedLibrary &library)
{
    constexpr int lines = 500, revisions = 200;
    const QString id = library.id(4);
    QList<QByteArray> text = skillText(id.section(u'/', -1), 4).split('\n');
    while (text.size() < lines)
        text.append("- Line " + QByteArray::number(text.size()) + " of what is to be kept in mind.");
    for (int i = 0; i < revisions; ++i) {
        text[20 + i * 37 % (lines - 20)] = "- Changed in round " + QByteArray::number(i) + '.';
        library.apply(id, text.join('\n'));
    }
    QList<double> times;
    for (int i = 0; i < 9; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto spans = service::blameOf(library.stores(), id, u"SKILL.md"_s);
        times.append(milliseconds(timer));
        if (!spans || spans->size() < revisions / 2)
            giveUp(u"The lines have no writers."_s);
    }
    QElapsedTimer timer;
    timer.start();
    QProcess blame;
    blame.start(u"git"_s, {u"--git-dir="_s + library.stores().home.history(), u"blame"_s, u"main"_s, u"--"_s, u"skills/%1/SKILL.md"_s.arg(id)});
    blame.waitForFinished(-1);
    return {u"history.blame"_s, quantile(times, 0.5), u"ms"_s, u"git blame of the same file, once"_s, milliseconds(timer), u"<= 50 ms"_s};
}

/// The revision of a moment before all of them: ten thousand are passed by.
Row momentTime(EditedLibrary &library)
{
    const QString repository = library.stores().home.history();
    const auto plain = must(library::History::open(repository)), indexed = must(library::History::open(repository));
    indexed->useIndex(library.stores().database);
    const QString last = must(library.stores().door->settle().and_then([&] { return indexed->commitAt(QDateTime::currentDateTimeUtc()); }));
    const QDateTime first = must(indexed->revision(last)).time.addDays(-1);
    const auto measured = [&first](const library::History &past) {
        QList<double> times;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            must(past.commitAt(first));
            times.append(milliseconds(timer));
        }
        return quantile(times, 0.5);
    };
    return {u"history.moment"_s, measured(*indexed), u"ms"_s, u"the same without the index, commit by commit"_s, measured(*plain), u"reported"_s};
}

} // namespace

QList<Row> changeApply()
{
    EditedLibrary library(40);
    for (int i = 0; i < commits; ++i)
        library.edit(i, library.textAfter(i));
    const Times times = measured(library, commits, edits);
    const double typical = quantile(times.changes, 0.5);
    qInfo("change.apply: %d edits in %d skills with %d commits; median %.2f ms, max %.2f ms", edits, skills, commits, typical,
          quantile(times.changes, 1));
    QList<Row> rows{{u"change.apply"_s, quantile(times.changes, 0.95), u"ms"_s, u"writing and syncing the same bytes to a file, p95"_s,
                     quantile(times.writes, 0.95), u"<= 6 ms"_s}};
    rows << blameTime(library) << momentTime(library) << historySize(library);
    // The other way round, so that a ratio above 25 is "so many times faster".
    rows << Row{u"change.apply.git"_s, byGit(library), u"ms"_s, u"the same by this program; the value: git add and git commit, medians"_s,
                typical, u">= 25 x"_s};
    return rows;
}

QList<Row> changeApplyFlat()
{
    EditedLibrary library(0);
    const Times times = measured(library, 0, edits);
    return {{u"change.apply.flat"_s, quantile(times.changes, 0.95), u"ms"_s, u"writing and syncing the same bytes to a file, p95"_s,
             quantile(times.writes, 0.95), u"reported"_s}};
}

} // namespace hsf::bench
