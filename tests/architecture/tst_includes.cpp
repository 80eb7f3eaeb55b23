// SPDX-License-Identifier: MIT
//
// The architecture of app/README.md, read from the sources: which way includes point, what stays in its room, and whether the
// link lines say the same. Every violation is listed, with file and line.
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QDir root(QStringLiteral(HSF_SOURCE_DIR));

QString textOf(const QString &path)
{
    QFile file(root.filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Include {
    QString target;   ///< "library/writer.h"
    int line = 0;
    QString room() const { return target.section(u'/', 0, 0); }
};

struct Source {
    QString path;     ///< from the top of the tree
    QString room;
    QList<Include> includes;
    QStringList code; ///< lines without comments
};

/// The lines of the fenced table below "## Ranks".
QMap<QString, int> readRanks()
{
    const QString table = textOf(u"app/README.md"_s).section(u"## Ranks"_s, 1).section(u"```"_s, 1, 1);
    QMap<QString, int> ranks;
    for (const QString &line : table.split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.simplified().split(u' ');
        for (const QString &room : words.mid(1))
            ranks.insert(room, words.first().toInt());
    }
    return ranks;
}

Source readSource(const QString &path)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*\"([^\"]+)\""_s);
    Source source{.path = path, .room = path.startsWith(u"app/"_s) ? path.section(u'/', 1, 1) : path.section(u'/', 0, 0)};
    for (const QString &line : textOf(path).split(u'\n')) {
        source.code.append(line.section(u"//"_s, 0, 0));
        if (const auto found = include.match(line); found.hasMatch())
            source.includes.append({found.captured(1), int(source.code.size())});
    }
    return source;
}

QList<Source> readSources()
{
    QList<Source> sources;
    for (const QString &floor : {u"app"_s, u"models"_s, u"ui"_s}) {
        QDirIterator files(root.filePath(floor), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            sources.append(readSource(root.relativeFilePath(files.next())));
    }
    return sources;
}

/// Room → rooms and libraries of its hsf_room line.
QMap<QString, QStringList> readLinkLines()
{
    static const QRegularExpression call(u"^hsf_room\\(([a-z]+)\\s+([^)]*)\\)"_s, QRegularExpression::MultilineOption);
    QMap<QString, QStringList> lines;
    for (auto found = call.globalMatch(textOf(u"CMakeLists.txt"_s)); found.hasNext();) {
        const auto line = found.next();
        lines.insert(line.captured(1), line.captured(2).section(u"LINK"_s, 1).simplified().split(u' ', Qt::SkipEmptyParts));
    }
    return lines;
}

QString place(const Source &source, const Include &include)
{
    return u"%1:%2 includes \"%3\""_s.arg(source.path).arg(include.line).arg(include.target);
}

QString address(const QString &target)
{
    return root.exists(u"app/"_s + target) ? u"app/"_s + target : target;
}

} // namespace

class IncludesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRoomHasARankAndALinkLine();
    void anIncludeNamesARoomAndAFileThatExists();
    void includesPointToALowerRank();
    void theWindowKeepsToItsList();
    void onlyTheDoorIncludesTheWriter();
    void privateHeadersStayInTheirRoom();
    void linkLinesNameWhatIsIncluded();
    void linkLinesNameNothingThatIsNotSeen();
    void aTechniqueStaysInItsRoom_data();
    void aTechniqueStaysInItsRoom();

private:
    template <class Rule> void forEachInclude(Rule broken);
    QSet<QString> roomsSeenBy(const QString &room) const;
    void report(const QStringList &violations) { QVERIFY2(violations.isEmpty(), qPrintable(u'\n' + violations.join(u'\n'))); }

    QMap<QString, int> m_ranks;
    QMap<QString, QStringList> m_links;
    QList<Source> m_sources;
};

void IncludesTest::initTestCase()
{
    m_ranks = readRanks();
    m_links = readLinkLines();
    m_sources = readSources();
    QVERIFY(m_ranks.size() > 10 && m_links.size() > 10 && m_sources.size() > 100);
}

template <class Rule> void IncludesTest::forEachInclude(Rule broken)
{
    QStringList violations;
    for (const Source &source : std::as_const(m_sources)) {
        for (const Include &include : source.includes) {
            if (const QString why = broken(source, include); !why.isEmpty())
                violations.append(place(source, include) + u": "_s + why);
        }
    }
    report(violations);
}

