// SPDX-License-Identifier: MIT
//
// A skill or a file gets another name: everything that points to it follows, what is known of it too, and the way back
// is the identity.
#include "doorhome.h"

#include "changes/renaming.h"
#include "skill/document.h"
#include "skill/mentions.h"

using namespace hsf;
using namespace hsf::changes;

namespace {
Draft byYou(const Operation &operation)
{
    return draftBy(Origin::You, {operation});
}
} // namespace

class TestRenaming : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatPointsToAFileFollowsIt_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QString doc = "SKILL.md", beside = "references/b.md";
        QTest::newRow("a link") << doc << QByteArray("see [a](references/a.md).")
                                << QByteArray("see [a](references/forms/z.md).");
        QTest::newRow("a link with a place")
            << doc << QByteArray("[a](references/a.md#top)") << QByteArray("[a](references/forms/z.md#top)");
        QTest::newRow("a link with a dot")
            << doc << QByteArray("[a](./references/a.md)") << QByteArray("[a](./references/forms/z.md)");
        QTest::newRow("a link from beside it") << beside << QByteArray("[a](a.md)") << QByteArray("[a](forms/z.md)");
        QTest::newRow("from the skill's root")
            << beside << QByteArray("[a](references/a.md)") << QByteArray("[a](references/forms/z.md)");
        QTest::newRow("in words") << doc << QByteArray("Read references/a.md, then stop.")
                                  << QByteArray("Read references/forms/z.md, then stop.");
        QTest::newRow("at the end of a sentence")
            << doc << QByteArray("Read references/a.md.") << QByteArray("Read references/forms/z.md.");
        QTest::newRow("in code") << doc << QByteArray("```sh\ncat ./references/a.md\n```")
                                 << QByteArray("```sh\ncat ./references/forms/z.md\n```");
        QTest::newRow("after a variable")
            << doc << QByteArray("cat ${DIR}/references/a.md") << QByteArray("cat ${DIR}/references/forms/z.md");
        QTest::newRow("CRLF and broken bytes") << doc << QByteArray("\xff references/a.md\r\n\xc3\xa4")
                                               << QByteArray("\xff references/forms/z.md\r\n\xc3\xa4");
        QTest::newRow("another folder's") << doc << QByteArray("other/references/a.md") << QByteArray();
        QTest::newRow("a longer name") << doc << QByteArray("references/a.md5 xreferences/a.md") << QByteArray();
        QTest::newRow("on the net") << doc << QByteArray("[a](https://x.org/references/a.md)") << QByteArray();
    }
    void whatPointsToAFileFollowsIt()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        skill::SkillFiles skill{.files = {{"SKILL.md", "x"}, {"references/a.md", "alpha"}}};
        skill.files[file] = before;
        const auto changed = skill::withFileRenamed(skill, "references/a.md", "references/forms/z.md");
        QCOMPARE(changed.value(file), after);
        QVERIFY(!changed.contains("references/a.md"));
    }
    void aMovedFileKeepsItsOwnLinks()
    {
        const skill::SkillFiles skill{
            .files = {{"references/a.md", "[b](b.md) [web](http://x.y/b.md) [s](../SKILL.md) [none](gone.md)"},
                      {"references/b.md", "x"},
                      {"SKILL.md", "y"}}};
        const auto changed = skill::withFileRenamed(skill, "references/a.md", "templates/a.md");
        QCOMPARE(changed.value("templates/a.md"),
                 "[b](../references/b.md) [web](http://x.y/b.md) [s](../SKILL.md) [none](gone.md)");
    }
    void whatNamesASkillFollowsIt_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("related, as a list") << QByteArray("---\nname: x\nrelated_skills: [pdf-tables, git]\n---\n")
                                            << QByteArray("---\nname: x\nrelated_skills: [tables, git]\n---\n");
        QTest::newRow("related, by lines")
            << QByteArray("---\nmetadata:\n  hermes:\n    related_skills:\n      - a\n      - pdf-tables\n---\nb")
            << QByteArray("---\nmetadata:\n  hermes:\n    related_skills:\n      - a\n      - tables\n---\nb");
        QTest::newRow("in code quotes") << QByteArray("---\n---\nUse `pdf-tables` first.")
                                        << QByteArray("---\n---\nUse `tables` first.");
        QTest::newRow("with its category") << QByteArray("see `docs/pdf-tables`") << QByteArray("see `docs/tables`");
        QTest::newRow("through its folder")
            << QByteArray("[t](../pdf-tables/SKILL.md)") << QByteArray("[t](../tables/SKILL.md)");
        QTest::newRow("plain words stay")
            << QByteArray("the pdf-tables are large") << QByteArray("the pdf-tables are large");
        QTest::newRow("a longer name stays") << QByteArray("`my-pdf-tables` related_skills: [pdf-tables-2]")
                                             << QByteArray("`my-pdf-tables` related_skills: [pdf-tables-2]");
    }
    void whatNamesASkillFollowsIt()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(skill::withSkillRenamed(before, "docs/pdf-tables", "docs/tables"), after);
    }
    void aProgramOfTheSameNameIsNotTheSkill()
    {
        QCOMPARE(skill::withSkillRenamed("Run `git` now.\nThe skill `git` knows.\n", "git", "versions"),
                 "Run `git` now.\nThe skill `versions` knows.\n");
    }

    void aSkillIsRenamedWithEverythingThatIsKnownOfIt()
    {
        DoorHome home;
        home.put(
            "skills/docs/pdf-tables/SKILL.md",
            "---\n# mine\nname: pdf-tables\ndescription: Does tables. Use when asked.\n---\nRead references/a.md\n");
        home.put("skills/docs/pdf-tables/references/a.md", "alpha\r\n");
        home.put("skills/docs/pdf-tables/evals/evals.json", "{\"skill_name\": \"pdf-tables\"}");
        home.put("skills/other/SKILL.md", skillText("other", "First `pdf-tables`, then more.\n"));
        home.put("skills/third/SKILL.md", skillText("third"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        VERIFY_DONE((*open)->submit(byYou(SetFact{"docs/pdf-tables", "pinned", "yes"})));
        VERIFY_DONE(open->journal->record({.kind = "skill-used", .skill = "docs/pdf-tables"}));
        const auto before = home.files();
        const auto factsBefore = *(*open)->factsOf("docs/pdf-tables");
        home.clock.set(home.clock.now().addDays(3));

        const Draft rename = byYou(RenameSkill{"pdf-tables", "docs/tables"});
        const auto shown = (*open)->preview(rename);
        VERIFY_DONE(shown);
        QCOMPARE(home.files(), before); // only looked at
        QStringList paths;
        for (const FileChange &file : shown->files)
            paths << file.path;
        QVERIFY(paths.contains("skills/other/SKILL.md"));
        QVERIFY(!paths.contains("skills/third/SKILL.md"));

        const auto set = (*open)->submitAsShown(rename, shown->files);
        VERIFY_DONE(set);
        QCOMPARE(set->state, State::Applied);
        QCOMPARE(set->files, shown->files);
        QVERIFY(!home.has("skills/docs/pdf-tables"));
        QCOMPARE(home.get("skills/docs/tables/SKILL.md"),
                 "---\n# mine\nname: tables\ndescription: Does tables. Use when asked.\n---\nRead references/a.md\n");
        QCOMPARE(home.get("skills/docs/tables/references/a.md"), "alpha\r\n");
        QCOMPARE(home.get("skills/docs/tables/evals/evals.json"), "{\"skill_name\": \"tables\"}");
        QVERIFY(home.get("skills/other/SKILL.md").contains("First `tables`, then more."));
        QCOMPARE(home.files(), home.filesInGit());

        const auto facts = *(*open)->factsOf("docs/tables");
        QVERIFY(facts.pinned);
        QCOMPARE(facts.origin, factsBefore.origin);
        QCOMPARE(facts.created, factsBefore.created);
        QCOMPARE(facts.renamedFrom, "docs/pdf-tables");
        QVERIFY(!(*open)->facts()->contains("docs/pdf-tables"));
        QCOMPARE(open->journal->skillUse()->value("docs/tables").uses, 1);
        QVERIFY(!open->journal->skillUse()->contains("docs/pdf-tables"));

        const auto undone = (*open)->undo(set->id);
        VERIFY_DONE(undone);
        QCOMPARE(home.files(), before);
        const auto again = *(*open)->factsOf("docs/pdf-tables");
        QVERIFY(again.pinned);
        QCOMPARE(again.created, factsBefore.created);
        QCOMPARE(open->journal->skillUse()->value("docs/pdf-tables").uses, 1);
        QVERIFY(!(*open)->facts()->contains("docs/tables"));
    }
    void thePastIsFoundUnderTheNamesItHad()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const auto submit = [&](const Operation &operation) {
            home.clock.set(home.clock.now().addSecs(60));
            const auto set = (*open)->submit(byYou(operation));
            QVERIFY2(set, set ? "" : qPrintable(set.error().message));
        };
        submit(CreateSkill{"first", skillText("first")});
        submit(WriteFile{"first", "references/a.md", "a", {}});
        submit(RenameSkill{"first", "second"});
        submit(ArchiveSkill{"second", {}, {}});
        submit(RestoreSkill{"second"});
        submit(RenameSkill{"second", "third"});
        submit(CreateSkill{"first", skillText("first", "another one\n")});
        submit(WriteFile{"third", "references/a.md", "b", {}});
        const auto history = library::History::open(home.place().repository);
        VERIFY_DONE(history);
        const auto past = pastOf(**history, "third");
        VERIFY_DONE(past);
        QStringList subjects;
        for (const library::Revision &revision : *past)
            subjects << revision.subject;
        QCOMPARE(
            subjects,
            QStringList({"Write references/a.md of third", "Rename second to third", "Restore second", "Archive second",
                         "Rename first to second", "Write references/a.md of first", "Create first"}));
        const auto other = pastOf(**history, "first");
        VERIFY_DONE(other);
        QCOMPARE(other->first().subject, "Create first");
    }
    void whatIsKnownSurvivesALostDatabase()
    {
        DoorHome home;
        QDateTime created;
        {
            auto open = home.open();
            VERIFY_DONE(open);
            VERIFY_DONE((*open)->submit(byYou(CreateSkill{"first", skillText("first")})));
            created = (*open)->factsOf("first")->created;
            home.clock.set(home.clock.now().addDays(1));
            VERIFY_DONE((*open)->submit(byYou(SetFact{"first", "enabled", "no"})));
            VERIFY_DONE((*open)->submit(byYou(RenameSkill{"first", "second"})));
        }
        QVERIFY(QFile::remove(home.path("factory.db")));
        QDir(home.path("backups")).removeRecursively();
        auto open = home.open();
        VERIFY_DONE(open);
        const auto facts = (*open)->factsOf("second");
        VERIFY_DONE(facts);
        QCOMPARE(facts->origin, Origin::You);
        QCOMPARE(facts->created, created);
        QVERIFY(!facts->enabled);
        QVERIFY(!(*open)->facts()->contains("first"));
    }
    void whatCannotBeRenamedSaysWhy_data()
    {
        QTest::addColumn<QString>("to");
        QTest::newRow("the same") << "first";
        QTest::newRow("taken") << "second";
        QTest::newRow("a bad name") << "Bad Name";
        QTest::newRow("inside itself") << "first/inner";
        QTest::newRow("out of the library") << "../first";
        QTest::newRow("empty") << "";
    }
    void whatCannotBeRenamedSaysWhy()
    {
        QFETCH(QString, to);
        DoorHome home;
        home.put("skills/first/SKILL.md", skillText("first"));
        home.put("skills/second/SKILL.md", skillText("second"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto before = home.files();
        const auto set = (*open)->submit(byYou(RenameSkill{"first", to}));
        QVERIFY(!set || set->state != State::Applied);
        QCOMPARE(home.files(), before);
    }
    void anOldFaultDoesNotForbidANewName()
    {
        DoorHome home;
        home.put("skills/odd/SKILL.md", "---\nname: odd\nunknown_key: x\n---\nno description\n");
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto set = (*open)->submit(byYou(RenameSkill{"odd", "even"}));
        VERIFY_DONE(set);
        QVERIFY2(set->state == State::Applied, qPrintable(set->why));
    }
    void anAgentDoesNotRename()
    {
        DoorHome home;
        home.put("skills/first/SKILL.md", skillText("first"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        for (const Origin origin : {Origin::Agent, Origin::Review, Origin::Curator}) {
            const auto set = (*open)->submit(draftBy(origin, {RenameSkill{"first", "second"}}));
            QVERIFY(!set);
        }
        QVERIFY(home.has("skills/first/SKILL.md"));
    }
    void aPreviewThatIsNotTrueAnyMoreIsRefused()
    {
        DoorHome home;
        home.put("skills/first/SKILL.md", skillText("first"));
        home.put("skills/other/SKILL.md", skillText("other", "`first` is a skill\n"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const Draft rename = byYou(RenameSkill{"first", "second"});
        const auto shown = (*open)->preview(rename);
        VERIFY_DONE(shown);
        VERIFY_DONE((*open)->submit(byYou(PatchFile{"other", {}, "is a skill", "is still a skill"})));
        const auto set = (*open)->submitAsShown(rename, shown->files);
        QVERIFY(!set);
        QVERIFY(set.error().message.contains("look at it again"));
        QVERIFY(home.has("skills/first/SKILL.md"));
    }
    void aFileIsRenamedWithItsLinksAndBack()
    {
        DoorHome home;
        home.put("skills/a/SKILL.md", skillText("a", "Run `scripts/do.sh`, see [more](references/more.md).\n"));
        home.put("skills/a/references/more.md", "back to [it](../SKILL.md)\n");
        home.put("skills/a/scripts/do.sh", "#!/bin/sh\ncat references/more.md\n");
        QFile::setPermissions(home.path("skills/a/scripts/do.sh"),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto before = home.files();
        const auto set = (*open)->submit(byYou(RenameFile{"a", "references/more.md", "assets/less.md"}));
        VERIFY_DONE(set);
        QVERIFY2(set->state == State::Applied, qPrintable(set->why));
        QVERIFY(home.get("skills/a/SKILL.md").contains("[more](assets/less.md)"));
        QVERIFY(home.get("skills/a/scripts/do.sh").contains("cat assets/less.md"));
        QCOMPARE(home.get("skills/a/assets/less.md"), "back to [it](../SKILL.md)\n");
        QVERIFY(QFileInfo(home.path("skills/a/scripts/do.sh")).isExecutable());
        VERIFY_DONE((*open)->undo(set->id));
        QCOMPARE(home.files(), before);
        for (const auto &[from, to] : {std::pair("SKILL.md", "references/x.md"),
                                       {"references/more.md", "SKILL.md"},
                                       {"references/more.md", "scripts/do.sh"},
                                       {"references/more.md", "elsewhere/x.md"},
                                       {"none.md", "assets/x.md"}})
            QVERIFY(!(*open)->submit(byYou(RenameFile{"a", from, to})));
    }
    void whoWroteALineIsKnownThroughRenames()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const QByteArray steps = "1. one\n2. two\n3. three\n4. four\n";
        VERIFY_DONE((*open)->submit(byYou(CreateSkill{"pdf-tables", skillText("pdf-tables", steps)})));
        VERIFY_DONE((*open)->submit(byYou(SetFact{"pdf-tables", "managed", "yes"}))); // so that the agent's edits do not wait
        VERIFY_DONE((*open)->submit(draftBy(Origin::Agent, {PatchFile{"pdf-tables", {}, "2. two", "2. zwei"}})));
        VERIFY_DONE((*open)->submit(byYou(WriteFile{"pdf-tables", "references/a.md", "alpha\nbeta\ngamma\n"})));
        VERIFY_DONE((*open)->submit(draftBy(Origin::Agent, {PatchFile{"pdf-tables", "references/a.md", "beta", "delta"}})));
        VERIFY_DONE((*open)->submit(byYou(RenameSkill{"pdf-tables", "docs/tables"}))); // changes its name inside, too
        VERIFY_DONE((*open)->submit(byYou(RenameFile{"docs/tables", "references/a.md", "references/forms/b.md"})));
        VERIFY_DONE((*open)->submit(byYou(PatchFile{"docs/tables", {}, "4. four", "4. vier"})));
        const auto past = library::History::open(home.path("history.git"));
        VERIFY_DONE(past);
        for (const bool indexed : {false, true}) {
            if (indexed)
                (*past)->useIndex(open->database);
            const auto told = [&](const QString &path) {
                QStringList lines;
                for (const library::BlameSpan &span : (*past)->blame({}, path).value_or(QList<library::BlameSpan>()))
                    for (int i = 0; i < span.lineCount; ++i)
                        lines << span.revision.subject.section(u' ', 0, 0) + u'/' + span.revision.trailers.value("Origin");
                return lines;
            };
            const QStringList document = told("skills/docs/tables/SKILL.md");
            QCOMPARE(document.last(4).at(0), document.last(4).at(2)); // one and three: who created it
            QVERIFY(document.last(4).at(1).endsWith("/agent"));
            QVERIFY(document.last(4).at(0).endsWith("/you"));
            QVERIFY(document.last(4).at(3) != document.last(4).at(0));
            const QStringList beside = told("skills/docs/tables/references/forms/b.md");
            QCOMPARE(beside.size(), 3);
            QVERIFY2(beside.at(1).endsWith("/agent") && beside.at(0) == beside.at(2), qPrintable(beside.join(' ')));
            QVERIFY(beside.at(0) != beside.at(1));

            const auto fileLog = (*past)->past("skills/docs/tables/references/forms/b.md");
            VERIFY_DONE(fileLog);
            QCOMPARE(fileLog->size(), 4); // renamed, with its skill before that, patched, written
            const auto documentLog = (*past)->past("skills/docs/tables/SKILL.md");
            VERIFY_DONE(documentLog);
            QVERIFY(documentLog->size() >= 4);
            QCOMPARE(documentLog->last().trailers.value("Origin"), "you");
            QCOMPARE((*past)->past("skills/docs/tables/SKILL.md", 2)->size(), 2);
            QVERIFY((*past)->past("skills/docs/tables/never.md")->isEmpty());
        }
    }
    void aNewFileIsNoRenameOfOneThatWent()
    {
        DoorHome home;
        home.put("skills/a/SKILL.md", skillText("a"));
        home.put("skills/a/references/old.md", "this was here\nand nothing of it stays\n");
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        VERIFY_DONE((*open)->submit(draftBy(Origin::You, {RemoveFile{"a", "references/old.md"},
                                                          WriteFile{"a", "references/new.md", "something else\nentirely\nand more\n"}})));
        const auto past = library::History::open(home.path("history.git"));
        VERIFY_DONE(past);
        QCOMPARE((*past)->past("skills/a/references/new.md")->size(), 1);
        const auto spans = (*past)->blame({}, "skills/a/references/new.md");
        VERIFY_DONE(spans);
        QCOMPARE(spans->size(), 1);
        QCOMPARE(spans->first().revision.trailers.value("Origin"), "you");
    }
    void aPictureCanBeBroughtByItsPersonOnly()
    {
        DoorHome home;
        home.put("skills/a/SKILL.md", skillText("a"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const QByteArray picture("\x89PNG\0\xff\xfe", 7);
        QVERIFY(!(*open)->submit(draftBy(Origin::Agent, {WriteFile{"a", "assets/p.png", picture, {}}})));
        VERIFY_DONE((*open)->submit(byYou(WriteFile{"a", "assets/p.png", picture, {}})));
        QCOMPARE(home.get("skills/a/assets/p.png"), picture);
    }
};
QTEST_GUILESS_MAIN(TestRenaming)
#include "tst_renaming.moc"
