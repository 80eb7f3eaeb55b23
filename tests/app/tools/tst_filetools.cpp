// SPDX-License-Identifier: MIT
//
// Reading, writing, patching and searching real files as a model asks for it: what is written is what a person was
// shown.
#include "tools/hosttools.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::tools;

Q_DECLARE_METATYPE(hsf::tools::Approval)

class TestFileTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFileIsReadAsItIs_data();
    void aFileIsReadAsItIs();
    void aLongFileComesInParts();
    void whatCannotBeReadSaysWhatToDo_data();
    void whatCannotBeReadSaysWhatToDo();
    void outsideTheWorkspaceAsks_data();
    void outsideTheWorkspaceAsks();
    void aNewFileIsShownAndWritten();
    void aFileKeepsItsModeWhenWritten();
    void aDeniedWriteChangesNothing();
    void allowedForLongerAsksOnceAndMayBeTakenBack_data();
    void allowedForLongerAsksOnceAndMayBeTakenBack();
    void whatWasAllowedCountsOnlyBesideAPerson();
    void aFileChangedWhileAskedIsNotOverwritten_data();
    void aFileChangedWhileAskedIsNotOverwritten();
    void aSymlinkSwappedWhileAskedIsNotFollowed();
    void aWriteOfTheSameBytesAsksNobody();
    void aPatchIsShownAndWritten();
    void aPatchWithoutAPlaceChangesNothing_data();
    void aPatchWithoutAPlaceChangesNothing();
    void skillsAndMemoryAreNotWrittenHere_data();
    void skillsAndMemoryAreNotWrittenHere();
    void linesAreFound_data();
    void linesAreFound();
    void filesAreFoundByName();
    void aSearchIsCappedAndMayBeStopped();
    void aHostilePatternComesToAnEnd();
    void stopWhileAskedIsNoAnswer();

private:
    ToolResult call(const QString &tool, const QJsonObject &arguments, std::stop_token stop = {});
    QString path(const QString &name) const { return m_folder->path() + u'/' + name; }
    void write(const QString &name, const QByteArray &bytes) const;
    QByteArray read(const QString &name) const;

    struct Person final : Approver {
        QList<ApprovalRequest> asked;
        Approval answer = Approval::Once;
        std::function<void()> meanwhile;
        Approval ask(const ApprovalRequest &request, std::stop_token) override
        {
            asked.append(request);
            if (meanwhile)
                meanwhile();
            return answer;
        }
        bool isAttended() const override { return attended; }
        bool attended = true;
    };
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Person> m_person;
    const SystemClock m_clock;
    std::unique_ptr<Grants> m_grants;
    std::unique_ptr<HostTools> m_tools;
};

void TestFileTools::write(const QString &name, const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray TestFileTools::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

ToolResult TestFileTools::call(const QString &tool, const QJsonObject &arguments, std::stop_token stop)
{
    return m_tools->call(
        {.id = u"c1"_s, .name = tool, .arguments = QString::fromUtf8(QJsonDocument(arguments).toJson())}, {}, stop);
}

void TestFileTools::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf file tools XXXXXX"_s);
    m_person = std::make_unique<Person>();
    for (const QString &folder : {u"work space"_s, u"library/pdf-tables"_s, u"memories"_s, u"elsewhere"_s})
        QVERIFY(QDir().mkpath(path(folder)));
    auto library = std::make_shared<library::LibrarySnapshot>();
    library->root = path(u"library"_s);
    m_tools.reset();
    const auto database = storage::Database::open(path(u"factory.db"_s), path(u"backups"_s));
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    m_grants = std::make_unique<Grants>(*database, m_clock);
    m_tools = std::make_unique<HostTools>(HostContext{.session = SessionId::fresh(),
                                                      .workspace = path(u"work space"_s),
                                                      .approver = m_person.get(),
                                                      .snapshot = [library] { return library; },
                                                      .memories = path(u"memories"_s),
                                                      .grants = m_grants.get()});
}

