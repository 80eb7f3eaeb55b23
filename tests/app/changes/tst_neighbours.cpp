// SPDX-License-Identifier: MIT
//
// Who makes a skill that is like another is told so, through the door with real files.
#include "doorhome.h"

using namespace hsf;
using namespace hsf::changes;

namespace {
const QByteArray tables = "---\nname: pdf-tables\ndescription: Extracts tables from PDF documents into CSV. Use when a person wants rows out of a PDF "
                          "report.\n---\n# Tables\n\nOpen the file with pdfplumber and walk over its pages one by one. Each page gives its tables as "
                          "lists of rows.\nWrite every row to a CSV file and count the rows at the end, because scanned pages silently give none.\n";
const QByteArray retold = "---\nname: report-rows\ndescription: Turns tables of PDF reports into CSV files. Use when rows out of a PDF document are "
                          "wanted.\n---\n# Rows\n\nAsk which report is meant.\n";
const QByteArray letters = "---\nname: letters\ndescription: Writes letters to suppliers. Use when an invoice is late.\n---\n# Letters\n\nStay friendly.\n";

QStringList overlaps(const ChangeSet &set)
{
    QStringList said;
    for (const skill::Finding &finding : set.findings) {
        if (finding.rule == "overlap")
            said << finding.message;
    }
    return said;
}
} // namespace

class TestNeighbours : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<DoorHome>();
        auto open = m_home->open();
        VERIFY_DONE(open);
        m_door = *std::move(open);
        QVERIFY(create("pdf-tables", tables));
    }
    void cleanup()
    {
        m_door = {};
        m_home.reset();
    }

    void aCopyIsAdvisedAgainstAndStillMade()
    {
        const auto set = create("table-copies", QByteArray(tables).replace("name: pdf-tables", "name: table-copies"));
        QVERIFY(set);
        QCOMPARE(set->state, State::Applied);
        QCOMPARE(overlaps(*set).size(), 1);
        QVERIFY2(overlaps(*set)[0].contains("\"pdf-tables\" to 100 %"), qPrintable(overlaps(*set)[0]));
    }
    void theSamePurposeIsNamed()
    {
        const auto set = create("report-rows", retold);
        QVERIFY(set);
        QCOMPARE(overlaps(*set).size(), 1);
        QVERIFY2(overlaps(*set)[0].contains("pdf-tables"), qPrintable(overlaps(*set)[0]));
    }
    void anotherSkillIsMadeInSilence()
    {
        const auto set = create("letters", letters);
        QVERIFY(set);
        QCOMPARE(overlaps(*set), QStringList());
    }
    void anEditOrAnArchivedSkillIsNoReason()
    {
        const auto edit = m_door->submit({{.origin = Origin::You}, "Edit", {WriteFile{.skill = "pdf-tables", .file = "SKILL.md", .content = tables + "More.\n"}}});
        QVERIFY(edit);
        QCOMPARE(overlaps(*edit), QStringList());
        QVERIFY(m_door->submit({{.origin = Origin::You}, "Archive", {ArchiveSkill{.skill = "pdf-tables", .reason = "old"}}}));
        const auto set = create("report-rows", retold);
        QVERIFY(set);
        QCOMPARE(overlaps(*set), QStringList());
    }

private:
    Result<ChangeSet> create(const QString &name, const QByteArray &content)
    {
        return m_door->submit({{.origin = Origin::You}, "New", {CreateSkill{name, content}}});
    }

    std::unique_ptr<DoorHome> m_home;
    OpenDoor m_door;
};
QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
