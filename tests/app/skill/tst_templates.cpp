// SPDX-License-Identifier: MIT
#include "skill/document.h"
#include "skill/scan.h"
#include "skill/templates.h"

#include <QTest>

using namespace hsf::skill;

class TestTemplates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachStartIsAGoodSkill_data()
    {
        QTest::addColumn<SkillTemplate>("start");
        for (const SkillTemplate &start : skillTemplates())
            QTest::newRow(qPrintable(start.id)) << start;
    }
    void eachStartIsAGoodSkill()
    {
        QFETCH(SkillTemplate, start);
        QVERIFY(!start.title.isEmpty() && start.about.endsWith('.'));
        const SkillFiles skill{filesFrom(start, "stock-taking", "Counts the stock. Use when somebody asks how much there is."), {}};
        QStringList found;
        for (const Finding &finding : lint(skill, "stock-taking") + Scanner::builtIn().scanSkill(skill))
            found << finding.rule + ": " + finding.message;
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
        const Document document = parseDocument(skill.files.value("SKILL.md"));
        QCOMPARE(document.name(), "stock-taking");
        QVERIFY(document.body().contains("# Stock taking\n"));
        for (const QByteArray &bytes : skill.files)
            QVERIFY(!bytes.contains("{title}") && !bytes.contains("{name}"));
    }
    void thereAreSeveralAndEachIsAnother()
    {
        QSet<QString> ids, titles;
        for (const SkillTemplate &start : skillTemplates()) {
            ids << start.id;
            titles << start.title;
        }
        QVERIFY(ids.size() >= 4 && ids.size() == titles.size() && ids.size() == skillTemplates().size());
    }
};
QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