void TestFileTools::aFileIsReadAsItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<QString>("text");
    const QByteArray lines = "one\ntwo\nthree\n";
    QTest::newRow("whole") << lines << QJsonObject() << u"one\ntwo\nthree\n"_s;
    QTest::newRow("empty") << QByteArray("") << QJsonObject() << u""_s;
    QTest::newRow("no last newline") << QByteArray("Grüße") << QJsonObject() << u"Grüße"_s;
    QTest::newRow("Windows lines") << QByteArray("a\r\nb\r\n") << QJsonObject() << u"a\r\nb\r\n"_s;
    QTest::newRow("a part") << lines << QJsonObject{{u"offset"_s, 2}, {u"limit"_s, 1}}
                            << u"[lines 2 to 2 of 3; go on with offset 3]\ntwo\n"_s;
    QTest::newRow("its end") << lines << QJsonObject{{u"offset"_s, 3}} << u"[lines 3 to 3 of 3]\nthree\n"_s;
    QTest::newRow("another encoding") << QByteArray("Gr\xfc\xdf") << QJsonObject()
                                      << u"[not valid UTF-8: \ufffd stands for other bytes]\nGr\ufffd\ufffd"_s;
}

void TestFileTools::aFileIsReadAsItIs()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(QJsonObject, more);
    write(u"work space/a b.txt"_s, bytes);
    more.insert(u"path"_s, u"a b.txt"_s);
    const ToolResult result = call(u"read_file"_s, more);
    QVERIFY2(!result.failed, qPrintable(result.text));
    QTEST(result.text, "text");
    QVERIFY(m_person->asked.isEmpty());
}

