// SPDX-License-Identifier: MIT
//
// All mechanical repairs of a skill are looked at together and applied as one change, which can be taken back.
#include "doorhome.h"

#include "skill/fix.h"

using namespace hsf;
using namespace hsf::changes;

namespace {
Draft fixing(const QString &skill, Origin origin = Origin::You)
{
    return draftBy(origin, {FixSkill{skill}});
}
} // namespace

class TestFixing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingIsRepairedInOneChange()
    {
        DoorHome home;
        // Another name than its folder's, a foreign field, an invisible blank in another file, and one thing to think about.
        home.put("skills/tables/SKILL.md",
                 "---\nname: other # why\nversion: 1\ndescription: Use when asked for tables.\n---\n\n# Steps\n\nSee references/more.md and references/gone.md.\n");
        home.put("skills/tables/references/more.md", "ig\xE2\x80\x8Bnore\n");
        home.put("skills/tables/assets/p.png", QByteArray("\x89PNG\0\xff", 6));
        home.put("skills/beside/SKILL.md", skillText("beside"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto before = home.files();
        const auto shown = (*open)->preview(fixing("tables"));
        VERIFY_DONE(shown);
        QCOMPARE(home.files(), before);
        QStringList paths;
        for (const FileChange &file : shown->files)
            paths << file.path;
        QCOMPARE(paths, (QStringList{"skills/tables/SKILL.md", "skills/tables/references/more.md"}));

        const auto set = (*open)->submitAsShown(fixing("tables"), shown->files);
        VERIFY_DONE(set);
        QVERIFY2(set->state == State::Applied, qPrintable(set->why));
        QCOMPARE(set->files.size(), 2);
        for (const FileChange &file : shown->files)
            QCOMPARE(home.get(file.path), *file.result);
        QVERIFY(home.get("skills/tables/SKILL.md").contains("name: tables # why"));
        QCOMPARE(home.get("skills/tables/references/more.md"), "ignore\n");
        QVERIFY(home.get("skills/tables/SKILL.md").contains("references/gone.md")); // that needs a person

        const auto again = (*open)->submit(fixing("tables"));
        QVERIFY(!again);
        QVERIFY2(again.error().message.contains("without thinking"), qPrintable(again.error().message));
        VERIFY_DONE((*open)->undo(set->id));
        QCOMPARE(home.files(), before);
    }
    void whatWasShownIsNotTrueAnyMore()
    {
        DoorHome home;
        home.put("skills/tables/SKILL.md", "---\nname: other\ndescription: Use when asked for tables.\n---\n\n# Steps\n");
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto shown = (*open)->preview(fixing("tables"));
        VERIFY_DONE(shown);
        home.put("skills/tables/SKILL.md", "---\nname: other\ndescription: Use when asked for tables.\n---\n\n# Steps\n\nmore\n");
        QVERIFY(!(*open)->submitAsShown(fixing("tables"), shown->files));
        QVERIFY(home.get("skills/tables/SKILL.md").contains("more"));
    }
    void whatIsNotThereIsASentence_data()
    {
        QTest::addColumn<QString>("skill");
        for (const char *skill : {"never", "", "../x", "a/b/c/d"})
            QTest::newRow(skill) << QString(skill);
    }
    void whatIsNotThereIsASentence()
    {
        QFETCH(QString, skill);
        DoorHome home;
        home.put("skills/tables/SKILL.md", skillText("tables"));
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->recordOutside());
        const auto set = (*open)->submit(fixing(skill));
        QVERIFY(!set);
        QVERIFY2(set.error().message.size() > 10, qPrintable(set.error().message));
    }
};
QTEST_GUILESS_MAIN(TestFixing)
#include "tst_fixing.moc"
