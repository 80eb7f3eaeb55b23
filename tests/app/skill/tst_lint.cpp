// SPDX-License-Identifier: MIT
#include "skill/lint.h"

#include <QTest>

using namespace hsf::skill;

namespace {
const QByteArray good = "---\nname: pdf-tables\ndescription: Extract tables from PDF files. Use when a person asks for a table.\n---\n"
                        "# PDF tables\n\n## When to use\nA PDF has tables.\n\n## Steps\n1. Read references/forms.md.\n\n## Pitfalls\nScans.\n\n## Verification\nCount rows.\n";

SkillFiles skillOf(const QByteArray &file)
{
    return {{{"SKILL.md", file}, {"references/forms.md", "# Forms\n"}}, {}};
}

QByteArray with(const QByteArray &from, const QByteArray &to)
{
    QByteArray bytes = good;
    return bytes.replace(from, to);
}
} // namespace

class TestLint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGoodSkillHasNoFindings()
    {
        QCOMPARE(lint(skillOf(good), "pdf-tables"), Findings());
    }

    void eachFaultIsNamedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<int>("line");
        const auto row = [](const char *rule, Severity severity, int line, const QByteArray &file) { QTest::newRow(rule) << file << QString(rule) << severity << line; };
        row("front-matter-missing", Severity::Error, 1, "# Only text\n");
        row("front-matter-yaml", Severity::Error, 3, with("description: ", "description: x: "));
        row("name-missing", Severity::Error, 1, with("name: pdf-tables\n", ""));
        row("name-format", Severity::Error, 2, with("name: pdf-tables", "name: PDF Tables"));
        row("name-ascii", Severity::Warning, 2, with("name: pdf-tables", "name: pdf-täbles"));
        row("name-folder", Severity::Error, 2, with("name: pdf-tables", "name: other"));
        row("description-missing", Severity::Error, 3, with("description: Extract tables from PDF files. Use when a person asks for a table.", "description:"));
        row("description-length", Severity::Error, 3, with("Use when", QByteArray("word ").repeated(210) + "use when"));
        row("description-brackets", Severity::Advice, 3, with("Use when", "Use when <b>"));
        row("description-when", Severity::Advice, 1, with(" Use when a person asks for a table.", ""));
        row("unknown-key", Severity::Error, 3, with("description:", "version: 1.0\ndescription:"));
        row("duplicate-key", Severity::Error, 3, with("description:", "name: pdf-tables\ndescription:"));
        row("compatibility-length", Severity::Error, 3, with("description:", "compatibility: " + QByteArray(501, 'x') + "\ndescription:"));
        row("license-text", Severity::Error, 3, with("description:", "license:\ndescription:"));
        row("metadata-map", Severity::Error, 3, with("description:", "metadata: [a]\ndescription:"));
        row("allowed-tools-format", Severity::Warning, 3, with("description:", "allowed-tools: Read, Write\ndescription:"));
        row("skill-size", Severity::Error, 0, good + QByteArray(100'000, 'x'));
        row("skill-long", Severity::Warning, 0, good + QByteArray("x\n").repeated(500));
        row("body-empty", Severity::Warning, 5, good.first(good.indexOf("# PDF")));
        row("section-when", Severity::Advice, 0, with("## When to use", "## Hello"));
        row("section-steps", Severity::Advice, 0, with("## Steps\n1.", "## Hello\n-"));
        row("section-pitfalls", Severity::Advice, 0, with("## Pitfalls", "## Hello"));
        row("section-verification", Severity::Advice, 0, with("## Verification", "## Hello"));
        row("incident-log", Severity::Advice, 0, good + "- 2026-01-02 PR #1234 broke\n- 2026-01-03 PR #1235 broke\n- 2026-01-04 ABC-12 fixed\n");
        row("placeholder", Severity::Advice, 18, good + "TODO: more\n");
        row("reference-missing", Severity::Warning, 18, good + "See [more](references/gone.md) of it.\n");
        row("reference-outside", Severity::Advice, 18, good + "See [more](../other/references/x.md) of it.\n");
        row("invalid-utf8", Severity::Error, 18, good + "bad \xFF\n");
    }
    void eachFaultIsNamedWithItsLine()
    {
        QFETCH(QByteArray, file);
        const Findings findings = lint(skillOf(file), "pdf-tables");
        QFETCH(QString, rule);
        const auto found = std::ranges::find(findings, rule, &Finding::rule);
        QVERIFY(found != findings.end());
        QTEST(found->severity, "severity");
        QTEST(found->line, "line");
        QCOMPARE(found->file, "SKILL.md");
        QVERIFY2(found->message.endsWith('.'), qPrintable(found->message));
    }

    void examplesInCodeAreNotFaults()
    {
        QCOMPARE(lint(skillOf(good + "```md\nTODO: x\nSee [y](references/gone.md)\n```\nWrite `TODO: x`. See https://x.example/references/a.md, [url](url), src/scripts/x.py.\n"),
                      "pdf-tables"),
                 Findings());
    }
    void binaryFilesCountAsThere()
    {
        SkillFiles skill = skillOf(good + "![logo](assets/logo.png)\n");
        skill.otherFiles << "assets/logo.png";
        QCOMPARE(lint(skill, "pdf-tables"), Findings());
    }
    void linksInReferencesStartFromTheirFolder()
    {
        SkillFiles skill = skillOf(good);
        skill.files["references/forms.md"] = "See [again](forms.md), [skill](../SKILL.md) and [deeper](more.md).\n";
        skill.files["references/more.md"] = "x";
        const Findings findings = lint(skill, "pdf-tables");
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].rule, "reference-depth");
        QCOMPARE(findings[0].file, "references/forms.md");
    }
    void otherFilesAreCheckedToo()
    {
        SkillFiles skill = skillOf(good);
        skill.files["scripts/nul.py"] = "x";
        skill.files["assets/large.txt"] = QByteArray(1024 * 1024 + 1, 'x');
        const Findings findings = lint(skill, "pdf-tables");
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings[0].rule, "file-size");
        QCOMPARE(findings[1].rule, "file-path");
        QCOMPARE(lint({}, "pdf-tables").constFirst().rule, "skill-missing");
    }

    void onlyNewFaultsAreNew()
    {
        const Findings before = lint(skillOf(with("description:", "version: 1.0\ndescription:")), "pdf-tables");
        const Findings moved = lint(skillOf(with("description:", "\n\nversion: 1.0\ndescription:")), "pdf-tables");
        QCOMPARE(newFindings(before, moved), Findings());
        const Findings more = lint(skillOf(with("description:", "version: 1.0\nauthor: me\ndescription:")), "pdf-tables");
        QCOMPARE(newFindings(before, more).size(), 1);
        QCOMPARE(newFindings(before, {}), Findings());
    }
    void theWorstCounts()
    {
        QCOMPARE(worst({}), Severity::Advice);
        QCOMPARE(worst({{"a", Severity::Warning}, {"b", Severity::High}, {"c", Severity::Error}}), Severity::High);
        QCOMPARE(severityName(Severity::Critical), "critical");
    }
};
QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