void TestFileTools::aLongFileComesInParts()
{
    QByteArray bytes;
    for (int i = 1; i <= 20'000; ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    write(u"work space/long.txt"_s, bytes);
    QByteArray together;
    int offset = 1;
    for (int part = 0; part < 100 && offset > 0; ++part) {
        const ToolResult result
            = call(u"read_file"_s, {{u"path"_s, u"long.txt"_s}, {u"offset"_s, offset}, {u"limit"_s, 100'000}});
        QVERIFY2(!result.failed, qPrintable(result.text));
        QVERIFY(result.text.size() < 66 * 1024);
        const QRegularExpressionMatch next = QRegularExpression(u"^\\[.*offset (\\d+)\\]\\n"_s).match(result.text);
        offset = next.hasMatch() ? next.captured(1).toInt() : 0;
        together += result.text.section(u'\n', 1).toUtf8();
    }
    QCOMPARE(together, bytes);
    write(u"work space/one line"_s, QByteArray(200'000, 'x'));
    const ToolResult line = call(u"read_file"_s, {{u"path"_s, u"one line"_s}});
    QVERIFY(line.text.startsWith(u"[the last line is longer than shown]\n"_s) && line.text.size() < 66 * 1024);
}

void TestFileTools::whatCannotBeReadSaysWhatToDo_data()
{
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("not there") << QJsonObject{{u"path"_s, u"gone.txt"_s}} << u"search_files"_s;
    QTest::newRow("its folder neither") << QJsonObject{{u"path"_s, u"x/y/gone.txt"_s}} << u"folder"_s;
    QTest::newRow("a folder") << QJsonObject{{u"path"_s, u"."_s}} << u"is a folder"_s;
    QTest::newRow("no text") << QJsonObject{{u"path"_s, u"image"_s}} << u"not a text file"_s;
    QTest::newRow("behind its end") << QJsonObject{{u"path"_s, u"short"_s}, {u"offset"_s, 9}} << u"1 lines"_s;
    QTest::newRow("no path") << QJsonObject{} << u"\"path\" is missing"_s;
    QTest::newRow("path is a number") << QJsonObject{{u"path"_s, 7}} << u"\"path\" must be a string"_s;
    QTest::newRow("offset is a word") << QJsonObject{{u"path"_s, u"short"_s}, {u"offset"_s, u"two"_s}}
                                      << u"\"offset\" must be"_s;
    QTest::newRow("offset is zero") << QJsonObject{{u"path"_s, u"short"_s}, {u"offset"_s, 0}} << u"from 1"_s;
    QTest::newRow("a NUL in the path") << QJsonObject{{u"path"_s, u"a\0b"_s}} << u"not a path"_s;
}

void TestFileTools::whatCannotBeReadSaysWhatToDo()
{
    QFETCH(const QJsonObject, arguments);
    QFETCH(const QString, says);
    write(u"work space/image"_s, QByteArray("\x89PNG\0\0", 6));
    write(u"work space/short"_s, "one\n");
    const ToolResult result = call(u"read_file"_s, arguments);
    QVERIFY(result.failed);
    QVERIFY2(result.text.contains(says), qPrintable(result.text));
}

void TestFileTools::outsideTheWorkspaceAsks_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("asks");
    QTest::newRow("inside") << u"a.txt"_s << false;
    QTest::newRow("inside, with dots") << u"x/../a.txt"_s << false;
    QTest::newRow("out with dots") << u"../elsewhere/b.txt"_s << true;
    QTest::newRow("out by a symlink") << u"link/b.txt"_s << true;
    QTest::newRow("out and back in") << u"../work space/a.txt"_s << false;
    QTest::newRow("the skill library") << u"../library/skill.txt"_s << false;
}

void TestFileTools::outsideTheWorkspaceAsks()
{
    QFETCH(const QString, asked);
    QFETCH(const bool, asks);
    write(u"work space/a.txt"_s, "a");
    write(u"elsewhere/b.txt"_s, "b");
    write(u"library/skill.txt"_s, "s");
    QVERIFY(QFile::link(path(u"elsewhere"_s), path(u"work space/link"_s)));
    m_person->answer = Approval::Denied;
    const ToolResult result = call(u"read_file"_s, {{u"path"_s, asked}});
    QCOMPARE(result.failed, asks);
    QCOMPARE(m_person->asked.size(), asks ? 1 : 0);
    if (asks) {
        QCOMPARE(result.errorClass, u"denied"_s);
        QCOMPARE(m_person->asked.first().path, path(u"elsewhere/b.txt"_s));
        QVERIFY(m_person->asked.first().forChat.isEmpty() && m_person->asked.first().always.isEmpty());
        m_person->answer = Approval::ThisChat; // does not exist outside: it asks again
        QVERIFY(!call(u"read_file"_s, {{u"path"_s, asked}}).failed);
        m_person->answer = Approval::Always;
        QVERIFY(!call(u"read_file"_s, {{u"path"_s, asked}}).failed);
        QVERIFY(!call(u"read_file"_s, {{u"path"_s, asked}}).failed);
        QCOMPARE(m_person->asked.size(), 4);
        QVERIFY(m_grants->all()->isEmpty());
    }
}

void TestFileTools::aNewFileIsShownAndWritten()
{
    const ToolResult result
        = call(u"write_file"_s, {{u"path"_s, u"new/deep/notes.md"_s}, {u"content"_s, u"# Grüße\n"_s}});
    QVERIFY2(!result.failed, qPrintable(result.text));
    QCOMPARE(read(u"work space/new/deep/notes.md"_s), QByteArray("# Grüße\n"));
    QCOMPARE(m_person->asked.size(), 1);
    const ApprovalRequest &request = m_person->asked.first();
    QCOMPARE(request.callId, u"c1"_s);
    QCOMPARE(request.title, u"Write new/deep/notes.md"_s);
    QCOMPARE(request.before, QByteArray());
    QCOMPARE(request.after, QByteArray("# Grüße\n"));
    QVERIFY(grantWords(request.forChat).contains(path(u"work space"_s)));
    QCOMPARE(request.always, request.forChat);
    QCOMPARE(result.display.value(u"diff_after"_s).toString(), u"# Grüße\n"_s);
}

void TestFileTools::aFileKeepsItsModeWhenWritten()
{
    write(u"work space/run.sh"_s, "echo 1\n");
    const auto mode
        = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
    QVERIFY(QFile::setPermissions(path(u"work space/run.sh"_s), mode));
    QVERIFY(!call(u"write_file"_s, {{u"path"_s, u"run.sh"_s}, {u"content"_s, u"echo 2\n"_s}}).failed);
    QCOMPARE(read(u"work space/run.sh"_s), QByteArray("echo 2\n"));
    QCOMPARE(QFile::permissions(path(u"work space/run.sh"_s)), mode);
}

void TestFileTools::aDeniedWriteChangesNothing()
{
    write(u"work space/a.txt"_s, "before");
    m_person->answer = Approval::Denied;
    for (const QString &name : {u"a.txt"_s, u"folder/new.txt"_s}) {
        const ToolResult result = call(u"write_file"_s, {{u"path"_s, name}, {u"content"_s, u"after"_s}});
        QCOMPARE(result.errorClass, u"denied"_s);
    }
    QCOMPARE(read(u"work space/a.txt"_s), QByteArray("before"));
    QVERIFY(!QFile::exists(path(u"work space/folder"_s)));
}

void TestFileTools::allowedForLongerAsksOnceAndMayBeTakenBack_data()
{
    QTest::addColumn<Approval>("answer");
    QTest::newRow("in this chat") << Approval::ThisChat;
    QTest::newRow("always") << Approval::Always;
}

void TestFileTools::allowedForLongerAsksOnceAndMayBeTakenBack()
{
    QFETCH(const Approval, answer);
    m_person->answer = answer;
    for (int i = 0; i < 3; ++i)
        QVERIFY(!call(u"write_file"_s, {{u"path"_s, u"%1.txt"_s.arg(i)}, {u"content"_s, u"x"_s}}).failed);
    QCOMPARE(m_person->asked.size(), 1);
    const auto given = m_grants->all();
    QVERIFY(given);
    QCOMPARE(given->size(), 1);
    QCOMPARE(given->first().chat.has_value(), answer == Approval::ThisChat);
    // What asks always asks on.
    QVERIFY(!call(u"write_file"_s, {{u"path"_s, u".git/config"_s}, {u"content"_s, u"x"_s}}).failed);
    QVERIFY(!call(u"write_file"_s, {{u"path"_s, u"../elsewhere/x"_s}, {u"content"_s, u"x"_s}}).failed);
    QCOMPARE(m_person->asked.size(), 3);
    // While the turn runs, somebody takes it back.
    QVERIFY(m_grants->revoke(*given));
    QVERIFY(!call(u"write_file"_s, {{u"path"_s, u"4.txt"_s}, {u"content"_s, u"x"_s}}).failed);
    QCOMPARE(m_person->asked.size(), 4);
}

void TestFileTools::whatWasAllowedCountsOnlyBesideAPerson()
{
    const auto write = [this] { return call(u"write_file"_s, {{u"path"_s, u"a.txt"_s}, {u"content"_s, u"x"_s}}); };
    QVERIFY(m_grants->give({{Grant::Kind::Write, path(u"work space"_s), {}}}, Grants::Scope::Always, SessionId::fresh()));
    m_person->attended = false;
    m_person->answer = Approval::Denied;
    QCOMPARE(write().errorClass, u"denied"_s);
    QCOMPARE(read(u"work space/a.txt"_s), QByteArray("(not there)"));
    m_person->attended = true;
    QVERIFY(!write().failed);
    QCOMPARE(m_person->asked.size(), 1);
}

void TestFileTools::aFileChangedWhileAskedIsNotOverwritten_data()
{
    QTest::addColumn<bool>("existed");
    QTest::newRow("a file that was there") << true;
    QTest::newRow("a file somebody else made first") << false;
}

void TestFileTools::aFileChangedWhileAskedIsNotOverwritten()
{
    QFETCH(const bool, existed);
    if (existed)
        write(u"work space/a.txt"_s, "before");
    m_person->meanwhile = [this] { write(u"work space/a.txt"_s, "somebody else's"); };
    const ToolResult result = call(u"write_file"_s, {{u"path"_s, u"a.txt"_s}, {u"content"_s, u"after"_s}});
    QCOMPARE(result.errorClass, u"changed-meanwhile"_s);
    QCOMPARE(read(u"work space/a.txt"_s), QByteArray("somebody else's"));
}

void TestFileTools::aSymlinkSwappedWhileAskedIsNotFollowed()
{
    QVERIFY(QDir().mkpath(path(u"work space/out"_s)));
    m_person->meanwhile = [this] {
        QDir().rmdir(path(u"work space/out"_s));
        QFile::link(path(u"elsewhere"_s), path(u"work space/out"_s));
    };
    const ToolResult result = call(u"write_file"_s, {{u"path"_s, u"out/a.txt"_s}, {u"content"_s, u"after"_s}});
    QCOMPARE(result.errorClass, u"changed-meanwhile"_s);
    QVERIFY(!QFile::exists(path(u"elsewhere/a.txt"_s)));
}

void TestFileTools::aWriteOfTheSameBytesAsksNobody()
{
    write(u"work space/a.txt"_s, "same");
    const ToolResult result = call(u"write_file"_s, {{u"path"_s, u"a.txt"_s}, {u"content"_s, u"same"_s}});
    QVERIFY(!result.failed && result.text.contains(u"nothing was written"_s));
    QVERIFY(m_person->asked.isEmpty());
}

void TestFileTools::aPatchIsShownAndWritten()
{
    write(u"work space/a.txt"_s, "one\r\ntwo\r\nthree\r\n");
    const ToolResult result
        = call(u"patch"_s, {{u"path"_s, u"a.txt"_s}, {u"old_text"_s, u"two"_s}, {u"new_text"_s, u"zwei"_s}});
    QVERIFY2(!result.failed, qPrintable(result.text));
    QCOMPARE(read(u"work space/a.txt"_s), QByteArray("one\r\nzwei\r\nthree\r\n"));
    QCOMPARE(m_person->asked.first().after, read(u"work space/a.txt"_s));
    QCOMPARE(m_person->asked.first().title, u"Change a.txt"_s);
    write(u"work space/b.txt"_s, "x x x");
    QVERIFY(!call(u"patch"_s,
                  {{u"path"_s, u"b.txt"_s}, {u"old_text"_s, u"x"_s}, {u"new_text"_s, u"y"_s}, {u"replace_all"_s, true}})
                 .failed);
    QCOMPARE(read(u"work space/b.txt"_s), QByteArray("y y y"));
}

void TestFileTools::aPatchWithoutAPlaceChangesNothing_data()
{
    QTest::addColumn<QJsonObject>("arguments");
    QTest::newRow("none") << QJsonObject{{u"old_text"_s, u"entirely different words"_s}, {u"new_text"_s, u"y"_s}};
    QTest::newRow("several") << QJsonObject{{u"old_text"_s, u"same"_s}, {u"new_text"_s, u"y"_s}};
    QTest::newRow("empty") << QJsonObject{{u"old_text"_s, u""_s}, {u"new_text"_s, u"y"_s}};
    QTest::newRow("new text forgotten") << QJsonObject{{u"old_text"_s, u"other"_s}};
    QTest::newRow("no such file") << QJsonObject{
        {u"path"_s, u"gone"_s}, {u"old_text"_s, u"same"_s}, {u"new_text"_s, u"y"_s}};
    QTest::newRow("no text file") << QJsonObject{
        {u"path"_s, u"image"_s}, {u"old_text"_s, u"PNG"_s}, {u"new_text"_s, u"y"_s}};
}

void TestFileTools::aPatchWithoutAPlaceChangesNothing()
{
    QFETCH(QJsonObject, arguments);
    write(u"work space/a.txt"_s, "same\nsame\nother\n");
    write(u"work space/image"_s, QByteArray("\x89PNG\0\0", 6));
    if (!arguments.contains(u"path"_s))
        arguments.insert(u"path"_s, u"a.txt"_s);
    const ToolResult result = call(u"patch"_s, arguments);
    QVERIFY(result.failed && !result.text.isEmpty() && !result.errorClass.isEmpty());
    QCOMPARE(read(u"work space/a.txt"_s), QByteArray("same\nsame\nother\n"));
    QVERIFY(m_person->asked.isEmpty());
}

void TestFileTools::skillsAndMemoryAreNotWrittenHere_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("says");
    QTest::newRow("a skill") << u"../library/pdf-tables/SKILL.md"_s << u"skill_manage"_s;
    QTest::newRow("a new skill") << u"../library/new/SKILL.md"_s << u"skill_manage"_s;
    QTest::newRow("by a symlink") << u"skills/pdf-tables/SKILL.md"_s << u"skill_manage"_s;
    QTest::newRow("memory") << u"../memories/MEMORY.md"_s << u"memory tool"_s;
}

void TestFileTools::skillsAndMemoryAreNotWrittenHere()
{
    QFETCH(const QString, target);
    QFETCH(const QString, says);
    QVERIFY(QFile::link(path(u"library"_s), path(u"work space/skills"_s)));
    write(u"library/pdf-tables/SKILL.md"_s, "old");
    for (const QString &tool : {u"write_file"_s, u"patch"_s}) {
        const ToolResult result = call(
            tool,
            {{u"path"_s, target}, {u"content"_s, u"new"_s}, {u"old_text"_s, u"old"_s}, {u"new_text"_s, u"new"_s}});
        QCOMPARE(result.errorClass, u"refused"_s);
        QVERIFY2(result.text.contains(says), qPrintable(result.text));
    }
    QCOMPARE(read(u"library/pdf-tables/SKILL.md"_s), QByteArray("old"));
    QVERIFY(m_person->asked.isEmpty());
}

void TestFileTools::linesAreFound_data()
{
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("found");
    QTest::newRow("everywhere") << QJsonObject{{u"pattern"_s, u"needle"_s}}
                                << u"a.txt:2: a needle\nsub/b.py:1: needle = 1"_s;
    QTest::newRow("by glob") << QJsonObject{{u"pattern"_s, u"needle"_s}, {u"glob"_s, u"*.py"_s}}
                             << u"sub/b.py:1: needle = 1"_s;
    QTest::newRow("glob with a folder") << QJsonObject{{u"pattern"_s, u"needle"_s}, {u"glob"_s, u"sub/*"_s}}
                                        << u"sub/b.py:1: needle = 1"_s;
    QTest::newRow("in a folder") << QJsonObject{{u"pattern"_s, u"needle"_s}, {u"path"_s, u"sub"_s}}
                                 << u"b.py:1: needle = 1"_s;
    QTest::newRow("in one file") << QJsonObject{{u"pattern"_s, u"^a "_s}, {u"path"_s, u"a.txt"_s}}
                                 << u"a.txt:2: a needle"_s;
    QTest::newRow("a pattern") << QJsonObject{{u"pattern"_s, u"needle\\s*="_s}} << u"sub/b.py:1: needle = 1"_s;
    QTest::newRow("nothing") << QJsonObject{{u"pattern"_s, u"haystack"_s}} << u"Nothing found."_s;
}

void TestFileTools::linesAreFound()
{
    QFETCH(const QJsonObject, arguments);
    write(u"work space/a.txt"_s, "one\na needle\n");
    write(u"work space/sub/b.py"_s, "needle = 1\n");
    write(u"work space/.git/config"_s, "needle\n");
    write(u"work space/node_modules/x.js"_s, "needle\n");
    write(u"work space/binary"_s, QByteArray("needle\0", 7));
    QVERIFY(QFile::link(path(u"work space"_s), path(u"work space/loop"_s)));
    const ToolResult result = call(u"search_files"_s, arguments);
    QVERIFY2(!result.failed, qPrintable(result.text));
    QTEST(result.text, "found");
}

void TestFileTools::filesAreFoundByName()
{
    write(u"work space/a.txt"_s, "");
    write(u"work space/sub/b.py"_s, "");
    QCOMPARE(call(u"search_files"_s, {{u"mode"_s, u"files"_s}}).text, u"a.txt\nsub/b.py"_s);
    QCOMPARE(call(u"search_files"_s, {{u"mode"_s, u"files"_s}, {u"pattern"_s, u"\\.py$"_s}}).text, u"sub/b.py"_s);
    QCOMPARE(call(u"search_files"_s, {{u"mode"_s, u"files"_s}, {u"glob"_s, u"*.t?t"_s}}).text, u"a.txt"_s);
    QVERIFY(
        call(u"search_files"_s, {{u"mode"_s, u"names"_s}}).text.contains(u"\"mode\" must be one of content, files"_s));
    QVERIFY(call(u"search_files"_s, {{u"pattern"_s, u"("_s}}).text.contains(u"not a regular expression"_s));
}

void TestFileTools::aSearchIsCappedAndMayBeStopped()
{
    write(u"work space/many.txt"_s, QByteArray("needle\n").repeated(5'000));
    const ToolResult result = call(u"search_files"_s, {{u"pattern"_s, u"needle"_s}});
    QVERIFY(result.text.contains(u"many.txt:200: needle\n[cut after 200 hits"_s));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(call(u"search_files"_s, {{u"pattern"_s, u"needle"_s}}, stop.get_token()).errorClass, u"stopped"_s);
}

void TestFileTools::aHostilePatternComesToAnEnd()
{
    write(u"work space/a.txt"_s, QByteArray(5'000, 'a') + "\n");
    QCOMPARE(call(u"search_files"_s, {{u"pattern"_s, u"^(a+)+$b|(a|aa)+c"_s}}).text, u"Nothing found."_s);
}

void TestFileTools::stopWhileAskedIsNoAnswer()
{
    std::stop_source stop;
    m_person->meanwhile = [&stop] { stop.request_stop(); };
    const ToolResult result
        = call(u"write_file"_s, {{u"path"_s, u"a.txt"_s}, {u"content"_s, u"x"_s}}, stop.get_token());
    QCOMPARE(result.errorClass, u"stopped"_s);
    QVERIFY(!QFile::exists(path(u"work space/a.txt"_s)));
}

QTEST_GUILESS_MAIN(TestFileTools)
#include "tst_filetools.moc"