void IncludesTest::everyRoomHasARankAndALinkLine()
{
    QStringList violations;
    QStringList folders = root.entryList({u"models"_s, u"ui"_s}, QDir::Dirs);
    folders += QDir(root.filePath(u"app"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &room : folders) {
        if (!m_ranks.contains(room))
            violations.append(room + u" has no rank in app/README.md"_s);
        if (!m_links.contains(room))
            violations.append(room + u" has no hsf_room line in CMakeLists.txt"_s);
    }
    report(violations);
}

void IncludesTest::anIncludeNamesARoomAndAFileThatExists()
{
    forEachInclude([this](const Source &source, const Include &include) {
        if (include.target.endsWith(u".moc"_s))
            return QString();
        if (!m_ranks.contains(include.room()))
            return u"write \"%1/…\""_s.arg(source.room);
        return root.exists(address(include.target)) ? QString() : u"there is no such file"_s;
    });
}

void IncludesTest::includesPointToALowerRank()
{
    forEachInclude([this](const Source &source, const Include &include) {
        const QString room = include.room();
        if (room == source.room || !m_ranks.contains(room) || m_ranks[room] < m_ranks[source.room])
            return QString();
        return u"%1 (rank %2) may not see %3 (rank %4)"_s.arg(source.room).arg(m_ranks[source.room]).arg(room).arg(m_ranks[room]);
    });
}

void IncludesTest::theWindowKeepsToItsList()
{
    static const QStringList seen{u"ui"_s, u"models"_s, u"service"_s, u"base"_s, u"skill"_s, u"chat"_s, u"diff"_s};
    forEachInclude([](const Source &source, const Include &include) {
        const bool free = source.room != u"ui" || source.path == u"ui/main.cpp" || seen.contains(include.room());
        return free || include.target.endsWith(u".moc"_s) ? QString() : u"ui sees %1 only"_s.arg(seen.join(u", "_s));
    });
}

void IncludesTest::onlyTheDoorIncludesTheWriter()
{
    forEachInclude([](const Source &source, const Include &include) {
        const bool fine = include.target != u"library/writer.h" || source.room == u"changes" || source.room == u"library";
        return fine ? QString() : u"writes go through changes/door.h"_s;
    });
}

void IncludesTest::privateHeadersStayInTheirRoom()
{
    forEachInclude([](const Source &source, const Include &include) {
        const bool fine = !include.target.endsWith(u"_p.h"_s) || include.room() == source.room;
        return fine ? QString() : u"that header is private to %1"_s.arg(include.room());
    });
}

void IncludesTest::linkLinesNameWhatIsIncluded()
{
    forEachInclude([this](const Source &source, const Include &include) {
        const QString room = include.room();
        const bool program = source.path.endsWith(u"/main.cpp"_s);
        const bool fine = program || room == source.room || !m_ranks.contains(room) || m_links[source.room].contains(room);
        return fine ? QString() : u"%1 does not link %2 in CMakeLists.txt"_s.arg(source.room, room);
    });
}

/// Also through headers of others: those are what a compiler of this room reads.
QSet<QString> IncludesTest::roomsSeenBy(const QString &room) const
{
    QStringList open;
    for (const Source &source : m_sources) {
        if (source.room == room)
            open.append(source.path);
    }
    QSet<QString> seen(open.begin(), open.end());
    QSet<QString> rooms;
    while (!open.isEmpty()) {
        const QString path = open.takeLast();
        const auto source = std::ranges::find(m_sources, path, &Source::path);
        if (source == m_sources.end())
            continue;
        rooms.insert(source->room);
        for (const Include &include : source->includes) {
            if (const QString next = address(include.target); !seen.contains(next)) {
                seen.insert(next);
                open.append(next);
            }
        }
    }
    return rooms;
}

void IncludesTest::linkLinesNameNothingThatIsNotSeen()
{
    QStringList violations;
    for (auto line = m_links.begin(); line != m_links.end(); ++line) {
        const QSet<QString> seen = roomsSeenBy(line.key());
        for (const QString &linked : line.value()) {
            if (m_ranks.contains(linked) && !seen.contains(linked))
                violations.append(u"CMakeLists.txt: %1 links %2, but no file of it sees that room"_s.arg(line.key(), linked));
        }
    }
    report(violations);
}

void IncludesTest::aTechniqueStaysInItsRoom_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QStringList>("rooms");
    QTest::newRow("the network") << u"\\bQNetworkAccessManager\\b"_s << QStringList{u"llm"_s};
    QTest::newRow("the database") << u"\\bQSqlDatabase\\b"_s << QStringList{u"storage"_s};
    QTest::newRow("libgit2") << u"\\bgit2(/|\\.h)"_s << QStringList{u"library"_s, u"diff"_s};
    QTest::newRow("libarchive") << u"\\barchive(_entry)?\\.h>"_s << QStringList{u"library"_s};
    QTest::newRow("yaml") << u"\\byaml-cpp/"_s << QStringList{u"skill"_s};
    QTest::newRow("the message bus") << u"\\bQDBusConnection\\b"_s << QStringList{u"ui"_s};
    QTest::newRow("answers of QFuture itself") << u"\\bQtConcurrent::run\\b"_s << QStringList{u"base"_s};
    QTest::newRow("widgets") << u"#include <(QWidget|QApplication|QtWidgets)"_s << QStringList{u"ui"_s};
}

void IncludesTest::aTechniqueStaysInItsRoom()
{
    QFETCH(QString, word);
    QFETCH(QStringList, rooms);
    const QRegularExpression pattern(word);
    QStringList violations;
    bool used = false;
    for (const Source &source : std::as_const(m_sources)) {
        for (qsizetype i = 0; i < source.code.size(); ++i) {
            if (!pattern.match(source.code[i]).hasMatch())
                continue;
            used = true;
            if (!rooms.contains(source.room))
                violations.append(u"%1:%2 uses what belongs to %3"_s.arg(source.path).arg(i + 1).arg(rooms.join(u" and "_s)));
        }
    }
    QVERIFY2(used, "nobody uses it any more: this row checks nothing");
    report(violations);
}

QTEST_GUILESS_MAIN(IncludesTest)
#include "tst_includes.moc"
