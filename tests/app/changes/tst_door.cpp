// SPDX-License-Identifier: MIT
//
// Through the door with a real database, real files and a real Git repository.
#include "doorhome.h"
#include "diff/lines.h"
#include "library/skillreader.h"

#include <thread>

using namespace hsf;
using namespace hsf::changes;

#define SUBMIT(name, open, draft)                                                                                      \
    const auto name##Result = (open)->submit(draft);                                                                   \
    VERIFY_DONE(name##Result);                                                                                         \
    const ChangeSet name = *name##Result

class TestDoor : public QObject
{
    Q_OBJECT

    static Draft creation(Origin origin, const QString &name, const QByteArray &body = "Read the page, then write the table.\n")
    {
        return draftBy(origin, {CreateSkill{name, skillText(name.section(u'/', -1), body)}}, "Make " + name);
    }

private Q_SLOTS:
    void aReviewsSkillIsWrittenAndItsCommitTellsWhy()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        QStringList news;
        (*open)->onChanged([&](const ChangeSet &set) { news << stateName(set.state); });
        Draft draft = creation(Origin::Review, "pdf-tables");
        draft.reason = "Tables that span pages repeat their header on each page, which the first attempt took for data rows";
        draft.author.session = *SessionId::parse("session-1");
        draft.author.model = "a-model";
        draft.author.outcome = "corrected";
        draft.author.evidence = {{4, "the header \"repeats\"\non each page"}};
        SUBMIT(set, *open, draft);
        QCOMPARE(set.state, State::Applied);
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables"));
        QCOMPARE(home.files(), home.filesInGit());
        const QByteArray log = home.git({"log", "-1", "--format=%an%n%s%n%(trailers)", "main"});
        for (const char *part : {"Background review\n", "Tables that span pages", "Origin: review", "Session: session-1", "Model: a-model",
                                 "Evidence: 4 \"the header \"repeats\"\\non each page\"", "Outcome: corrected",
                                 "Fact: pdf-tables stage - -> trial", "which the first attempt took for data rows"})
            QVERIFY2(log.contains(part), log.constData());
        QVERIFY(log.contains("Change-Set: " + set.id.toString().toUtf8()));
        const auto facts = (*open)->factsOf("pdf-tables");
        VERIFY_DONE(facts);
        QCOMPARE(facts->origin, Origin::Review);
        QCOMPARE(facts->stage, Stage::Trial);
        QVERIFY(facts->managed);
        QCOMPARE(facts->session, draft.author.session);
        QCOMPARE(*(*open)->set(set.id), set);
        QCOMPARE(news, QStringList("applied"));
        QCOMPARE(open->journal->events(draft.author.session, "skill-changed")->size(), 1);
    }
    void operationsDoWhatTheySay()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, draftBy(Origin::You, {CreateSkill{"documents/pdf-tables", skillText("pdf-tables")},
                                                  WriteFile{"pdf-tables", "references/headers.md", "Repeated headers.\n", {}},
                                                  PatchFile{"pdf-tables", {}, "Read the page", "Read every page", false, {}},
                                                  EditMemory{{{.text = "Prefers CSV."}}}}));
        QCOMPARE(made.skills(), QStringList("documents/pdf-tables"));
        QVERIFY(home.get("skills/documents/pdf-tables/SKILL.md").contains("Read every page"));
        QCOMPARE(home.get("memories/MEMORY.md"), "Prefers CSV.");
        SUBMIT(removed, *open, draftBy(Origin::You, {RemoveFile{"documents/pdf-tables", "references/headers.md", {}}}, {}));
        QVERIFY(!home.has("skills/documents/pdf-tables/references"));
        QVERIFY(removed.reason.contains("references/headers.md"));
        QCOMPARE(home.git({"rev-list", "--count", "main"}).trimmed(), "2");
        QCOMPARE(home.files(), home.filesInGit());
    }
    void whatCannotBeDrafted_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<QList<Operation>>("operations");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, Origin origin, const QList<Operation> &operations, const char *says) {
            QTest::newRow(name) << origin << operations << QString::fromUtf8(says);
        };
        row("nothing", Origin::You, {}, "at least one");
        row("21 operations", Origin::You, QList<Operation>(21, SetFact{"pdf-tables", "pinned", "yes"}), "20");
        row("a bad name", Origin::You, {CreateSkill{"PDF Tables", skillText("x")}}, "pdf-tables");
        row("a name of today", Origin::Review, {CreateSkill{"fix-issue-123", skillText("fix-issue-123")}}, "only makes sense today");
        row("a taken name", Origin::You, {CreateSkill{"pdf-tables", skillText("pdf-tables")}}, "already");
        row("inside a skill", Origin::You, {CreateSkill{"pdf-tables/more", skillText("more")}}, "cannot hold another");
        row("an unknown skill", Origin::You, {WriteFile{"pdf-table", {}, "x", {}}}, "Near: pdf-tables");
        row("out of the skill", Origin::You, {WriteFile{"pdf-tables", "../x.md", "x", {}}}, "..");
        row("a new folder", Origin::You, {WriteFile{"pdf-tables", "docs/x.md", "x", {}}}, "references/");
        row("NUL", Origin::Agent, {WriteFile{"pdf-tables", "assets/x", QByteArray("a\0b", 3), {}}}, "NUL");
        row("not UTF-8", Origin::Agent, {WriteFile{"pdf-tables", "assets/x", "\xff\xfe\xfa", {}}}, "UTF-8");
        row("2 MiB", Origin::You, {WriteFile{"pdf-tables", "assets/x", QByteArray(2 << 20, 'x'), {}}}, "1 MiB");
        row("a very long SKILL.md", Origin::You, {WriteFile{"pdf-tables", {}, skillText("pdf-tables", QByteArray(100'001, 'x')), {}}}, "100 000");
        row("no SKILL.md", Origin::You, {RemoveFile{"pdf-tables", "SKILL.md", {}}}, "archive");
        row("no place for the patch", Origin::You, {PatchFile{"pdf-tables", {}, "something else entirely ☂", "x", false, {}}}, "pdf-tables");
        row("changed since read", Origin::Review, {PatchFile{"pdf-tables", {}, "Read", "Look at", false, QString(40, '0')}}, "changed since you read it");
        row("an agent pins", Origin::Agent, {SetFact{"pdf-tables", "pinned", "yes"}}, "only the person");
        row("no such fact", Origin::You, {SetFact{"pdf-tables", "colour", "red"}}, "managed");
        row("nothing new", Origin::You, {WriteFile{"pdf-tables", {}, skillText("pdf-tables"), {}}}, "changes nothing");
        row("the second of two", Origin::You, {WriteFile{"pdf-tables", "assets/a", "x", {}}, RemoveFile{"pdf-tables", "assets/b", {}}}, "Operation 2 of 2");
    }
    void whatCannotBeDrafted()
    {
        QFETCH(Origin, origin);
        QFETCH(QList<Operation>, operations);
        QFETCH(QString, says);
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::You, "pdf-tables"));
        const auto before = home.files();
        const auto refused = (*open)->submit(draftBy(origin, operations));
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(says), qPrintable(refused.error().message));
        QCOMPARE(home.files(), before);
        QCOMPARE((*open)->sets({})->size(), 1);
    }
    void whatTheAgentReadMustStillBeThere()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::Review, "pdf-tables"));
        const QString seen = library::blobName(home.get("skills/pdf-tables/SKILL.md"));
        SUBMIT(patched, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "Read the page", "Look at the page", false, seen}}));
        QCOMPARE(patched.state, State::Applied);
        QVERIFY(!(*open)->submit(draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "Look at", "Read", false, seen}})));
    }
    void dangerousTextIsRefusedAndKeptApart()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const QByteArray tags = QString("Hidden: %1\n").arg(QString::fromUcs4(U"\U000E0041\U000E0042", 2)).toUtf8();
        SUBMIT(set, *open, creation(Origin::Review, "pdf-tables", tags));
        QCOMPARE(set.state, State::Refused);
        QVERIFY(set.why.contains("quarantine"));
        QVERIFY(home.files().isEmpty());
        QVERIFY(home.get("quarantine/" + set.id.toString() + "/skills/pdf-tables/SKILL.md").contains(tags));
    }
    void onlyNewViolationsAreRefused()
    {
        DoorHome home;
        home.put("skills/Old_Skill/SKILL.md", "---\nname: another\ndescription: Old. Use when old.\n---\n# Old\n");
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        SUBMIT(fine, *open, draftBy(Origin::You, {PatchFile{"Old_Skill", {}, "# Old", "# Older", false, {}}}));
        QCOMPARE(fine.state, State::Applied);
        SUBMIT(broken, *open, draftBy(Origin::You, {PatchFile{"Old_Skill", {}, "description: Old. Use when old.\n", "", false, {}}}));
        QCOMPARE(broken.state, State::Refused);
        QVERIFY(home.get("skills/Old_Skill/SKILL.md").contains("description"));
    }
    void archiveAndRestoreKeepEveryByte()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::You, "documents/pdf-tables"));
        home.put("skills/documents/pdf-tables/scripts/run.sh", "#!/bin/sh\necho hello\n");
        QFile::setPermissions(home.path("skills/documents/pdf-tables/scripts/run.sh"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        home.put("skills/documents/pdf-tables/assets/logo.png", QByteArray("\x89PNG\0\xff\r\n", 8));
        VERIFY_DONE((*open)->recordOutside());
        const auto before = home.files();
        SUBMIT(asked, *open, draftBy(Origin::Agent, {ArchiveSkill{"pdf-tables", {}, "nobody uses it"}}));
        QCOMPARE(asked.state, State::Held);
        QCOMPARE(home.files(), before);
        const auto archived = (*open)->accept(asked.id);
        VERIFY_DONE(archived);
        QVERIFY(!home.has("skills/documents"));
        QVERIFY(home.has("skills/.archive/documents/pdf-tables/assets/logo.png"));
        QCOMPARE((*open)->factsOf("documents/pdf-tables")->stage, Stage::Archived);
        QVERIFY(!(*open)->submit(creation(Origin::You, "documents/pdf-tables")));
        QVERIFY((*open)->submit(draftBy(Origin::You, {WriteFile{"pdf-tables", {}, "x", {}}})).error().message.contains("archived"));
        SUBMIT(restored, *open, draftBy(Origin::You, {RestoreSkill{"documents/pdf-tables"}}));
        QVERIFY(!restored.createsSkill());
        QCOMPARE(home.files(), before);
        QCOMPARE(home.files(), home.filesInGit());
        QVERIFY(QFileInfo(home.path("skills/documents/pdf-tables/scripts/run.sh")).isExecutable());
        QCOMPARE((*open)->factsOf("documents/pdf-tables")->stage, Stage::Active);
    }
    void aSourcesSkillIsAdoptedAsItIs()
    {
        DoorHome home;
        home.put("elsewhere/tool box/SKILL.md", "# No front matter at all\n");
        home.put("elsewhere/tool box/docs/more.bin", QByteArray("\0\1\2", 3));
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(set, *open, draftBy(Origin::You, {AdoptSkill{home.path("elsewhere/tool box"), "tool-box"}}));
        QCOMPARE(set.state, State::Applied);
        QVERIFY(!set.findings.isEmpty());
        QCOMPARE(home.get("skills/tool-box/docs/more.bin"), QByteArray("\0\1\2", 3));
        QCOMPARE((*open)->factsOf("tool-box")->origin, Origin::Imported);
        SUBMIT(byAgent, *open, draftBy(Origin::Agent, {AdoptSkill{home.path("elsewhere/tool box"), "tool-box-two"}}));
        QCOMPARE(byAgent.state, State::Held);
    }
    void aBundledSkillThatYouEditBecomesYours()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::Bundled, "pdf-tables"));
        SUBMIT(byReview, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "Read", "Look at", false, {}}}));
        QCOMPARE(byReview.state, State::Held);
        SUBMIT(byYou, *open, draftBy(Origin::You, {PatchFile{"pdf-tables", {}, "the page", "each page", false, {}}}));
        QCOMPARE((*open)->factsOf("pdf-tables")->origin, Origin::You);
    }
    void aHeldChangeMeetsWhatHappenedSince()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::You, "pdf-tables", "one\ntwo\nthree\nfour\nfive\n"));
        SUBMIT(held, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "five", "FIVE", false, {}}}));
        SUBMIT(clash, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "one", "ONE", false, {}}}));
        QCOMPARE(held.state, State::Held);
        SUBMIT(mine, *open, draftBy(Origin::You, {PatchFile{"pdf-tables", {}, "one", "my own", false, {}}}));
        const auto accepted = (*open)->accept(held.id);
        VERIFY_DONE(accepted);
        QCOMPARE(accepted->state, State::Applied);
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables", "my own\ntwo\nthree\nfour\nFIVE\n"));
        const auto outdated = (*open)->accept(clash.id);
        QVERIFY(!outdated);
        QVERIFY(outdated.error().message.contains("skills/pdf-tables/SKILL.md"));
        QCOMPARE((*open)->set(clash.id)->state, State::Outdated);
        VERIFY_DONE((*open)->reject(clash.id, "No longer wanted"));
        QCOMPARE((*open)->set(clash.id)->why, "No longer wanted");
        QVERIFY(!(*open)->accept(clash.id));
        QVERIFY(home.git({"log", "-1", "--format=%B", "main"}).contains("Origin: review"));
    }
    void someHunksMayBeAccepted()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const QByteArray before = skillText("pdf-tables", "one\ntwo\nthree\nfour\nfive\n");
        const QByteArray after = skillText("pdf-tables", "ONE\ntwo\nTHREE\nfour\nFIVE\n");
        SUBMIT(made, *open, draftBy(Origin::You, {CreateSkill{"pdf-tables", before}}));
        SUBMIT(held, *open, draftBy(Origin::Review, {WriteFile{"pdf-tables", {}, after, {}}, WriteFile{"pdf-tables", "references/a.md", "More.\n", {}}}));
        QCOMPARE(diff::diffLines(before, after).size(), 3);
        QVERIFY(!(*open)->accept(held.id, QMap<QString, QList<int>>{}));
        const auto partly = (*open)->accept(held.id, QMap<QString, QList<int>>{{"skills/pdf-tables/SKILL.md", {0, 2}}});
        VERIFY_DONE(partly);
        QCOMPARE(partly->state, State::PartlyApplied);
        QVERIFY(partly->why.contains("2 of 4"));
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables", "ONE\ntwo\nthree\nfour\nFIVE\n"));
        QVERIFY(!home.has("skills/pdf-tables/references"));
        VERIFY_DONE((*open)->undo(held.id));
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), before);
    }
    void aPartThatBreaksTheSkillIsNotWritten()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const QByteArray before = "---\nname: pdf-tables\n# a\n# b\n# c\ndescription: Reads. Use when read.\n---\n# Tables\n\nSteps.\n";
        const QByteArray after = "---\nname: pdf-tables\ndescription: Writes. Use when written.\n# a\n# b\n# c\n---\n# Tables\n\nSteps.\n";
        SUBMIT(made, *open, draftBy(Origin::You, {CreateSkill{"pdf-tables", before}}));
        SUBMIT(held, *open, draftBy(Origin::Review, {WriteFile{"pdf-tables", {}, after, {}}}));
        const auto changes = diff::diffLines(before, after);
        const bool removesLast = changes.last().newStart == changes.last().newEnd;
        const auto partly = (*open)->accept(held.id, QMap<QString, QList<int>>{{"skills/pdf-tables/SKILL.md", {removesLast ? int(changes.size()) - 1 : 0}}});
        QVERIFY(!partly);
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), before);
        QCOMPARE((*open)->set(held.id)->state, State::Held);
    }
    void twoWaitingMemoriesBothFit()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        (*open)->setPolicy({.askBeforeEveryChange = true});
        SUBMIT(one, *open, draftBy(Origin::Review, {EditMemory{{{.text = "Prefers CSV."}}}}));
        SUBMIT(two, *open, draftBy(Origin::Review, {EditMemory{{{.text = "Writes British English."}}}}));
        VERIFY_DONE((*open)->accept(one.id));
        VERIFY_DONE((*open)->accept(two.id));
        QCOMPARE(library::memoryEntries(home.get("memories/MEMORY.md")), QStringList({"Prefers CSV.", "Writes British English."}));
        VERIFY_DONE((*open)->undo(one.id));
        QCOMPARE(home.get("memories/MEMORY.md"), "Writes British English.");
        QVERIFY(open->journal->events({}, "memory-written")->size() >= 3);
    }
    void whatNobodyDecidedExpires()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::You, "pdf-tables"));
        SUBMIT(held, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "Read", "Look at", false, {}}}));
        QCOMPARE((*open)->expireOld(), 0);
        home.clock.set(home.clock.now().addDays(31));
        QCOMPARE((*open)->expireOld(), 1);
        QCOMPARE((*open)->set(held.id)->state, State::Expired);
        QCOMPARE((*open)->count(State::Held), 0);
    }
    void othersEditsAreRecordedAndCanBeUndone()
    {
        DoorHome home;
        home.put("skills/theirs/SKILL.md", skillText("theirs"));
        auto open = home.open();
        VERIFY_DONE(open);
        const auto first = (*open)->recordOutside();
        VERIFY_DONE(first);
        QVERIFY(first->has_value());
        QCOMPARE((*first)->author.origin, Origin::Outside);
        QCOMPARE((*open)->factsOf("theirs")->origin, Origin::Unknown); // it was there before us
        QVERIFY(!(*open)->recordOutside()->has_value());
        SUBMIT(made, *open, creation(Origin::Review, "pdf-tables"));
        home.put("skills/theirs/SKILL.md", skillText("theirs", "Edited.\n"));
        home.put("skills/new-one/SKILL.md", skillText("new-one"));
        QDir(home.path("skills/pdf-tables")).removeRecursively();
        const auto second = (*open)->recordOutside({home.path("skills")});
        VERIFY_DONE(second);
        QCOMPARE((*second)->skills(), QStringList({"new-one", "pdf-tables", "theirs"}));
        QCOMPARE((*open)->factsOf("new-one")->origin, Origin::Outside);
        QVERIFY(!(*open)->factsOf("pdf-tables"));
        VERIFY_DONE((*open)->undo((*second)->id));
        QCOMPARE(home.get("skills/theirs/SKILL.md"), skillText("theirs"));
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables"));
        QCOMPARE((*open)->factsOf("pdf-tables")->origin, Origin::Review);
        QVERIFY(!home.has("skills/new-one"));
        QCOMPARE(home.files(), home.filesInGit());
    }
    void aLargeLibraryIsRecordedByName()
    {
        DoorHome home;
        for (int i = 0; i < 150; ++i) {
            home.put(QString("skills/skill-%1/SKILL.md").arg(i), skillText(QString("skill-%1").arg(i)));
            home.put(QString("skills/skill-%1/assets/a.bin").arg(i), QByteArray("\0\1", 2));
        }
        const auto before = home.files();
        auto open = home.open();
        VERIFY_DONE(open);
        const auto set = (*open)->recordOutside();
        VERIFY_DONE(set);
        QCOMPARE((*set)->files.size(), 300);
        QVERIFY((*set)->reason.contains("300"));
        QCOMPARE((*open)->facts()->size(), 150);
        const auto undone = (*open)->undo((*set)->id);
        VERIFY_DONE(undone);
        QVERIFY(home.files().isEmpty());
        VERIFY_DONE((*open)->undo(undone->id));
        QCOMPARE(home.files(), before);
    }
    void anEditThatCameBetweenIsKept()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        SUBMIT(made, *open, creation(Origin::Review, "pdf-tables", "one\ntwo\nthree\n"));
        // Nobody announced it; the next change of the same file builds on it.
        home.put("skills/pdf-tables/SKILL.md", skillText("pdf-tables", "one\ntwo\nthree\nby hand\n"));
        SUBMIT(set, *open, draftBy(Origin::Review, {PatchFile{"pdf-tables", {}, "one", "ONE", false, {}}}));
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables", "ONE\ntwo\nthree\nby hand\n"));
        QCOMPARE((*open)->sets({})->size(), 3);
        VERIFY_DONE((*open)->undo(set.id));
        QVERIFY(home.get("skills/pdf-tables/SKILL.md").endsWith("three\nby hand\n"));
    }
    void twoDoorsLoseNothing()
    {
        DoorHome home;
        constexpr int each = 15;
        QStringList problems[2];
        const auto work = [&](int who) {
            auto open = home.open();
            if (!open) {
                problems[who] << open.error().message;
                return;
            }
            for (int i = 0; i < each; ++i) {
                const QString name = QString("skill-%1-%2").arg(QChar('a' + who)).arg(QChar('a' + i));
                const auto set = (*open)->submit(draftBy(Origin::Agent, {CreateSkill{name, skillText(name)}, EditMemory{{{.text = name}}}}));
                if (!set || set->state != State::Applied)
                    problems[who] << (set ? set->why : set.error().message);
            }
        };
        std::thread other(work, 1);
        work(0);
        other.join();
        QCOMPARE((problems[0] + problems[1]).join(u'\n'), QString());
        auto open = home.open();
        VERIFY_DONE(open);
        QCOMPARE((*open)->count(State::Applied), 2 * each);
        QCOMPARE(library::memoryEntries(home.get("memories/MEMORY.md")).size(), 2 * each);
        QCOMPARE((*open)->facts()->size(), 2 * each);
        QCOMPARE(home.files(), home.filesInGit());
    }
    void aLostDatabaseComesBackFromTheHistory()
    {
        DoorHome home;
        QMap<QString, SkillFacts> facts;
        QList<ChangeSet> sets;
        ChangeSetId undone = ChangeSetId::fresh();
        {
            auto open = home.open();
            VERIFY_DONE(open);
            Draft draft = creation(Origin::Review, "documents/pdf-tables");
            draft.author.session = *SessionId::parse("session-1");
            draft.author.evidence = {{7, "it \"says\"\nso \\ here"}};
            SUBMIT(made, *open, draft);
            SUBMIT(pinned, *open, draftBy(Origin::You, {SetFact{"pdf-tables", "pinned", "yes"}, SetFact{"pdf-tables", "stage", "active"}}));
            SUBMIT(text, *open, draftBy(Origin::You, {WriteFile{"pdf-tables", "references/a.md", "A\n", {}}}));
            SUBMIT(other, *open, creation(Origin::Agent, "other"));
            SUBMIT(archived, *open, draftBy(Origin::You, {ArchiveSkill{"other", {}, {}}}));
            undone = text.id;
            VERIFY_DONE((*open)->undo(text.id));
            home.put("skills/theirs/SKILL.md", skillText("theirs"));
            VERIFY_DONE((*open)->recordOutside());
            facts = *(*open)->facts();
            sets = *(*open)->sets({});
        }
        for (const char *file : {"factory.db", "factory.db-wal", "factory.db-shm"})
            QFile::remove(home.path(QString::fromLatin1(file)));
        auto open = home.open();
        VERIFY_DONE(open);
        auto again = *(*open)->facts();
        QCOMPARE(again.keys(), facts.keys());
        for (auto [id, now] : again.asKeyValueRange()) { // when it happened is known to the second
            now.created = facts[id].created;
            now.changed = facts[id].changed;
            QCOMPARE(now, facts[id]);
        }
        QCOMPARE((*open)->sets({})->size(), sets.size());
        QCOMPARE((*open)->set(undone)->state, State::Undone);
        const auto made = (*open)->sets({}, "documents/pdf-tables");
        QCOMPARE(made->last().author.evidence, QList<Evidence>({{7, "it \"says\"\nso \\ here"}}));
        QCOMPARE(made->last().files.first().result, skillText("pdf-tables"));
    }
};
QTEST_GUILESS_MAIN(TestDoor)
#include "tst_door.moc"
