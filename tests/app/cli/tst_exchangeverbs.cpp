// SPDX-License-Identifier: MIT
//
// `import` and `export` as a script meets them: the real program as a process.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Ran {
    int code = -1;
    QString out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

QByteArray skillText(const QByteArray &name, const QByteArray &fields = {})
{
    return "---\nname: " + name + "\ndescription: Does " + name + ". Use when asked for it.\n" + fields
        + "---\n# Steps\n\n1. Do it.\n";
}

} // namespace

class ExchangeVerbsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/skill factory XXXXXX"_s); }
    void aDryRunShowsAllAndWritesNothing();
    void skillsComeAndASecondTimeNothingHappens();
    void aTakenPlaceIsLeftRenamedOrReplaced();
    void aWordMeansAnotherProgramsPlace();
    void aZipMadeByTheZipProgramComes();
    void whatCannotBeReadIsSaid();
    void anExportSaysWhatItWouldChangeFirst();
    void anExportedZipIsReadByOthers();
    void wrongUsageIsNamed();

private:
    void put(const QString &below, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(below)).path());
        QFile file(path(below));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString path(const QString &below) const { return m_folder->filePath(below); }
    bool inLibrary(const QString &below) const { return QFileInfo::exists(path(u"home/data/library/"_s + below)); }
    Ran run(const QStringList &words) const
    {
        QProcess process;
        process.setEnvironment(
            {u"PATH="_s + qEnvironmentVariable("PATH"), u"LC_ALL=C.UTF-8"_s, u"HOME="_s + m_folder->path()});
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral(HSF_BIN_DIR "/skill-factory"), QStringList{u"--home"_s, path(u"home"_s)} + words);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000))
            return {.err = u"did not end"_s};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void ExchangeVerbsTest::aDryRunShowsAllAndWritesNothing()
{
    put(u"theirs/notes/SKILL.md"_s, skillText("notes", "version: 2\n"));
    put(u"theirs/notes/references/a.md"_s, "a");
    const Ran shown = run({u"import"_s, u"theirs"_s, u"--dry-run"_s});
    QCOMPARE(shown.code, 0);
    QVERIFY2(shown.out.contains(u"notes: would come"_s) && shown.out.contains(u"references/a.md"_s)
                 && shown.out.contains(u"--repair would"_s),
             qPrintable(shown.out));
    const Ran json = run({u"import"_s, u"theirs"_s, u"--dry-run"_s, u"--json"_s});
    const QJsonObject skill = json.json().value(u"plan").toArray().first().toObject();
    QCOMPARE(skill.value(u"skill").toString(), u"notes"_s);
    QCOMPARE(skill.value(u"action").toString(), u"take"_s);
    QCOMPARE(skill.value(u"files").toArray().size(), 2);
    QVERIFY(!inLibrary(u"notes"_s));
}

void ExchangeVerbsTest::skillsComeAndASecondTimeNothingHappens()
{
    put(u"theirs/office/notes/SKILL.md"_s, skillText("notes"));
    put(u"theirs/tables/SKILL.md"_s, skillText("tables"));
    const Ran first = run({u"import"_s, u"theirs"_s, u"--json"_s});
    QVERIFY2(first.code == 0, qPrintable(first.err));
    QCOMPARE(first.json().value(u"skills").toArray().size(), 2);
    QVERIFY(inLibrary(u"office/notes/SKILL.md"_s));
    const QString set = first.json().value(u"skills").toArray().first().toObject().value(u"change_set").toString();
    const Ran second = run({u"import"_s, u"theirs"_s, u"--json"_s});
    QCOMPARE(second.code, 0);
    QCOMPARE(second.json().value(u"skills").toArray().first().toObject().value(u"outcome").toString(), u"skipped"_s);
    QCOMPARE(run({u"undo"_s, set}).code, 0);
    QVERIFY(!inLibrary(u"office/notes"_s));
}

