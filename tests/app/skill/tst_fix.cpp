// SPDX-License-Identifier: MIT
#include "skill/fix.h"
#include "skill/scan.h"
#include "skill/trigger.h"

#include <QTest>

using namespace hsf::skill;

namespace {
const QByteArray matter = "---\nname: pdf-tables\ndescription: Extract tables from PDF files. Use when a person asks for a table.\n---\n";
const QByteArray body = "# PDF tables\n\n## When to use\nA PDF has tables.\n\n## Steps\n1. Read references/forms.md.\n\n## Pitfalls\nScans.\n\n## Verification\nCount rows.\n";

SkillFiles skillOf(const QByteArray &file)
{
    return {{{"SKILL.md", file}, {"references/forms.md", "# Forms\n"}}, {}};
}

QByteArray with(const QByteArray &from, const QByteArray &to)
{
    QByteArray bytes = matter + body;
    return bytes.replace(from, to);
}

Findings allFindings(const SkillFiles &skill)
{
    return lint(skill, "pdf-tables") + Scanner::builtIn().scanSkill(skill);
}
} // namespace

class TestFix : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFaultIsRepairedAndTheRestOfTheFileIsLeftAlone_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("repaired");
        const auto row = [](const char *name, const char *rule, const QByteArray &file, const QByteArray &repaired) { QTest::newRow(name) << QString(rule) << file << repaired; };
        const QByteArray good = matter + body;
        row("another name", "name-folder", with("name: pdf-tables", "name:   other # why"), with("name: pdf-tables", "name:   pdf-tables # why"));
        row("a name with capitals", "name-format", with("name: pdf-tables", "name: PDF Tables"), good);
        row("a name in another alphabet", "name-ascii", with("name: pdf-tables", "name: pdf-täbles"), good);
        row("no name", "name-missing", with("name: pdf-tables\n", ""), with("name: pdf-tables\n", "").replace("table.\n", "table.\nname: pdf-tables\n"));
        row("a field of another program", "unknown-key", with("description:", "version: 1.0 # first\ndescription:"),
            with("description:", "metadata:\n  version: 1.0 # first\ndescription:"));
        row("a field beside metadata", "unknown-key", with("description:", "version: 1.0\nmetadata:\n    author: me\ndescription:"),
            with("description:", "metadata:\n    author: me\n    version: 1.0\ndescription:"));
        row("a list behind metadata", "unknown-key", with("table.\n", "table.\nmetadata:\n  author: me\ntags:\n- a\n- b\n"),
            with("table.\n", "table.\nmetadata:\n  author: me\n  tags:\n  - a\n  - b\n"));
        row("Windows line endings", "unknown-key", "---\r\nname: pdf-tables\r\nversion: 1\r\ndescription: Use when asked.\r\n---\r\nText\r\n",
            "---\r\nname: pdf-tables\r\nmetadata:\r\n  version: 1\r\ndescription: Use when asked.\r\n---\r\nText\r\n");
        row("the same field twice", "duplicate-key", with("description:", "name: pdf-tables\ndescription:"), good);
        row("an empty field", "license-text", with("description:", "license:\ndescription:"), good);
        row("tools with commas", "allowed-tools-format", with("description:", "allowed-tools: Read, Bash(git add:*)\ndescription:"),
            with("description:", "allowed-tools: Read Bash(git add:*)\ndescription:"));
        row("no front matter", "front-matter-missing", "# Tables\n\nExtracts tables:\nfrom PDF.\n\nMore.\n",
            "---\nname: pdf-tables\ndescription: \"Extracts tables: from PDF.\"\n---\n# Tables\n\nExtracts tables:\nfrom PDF.\n\nMore.\n");
        row("an open front matter", "front-matter-open", QByteArray(matter).chopped(4) + "\n" + body, QByteArray(matter).chopped(4) + "---\n\n" + body);
        row("blank lines first", "front-matter-late", "\n\n" + good, good);
        row("a colon in the description", "front-matter-yaml", with("Extract", "Tables: extract"),
            with("Extract tables from PDF files. Use when a person asks for a table.", "\"Tables: extract tables from PDF files. Use when a person asks for a table.\""));
        row("Latin-1", "invalid-utf8", good + "caf\xE9 \x93x\x94\n", good + "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D\n");
        row("NUL", "nul-byte", good + QByteArray("a\0b\n", 4), good + "ab\n");
        row("a reference in another case", "reference-missing", with("references/forms.md", "references/Forms.md"), good);
        row("a link to another folder", "reference-missing", good + "See [forms](docs/forms.md).\n", good + "See [forms](references/forms.md).\n");
        row("invisible tags", "unicode-tags", good + "hi \xF3\xA0\x81\x81\xF3\xA0\x81\x82there\n", good + "hi there\n");
        row("invisible blanks", "unicode-zero-width", "\xEF\xBB\xBF" + good + "ig\xE2\x80\x8Bnore\n", "\xEF\xBB\xBF" + good + "ignore\n");
    }
    void aFaultIsRepairedAndTheRestOfTheFileIsLeftAlone()
    {
        QFETCH(QString, rule);
        QFETCH(QByteArray, file);
        const SkillFiles skill = skillOf(file);
        const Findings findings = allFindings(skill);
        const auto found = std::ranges::find(findings, rule, &Finding::rule);
        QVERIFY(found != findings.end());
        const auto fix = fixFor(skill, "pdf-tables", *found);
        QVERIFY(fix);
        QCOMPARE(fix->file, "SKILL.md");
        QVERIFY2(fix->words.endsWith('.'), qPrintable(fix->words));
        QTEST(fix->result, "repaired");
        SkillFiles after = skill;
        after.files.insert(fix->file, fix->result);
        const auto count = [&](const Findings &list) { return std::ranges::count(list, rule, &Finding::rule); };
        QVERIFY(count(allFindings(after)) < count(findings));
    }

    void whatNeedsThoughtHasNoFix_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("a long description") << with("Use when", QByteArray("word ").repeated(210) + "use when");
        QTest::newRow("no section of pitfalls") << with("## Pitfalls", "## Hello");
        QTest::newRow("metadata on one line") << with("description:", "version: 1\nmetadata: {author: me}\ndescription:");
        QTest::newRow("the same key in metadata") << with("description:", "version: 1\nmetadata:\n  version: 2\ndescription:");
        QTest::newRow("a reference to nothing") << matter + body + "See references/gone.md.\n";
        QTest::newRow("a dangerous command") << matter + body + "rm -rf /\n";
    }
    void whatNeedsThoughtHasNoFix()
    {
        QFETCH(QByteArray, file);
        const Findings findings = allFindings(skillOf(file));
        QVERIFY(!findings.isEmpty());
        for (const Finding &finding : findings)
            QVERIFY2(!fixFor(skillOf(file), "pdf-tables", finding), qPrintable(finding.rule));
    }
    void aFolderWithABadNameIsNotCopiedIntoTheField()
    {
        const SkillFiles skill = skillOf(matter + body);
        const Findings findings = lint(skill, "PDF Tables");
        QCOMPARE(findings.size(), 1);
        QVERIFY(!fixFor(skill, "PDF Tables", findings.constFirst()));
    }
    void aFindingOfAnotherTimeDoesNoHarm()
    {
        const SkillFiles skill = skillOf(matter + body);
        QVERIFY(!fixFor(skill, "pdf-tables", {"unknown-key", Severity::Error, "SKILL.md", 99, "x"}));
        QVERIFY(!fixFor(skill, "pdf-tables", {"unknown-key", Severity::Error, "gone.md", 1, "x"}));
        QVERIFY(!fixFor(skill, "pdf-tables", {"name-folder", Severity::Error, "SKILL.md", 2, "x"}));
    }
    void allOfThemOneAfterAnother()
    {
        const QByteArray file = "\n---\nname: Other\nversion: 1\nauthor: me\ntags: [a, b]\ndescription: Tables: extract. Use when asked.\nname: Other\n---\n" + body;
        const Fixed fixed = fixedAll(skillOf(file), "pdf-tables");
        QCOMPARE(fixed.skill.files.value("SKILL.md"),
                 "---\nname: pdf-tables\nmetadata:\n  version: 1\n  author: me\n  tags: [a, b]\ndescription: \"Tables: extract. Use when asked.\"\n---\n" + body);
        QCOMPARE(fixed.words.size(), 7);
        QCOMPARE(lint(fixed.skill, "pdf-tables"), Findings());
    }

    void aDescriptionIsGradedByWhatItTellsAnAgent_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("hint");
        QTest::newRow("nothing") << " " << 0 << 0 << "what the skill does";
        QTest::newRow("a good one") << "Extracts tables from PDF files into CSV. Use when a person has a .pdf with tables or says \"get me the numbers out of this\"." << 100 << 100 << "";
        QTest::newRow("no when") << "Extracts tables from PDF files into CSV with pdfplumber and Python." << 50 << 70 << "when to use it";
        QTest::newRow("first person") << "I can extract tables from PDF files into CSV. Use me when a person has tables." << 85 << 95 << "third person";
        QTest::newRow("quoted speech") << "Extracts tables from PDF files into CSV. Use when somebody says \"I need my numbers\"." << 100 << 100 << "";
        QTest::newRow("vague") << "Helps with various documents and stuff. Use when needed for documents." << 40 << 80 << "helps with";
        QTest::newRow("too short") << "PDF tables" << 0 << 40 << "very short";
        QTest::newRow("too long") << "Extracts tables from PDF into CSV. Use when asked. " + QString("More of it. ").repeated(100) << 80 << 90 << "1024";
    }
    void aDescriptionIsGradedByWhatItTellsAnAgent()
    {
        QFETCH(QString, text);
        QFETCH(int, least);
        QFETCH(int, most);
        QFETCH(QString, hint);
        const TriggerQuality quality = triggerQuality(text);
        const QString said = QString::number(quality.score) + ": " + quality.hints.join(" | ");
        QVERIFY2(quality.score >= least && quality.score <= most, qPrintable(said));
        QVERIFY2(hint.isEmpty() ? quality.hints.isEmpty() : quality.hints.join(u' ').contains(hint), qPrintable(said));
    }
};
QTEST_GUILESS_MAIN(TestFix)
#include "tst_fix.moc"
