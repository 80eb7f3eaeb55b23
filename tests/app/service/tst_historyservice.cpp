// SPDX-License-Identifier: MIT
//
// The past for a person: who wrote a line, what happened, what differs, and back to what was, which can be undone;
// wrong input gives a sentence; a damaged history is told and begun anew, with the old one kept.
#include "service/factory.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class TestHistoryService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_factory.reset(); }
    void everyLineHasItsAuthor();
    void theLogIsNewestFirstAndBounded();
    void twoRevisionsAreCompared();
    void aPreviewWritesNothingAndARestoreCanBeUndone();
    void anEditByHandIsInTheHistoryBeforeItIsReplaced();
    void theWholeLibraryAsOfAMoment();
    void wrongInputIsASentence_data();
    void wrongInputIsASentence();
    void aWholeHistoryHasNoFaults();
    void aDamagedHistoryIsToldAndBegunAnew();

private:
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }
    QString fileOf(const QString &skill) const { return home().defaultLibrary() + u'/' + skill + u"/SKILL.md"_s; }
    HistoryService &history() { return *m_factory->history; }
    changes::ChangeSet submit(const QString &reason, const changes::Operation &operation,
                              changes::Origin origin = changes::Origin::You)
    {
        const changes::Draft draft{{.origin = origin}, reason, {operation}};
        auto job = m_factory->bench->io([draft](Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        if (!job.result() || job.result()->state != changes::State::Applied)
            qFatal("%s", qPrintable(job.result() ? job.result()->why : job.result().error().message));
        return *job.result();
    }
    QByteArray read(const QString &skill) const
    {
        QFile file(fileOf(skill));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    void write(const QString &skill, const QByteArray &bytes) const
    {
        QFile file(fileOf(skill));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static QByteArray text(const QByteArray &name, const QByteArray &steps)
    {
        return "---\nname: " + name + "\ndescription: Does " + name + ". Use when asked for it.\n---\n\n# Steps\n\n"
            + steps;
    }
    /// Answers of one signal, once there are so many.
    static QVariantList answer(QSignalSpy &spy)
    {
        if (spy.isEmpty())
            spy.wait(20'000);
        return spy.isEmpty() ? QVariantList() : spy.takeFirst();
    }
    static changes::ChangeSet setIn(const QVariantList &answer)
    {
        const QVariant set = answer.value(0);
        if (set.metaType() != QMetaType::fromType<changes::ChangeSet>())
            return {.id = ChangeSetId::fresh(), .state = changes::State::Refused};
        return *static_cast<const changes::ChangeSet *>(set.constData());
    }
    FixedClock *m_clock = nullptr;
    const QDateTime m_now{QDate(2026, 1, 30), QTime(12, 0), QTimeZone::UTC};
    changes::ChangeSet m_first, m_second;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Factory> m_factory;
    std::unique_ptr<QSignalSpy> m_failures;

public:
    TestHistoryService()
        : m_first{.id = ChangeSetId::fresh()}
        , m_second{.id = ChangeSetId::fresh()}
    { }
};

void TestHistoryService::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf past XXXXXX"_s);
    auto clock = std::make_unique<FixedClock>(m_now);
    m_clock = clock.get();
    FactoryOptions options;
    options.backgroundTimers = false;
    options.clock = std::move(clock);
    m_factory = std::move(*Factory::build(home(), std::move(options)));
    m_failures = std::make_unique<QSignalSpy>(m_factory->history.get(), &HistoryService::failed);
    m_first = submit(u"Create notes"_s, changes::CreateSkill{u"notes"_s, text("notes", "1. one\n2. two\n3. three\n")});
    m_clock->set(m_now.addDays(1));
    m_second = submit(u"Say the second step better"_s,
                      changes::PatchFile{.skill = u"notes"_s, .oldText = "2. two", .newText = "2. zwei"});
    m_clock->set(m_now.addDays(2));
    submit(u"Create other"_s, changes::CreateSkill{u"other"_s, text("other", "1. else\n")});
    m_clock->set(m_now.addDays(3));
}

void TestHistoryService::everyLineHasItsAuthor()
{
    QSignalSpy blamed(&history(), &HistoryService::blamed);
    history().blame(u"notes"_s, u"SKILL.md"_s);
    const auto spans = answer(blamed).value(2).value<QList<library::BlameSpan>>();
    QStringList told;
    for (const library::BlameSpan &span : spans)
        told << u"%1+%2 %3 %4"_s.arg(span.firstLine)
                    .arg(span.lineCount)
                    .arg(span.revision.trailers.value(u"Origin"_s), span.revision.subject);
    QCOMPARE(
        told,
        (QStringList{u"1+8 you Create notes"_s, u"9+1 you Say the second step better"_s, u"10+1 you Create notes"_s}));
}

void TestHistoryService::theLogIsNewestFirstAndBounded()
{
    QSignalSpy logged(&history(), &HistoryService::logged);
    const auto subjects = [&](const QString &folder, int limit) {
        history().log(folder, limit);
        QStringList list;
        for (const library::Revision &revision : answer(logged).value(1).value<QList<library::Revision>>())
            list << revision.subject;
        return list;
    };
    QCOMPARE(subjects({}, 200), (QStringList{u"Create other"_s, u"Say the second step better"_s, u"Create notes"_s}));
    QCOMPARE(subjects(u"skills/notes"_s, 200), (QStringList{u"Say the second step better"_s, u"Create notes"_s}));
    QCOMPARE(subjects({}, 1), QStringList{u"Create other"_s});
    QCOMPARE(subjects(u"skills/never"_s, 200), QStringList());
    QVERIFY(m_failures->isEmpty());
}

void TestHistoryService::twoRevisionsAreCompared()
{
    QSignalSpy compared(&history(), &HistoryService::compared);
    history().compare(u"skills/notes"_s, m_first.commit.first(12), {}); // until now
    auto files = answer(compared).value(0).value<QList<changes::FileChange>>();
    QCOMPARE(files.size(), 1);
    QVERIFY(files.first().base->contains("2. two"));
    QVERIFY(files.first().result->contains("2. zwei"));
    history().compare({}, m_second.commit, {});
    files = answer(compared).value(0).value<QList<changes::FileChange>>();
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().path, u"skills/other/SKILL.md"_s);
    QVERIFY(!files.first().base);
}

void TestHistoryService::aPreviewWritesNothingAndARestoreCanBeUndone()
{
    const QByteArray now = read(u"notes"_s);
    QSignalSpy previewed(&history(), &HistoryService::restorePreviewed);
    history().previewRestore(u"skills/notes"_s, m_first.commit);
    const auto files = answer(previewed).value(2).value<QList<changes::FileChange>>();
    QCOMPARE(files.size(), 1);
    QCOMPARE(read(u"notes"_s), now);

    QSignalSpy restored(&history(), &HistoryService::restored);
    history().restore(u"skills/notes"_s, m_first.commit);
    const changes::ChangeSet set = setIn(answer(restored));
    QCOMPARE(set.state, changes::State::Applied);
    QCOMPARE(read(u"notes"_s), *files.first().result); // as it was shown
    auto undone = m_factory->bench->io([id = set.id](Stores &stores) { return stores.door->undo(id); });
    undone.waitForFinished();
    QVERIFY(undone.result());
    QCOMPARE(read(u"notes"_s), now);
}

void TestHistoryService::anEditByHandIsInTheHistoryBeforeItIsReplaced()
{
    const QByteArray byHand = text("notes", "1. by hand, a moment ago\n");
    write(u"notes"_s, byHand);
    QSignalSpy restored(&history(), &HistoryService::restored);
    history().restore(u"skills/notes"_s, m_first.commit);
    QCOMPARE(setIn(answer(restored)).state, changes::State::Applied);
    QVERIFY(read(u"notes"_s).contains("2. two"));
    QSignalSpy logged(&history(), &HistoryService::logged);
    history().log(u"skills/notes"_s);
    const auto revisions = answer(logged).value(1).value<QList<library::Revision>>();
    const auto outside = std::ranges::find_if(
        revisions, [](const library::Revision &one) { return one.trailers.value(u"Origin"_s) == u"outside"; });
    QVERIFY(outside != revisions.end());
    history().restore(u"skills/notes"_s, outside->commit);
    QCOMPARE(setIn(answer(restored)).state, changes::State::Applied);
    QCOMPARE(read(u"notes"_s), byHand);
}

void TestHistoryService::theWholeLibraryAsOfAMoment()
{
    QSignalSpy found(&history(), &HistoryService::revisionFound);
    history().findRevision(m_now.addSecs(3600)); // the second step and the other skill came later
    const QString commit = answer(found).value(1).toString();
    QCOMPARE(commit, m_first.commit);
    history().findRevision(m_now.addDays(-1));
    QCOMPARE(answer(found).value(1).toString(), QString()); // before everything
    QSignalSpy restored(&history(), &HistoryService::restored);
    history().restore({}, commit);
    QCOMPARE(setIn(answer(restored)).state, changes::State::Applied);
    QVERIFY(read(u"notes"_s).contains("2. two"));
    QCOMPARE(read(u"other"_s), QByteArray("(missing)"));
}

void TestHistoryService::wrongInputIsASentence_data()
{
    using Ask = std::function<void(HistoryService &, const QString &)>;
    QTest::addColumn<Ask>("ask");
    const QString none(40, u'1');
    const auto row = [](const char *name, const Ask &ask) { QTest::newRow(name) << ask; };
    row("who wrote a file that is not there",
        [](HistoryService &h, const QString &) { h.blame(u"notes"_s, u"scripts/none.py"_s); });
    row("who wrote a skill that is not there",
        [](HistoryService &h, const QString &) { h.blame(u"never"_s, u"SKILL.md"_s); });
    row("compare with no revision's name",
        [](HistoryService &h, const QString &) { h.compare({}, u"yesterday"_s, {}); });
    row("compare with a revision that is not there",
        [none](HistoryService &h, const QString &) { h.compare({}, none, {}); });
    row("compare with an option in disguise",
        [](HistoryService &h, const QString &) { h.compare({}, u"--output=/tmp/x"_s, {}); });
    row("preview a revision that is not there",
        [none](HistoryService &h, const QString &) { h.previewRestore(u"skills/notes"_s, none); });
    row("restore a revision that is not there",
        [none](HistoryService &h, const QString &) { h.restore(u"skills/notes"_s, none); });
    row("restore no revision's name",
        [](HistoryService &h, const QString &) { h.restore(u"skills/notes"_s, u"../../x"_s); });
    row("restore outside of the library",
        [](HistoryService &h, const QString &first) { h.restore(u"skills/../../x"_s, first); });
    row("preview what did not change",
        [](HistoryService &h, const QString &) { h.previewRestore(u"skills/other"_s, {}); });
}

void TestHistoryService::wrongInputIsASentence()
{
    using Ask = std::function<void(HistoryService &, const QString &)>;
    QFETCH(const Ask, ask);
    const QByteArray notes = read(u"notes"_s), other = read(u"other"_s);
    ask(history(), m_first.commit);
    const QString said = answer(*m_failures).value(0).toString();
    QVERIFY2(said.size() > 20 && said.contains(u": "_s), qPrintable(said));
    QVERIFY2(!said.contains(u"revspec"_s) && !said.contains(u"odb"_s), qPrintable(said));
    qInfo("%s", qPrintable(said));
    QCOMPARE(read(u"notes"_s), notes);
    QCOMPARE(read(u"other"_s), other);
}

void TestHistoryService::aWholeHistoryHasNoFaults()
{
    QSignalSpy examined(&history(), &HistoryService::examined);
    history().examine();
    QCOMPARE(answer(examined).value(0).toStringList(), QStringList());
}

void TestHistoryService::aDamagedHistoryIsToldAndBegunAnew()
{
    const QByteArray notes = read(u"notes"_s);
    const QString object
        = home().history() + u"/objects/"_s + m_first.commit.first(2) + u'/' + m_first.commit.sliced(2);
    QFile::setPermissions(object, QFile::ReadOwner | QFile::WriteOwner);
    QFile file(object);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();

    QSignalSpy examined(&history(), &HistoryService::examined);
    history().examine();
    const QStringList faults = answer(examined).value(0).toStringList();
    QVERIFY(!faults.isEmpty());
    QVERIFY2(faults.first().contains(m_first.commit.first(7)), qPrintable(faults.join(u'\n')));

    QSignalSpy rebuilt(&history(), &HistoryService::rebuilt);
    history().rebuild();
    const QString kept = answer(rebuilt).value(0).toString();
    QVERIFY2(m_failures->isEmpty(), qPrintable(m_failures->value(0).value(0).toString()));
    QVERIFY2(QDir(kept).exists(), qPrintable(kept));
    QCOMPARE(read(u"notes"_s), notes);
    history().examine();
    QCOMPARE(answer(examined).value(0).toStringList(), QStringList());
    // Whoever had it open goes on with the new one.
    QCOMPARE(submit(u"Edit"_s, changes::WriteFile{u"notes"_s, {}, text("notes", "1. on\n")}).state,
             changes::State::Applied);
    QSignalSpy blamed(&history(), &HistoryService::blamed);
    history().blame(u"notes"_s, u"SKILL.md"_s);
    QVERIFY(!answer(blamed).value(2).value<QList<library::BlameSpan>>().isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryService)
#include "tst_historyservice.moc"