void ExchangeVerbsTest::aTakenPlaceIsLeftRenamedOrReplaced()
{
    put(u"one/notes/SKILL.md"_s, skillText("notes"));
    put(u"two/notes/SKILL.md"_s, skillText("notes", "license: MIT\n"));
    QCOMPARE(run({u"import"_s, u"one"_s}).code, 0);
    const Ran left = run({u"import"_s, u"two"_s});
    QCOMPARE(left.code, 1);
    QVERIFY(left.out.contains(u"skipped"_s));
    QCOMPARE(run({u"import"_s, u"two"_s, u"--rename"_s}).code, 0);
    QVERIFY(inLibrary(u"notes-2/SKILL.md"_s));
    QCOMPARE(run({u"import"_s, u"two"_s, u"--replace"_s}).code, 0);
    QFile file(path(u"home/data/library/notes/SKILL.md"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("license: MIT"));
}

void ExchangeVerbsTest::aWordMeansAnotherProgramsPlace()
{
    put(u".claude/skills/pdf/SKILL.md"_s, skillText("pdf"));
    QCOMPARE(run({u"import"_s, u"claude"_s}).code, 0);
    QVERIFY(inLibrary(u"pdf/SKILL.md"_s));
    const Ran missing = run({u"import"_s, u"hermes"_s});
    QCOMPARE(missing.code, 1);
    QVERIFY2(missing.err.contains(u".hermes"_s), qPrintable(missing.err));
}

void ExchangeVerbsTest::aZipMadeByTheZipProgramComes()
{
    put(u"theirs/notes/SKILL.md"_s, skillText("notes"));
    QProcess python;
    python.setWorkingDirectory(m_folder->path());
    python.start(u"python3"_s, {u"-c"_s, u"import shutil; shutil.make_archive('theirs', 'zip', 'theirs')"_s});
    if (!python.waitForFinished() || python.exitCode() != 0)
        QSKIP("there is no python3 here");
    QCOMPARE(run({u"import"_s, u"theirs.zip"_s}).code, 0);
    QVERIFY(inLibrary(u"notes/SKILL.md"_s));
}

void ExchangeVerbsTest::whatCannotBeReadIsSaid()
{
    put(u"letter.zip"_s, "Dear Ada");
    for (const QString &place : {u"letter.zip"_s, u"nowhere"_s, u"."_s}) {
        const Ran ran = run({u"import"_s, place});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains(u"Could not look into"_s), qPrintable(ran.err));
        QVERIFY(ran.out.isEmpty());
    }
}

void ExchangeVerbsTest::anExportSaysWhatItWouldChangeFirst()
{
    put(u"theirs/notes/SKILL.md"_s, skillText("notes", "author: Ada\ntags: [a, b]\n"));
    QCOMPARE(run({u"import"_s, u"theirs"_s}).code, 0);
    const Ran refused = run({u"export"_s, u"notes"_s, u"out"_s});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains(u"author"_s) && refused.err.contains(u"tags"_s)
                 && refused.err.contains(u"--repair"_s),
             qPrintable(refused.err));
    QVERIFY(!QFileInfo::exists(path(u"out"_s)));
    QCOMPARE(run({u"export"_s, u"notes"_s, u"out"_s, u"--repair"_s}).code, 0);
    const Ran lint = run({u"lint"_s, u"out"_s});
    QVERIFY2(lint.code == 0 || !lint.out.contains(u"error"_s), qPrintable(lint.out));
    QCOMPARE(run({u"export"_s, u"notes"_s, u"out"_s, u"--repair"_s}).code, 1); // is there already
    QCOMPARE(run({u"export"_s, u"notes"_s, u"out"_s, u"--repair"_s, u"--replace"_s}).code, 0);
}

void ExchangeVerbsTest::anExportedZipIsReadByOthers()
{
    put(u"theirs/notes/SKILL.md"_s, skillText("notes"));
    put(u"theirs/notes/scripts/run.sh"_s, "#!/bin/sh\n");
    QVERIFY(QFile::setPermissions(path(u"theirs/notes/scripts/run.sh"_s),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(run({u"import"_s, u"theirs"_s}).code, 0);
    const Ran ran = run({u"export"_s, u"notes"_s, u"notes.zip"_s, u"--json"_s});
    QVERIFY2(ran.code == 0, qPrintable(ran.err));
    QVERIFY(ran.json().value(u"exported").toBool());
    QProcess python;
    python.setWorkingDirectory(m_folder->path());
    python.start(u"python3"_s,
                 {u"-c"_s,
                  u"import zipfile; z = zipfile.ZipFile('notes.zip'); assert z.testzip() is None; "
                  "print([(i.filename, oct(i.external_attr >> 16)) for i in z.infolist()])"_s});
    if (!python.waitForFinished() || python.error() == QProcess::FailedToStart)
        QSKIP("there is no python3 here");
    const QByteArray said = python.readAllStandardOutput();
    QVERIFY2(said.contains("('notes/SKILL.md', '0o100644'), ('notes/scripts/run.sh', '0o100755')"), said.constData());
}

void ExchangeVerbsTest::wrongUsageIsNamed()
{
    QCOMPARE(run({u"import"_s}).code, 2);
    QCOMPARE(run({u"export"_s, u"notes"_s}).code, 2);
    QCOMPARE(run({u"import"_s, u"x"_s, u"--rename"_s, u"--replace"_s}).code, 2);
    QCOMPARE(run({u"export"_s, u"nothing"_s, u"out"_s}).code, 1);
}

QTEST_GUILESS_MAIN(ExchangeVerbsTest)
#include "tst_exchangeverbs.moc"
