// SPDX-License-Identifier: MIT
#include "skill/document.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hsf::skill;

namespace {
QStringList rulesOf(const Findings &findings)
{
    QStringList rules;
    for (const Finding &finding : findings)
        rules << finding.rule;
    return rules;
}

QByteArray bytesOf(const char *text)
{
    return QByteArray(text);
}
} // namespace

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheWorldWritesIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<int>("bodyLine");
        const QStringList none;
        QTest::newRow("ordinary") << bytesOf("---\nname: a\ndescription: b c\n---\n# Hi\n") << "a" << "b c" << none << 5;
        QTest::newRow("BOM") << bytesOf("\xEF\xBB\xBF---\nname: a\n---\n") << "a" << "" << none << 4;
        QTest::newRow("CRLF") << bytesOf("---\r\nname: a\r\ndescription: b\r\n---\r\nHi") << "a" << "b" << none << 5;
        QTest::newRow("CR only") << bytesOf("---\rname: a\rdescription: b\r---\rHi") << "a" << "b" << none << 5;
        QTest::newRow("trailing blanks") << bytesOf("--- \nname: a\n---\t \nHi") << "a" << "" << none << 4;
        QTest::newRow("quoted") << bytesOf("---\nname: 'a'\ndescription: \"Über: \\\"x\\\"\"\n---\n") << "a" << "Über: \"x\"" << none << 5;
        QTest::newRow("folded") << bytesOf("---\nname: a\ndescription: >-\n  one\n  two\n\n  three\n---\n") << "a" << "one two\nthree" << none << 9;
        QTest::newRow("literal") << bytesOf("---\ndescription: |\n  one\n  # two\nname: a\n---\n") << "a" << "one\n# two\n" << none << 7;
        QTest::newRow("plain over lines") << bytesOf("---\ndescription: one\n  two,\n  three\nname: a\n---\n") << "a" << "one two, three" << none << 7;
        QTest::newRow("anchor and alias") << bytesOf("---\nname: &n a\ndescription: *n\n---\n") << "a" << "a" << none << 5;
        QTest::newRow("one flow map") << bytesOf("---\n{name: a, description: b, tags: [x, y]}\n---\n") << "a" << "b" << none << 4;
        QTest::newRow("indented") << bytesOf("---\n  name: a\n  description: b\n---\n") << "a" << "b" << none << 5;
        QTest::newRow("empty front matter") << bytesOf("---\n---\nHi") << "" << "" << none << 3;
        QTest::newRow("dashes in a literal") << bytesOf("---\nname: a\ndescription: |\n  x\n  ---\n  y\n---\n") << "a" << "x\n---\ny\n" << none << 8;
        QTest::newRow("colon in plain text") << bytesOf("---\nname: a\ndescription: Use when: always\n---\n") << "a" << "Use when: always"
                                             << QStringList{"front-matter-yaml"} << 5;
        QTest::newRow("quotes survive beside a broken field")
            << bytesOf("---\nname: \"a\\x41\"\ndescription: [tip] x\n  more: y\n---\n") << "aA" << "[tip] x more: y" << QStringList{"front-matter-yaml"} << 6;
        QTest::newRow("words at the end") << bytesOf("---\nname: a\njust words.\n---\n") << "a" << "" << QStringList{"front-matter-yaml"} << 5;
        QTest::newRow("tab") << bytesOf("---\nname: a\nmetadata:\n\tx: y\n---\n") << "a" << "" << QStringList{"front-matter-yaml"} << 6;
        QTest::newRow("not closed") << bytesOf("---\nname: a\ndescription: b\n\n# Hi\n") << "a" << "b" << QStringList{"front-matter-open"} << 4;
        QTest::newRow("duplicate") << bytesOf("---\nname: a\nname: b\n---\n") << "a" << "" << QStringList{"duplicate-key"} << 5;
        QTest::newRow("late") << bytesOf("\n\n---\nname: a\n---\n") << "a" << "" << QStringList{"front-matter-late"} << 6;
        QTest::newRow("none") << bytesOf("# Hi\nname: a\n") << "" << "" << QStringList{"front-matter-missing"} << 1;
        QTest::newRow("empty file") << QByteArray() << "" << "" << QStringList{"front-matter-missing"} << 1;
        QTest::newRow("only dashes") << bytesOf("---") << "" << "" << QStringList{"front-matter-missing"} << 1;
        QTest::newRow("a rule, no front matter") << bytesOf("---\n\nHello\n") << "" << "" << QStringList{"front-matter-missing"} << 1;
        QTest::newRow("a list") << bytesOf("---\n- a\n- b\n---\n") << "" << "" << QStringList{"front-matter-fields"} << 5;
        QTest::newRow("words") << bytesOf("---\njust words\n---\n") << "" << "" << QStringList{"front-matter-fields"} << 4;
        QTest::newRow("invalid UTF-8") << bytesOf("---\nname: a\ndescription: b\xFFz\n---\n") << "a" << QString("b\uFFFDz") << QStringList{"invalid-utf8"} << 5;
        QTest::newRow("NUL") << QByteArray("---\nname: a\0b\n---\n", 17) << QString("a\uFFFDb") << "" << QStringList{"nul-byte"} << 4;
        QTest::newRow("end of transmission") << bytesOf("---\nname: a\x04z\ndescription: b\n---\n") << QString("a\uFFFDz") << "b" << none << 5;
        QTest::newRow("null") << bytesOf("---\nname: ~\ndescription:\n---\n") << "" << "" << none << 5;
    }
    void whatTheWorldWritesIsRead()
    {
        QFETCH(QByteArray, bytes);
        const Document document = parseDocument(bytes);
        QTEST(document.name(), "name");
        QTEST(document.description(), "description");
        QTEST(rulesOf(document.problems), "problems");
        QTEST(document.bodyLine, "bodyLine");
        QCOMPARE(document.bytes, bytes);
    }

    void fieldsKnowTheirLines()
    {
        const Document document = parseDocument("---\n# mine\nname: a # b\ndescription: >\n  one\n\n  # two\n\n# next\nmetadata:\n  x: y\n  # z\n\"tags\": [a,\n b] # c\n---\n");
        QCOMPARE(document.fields,
                 (QList<Field>{{"name", "a", true, 3, 3},
                               {"description", "one\n# two\n", true, 4, 7},
                               {"metadata", "  x: y", false, 10, 11},
                               {"tags", "[a,\n b]", false, 13, 14}}));
    }
    void problemsSayTheirLine()
    {
        QCOMPARE(parseDocument("---\r\nname: a\r\nname: b\r\n---\r\n").problems.constFirst().line, 3);
        QCOMPARE(parseDocument("---\nname: a\n---\n\nabc\n\xC3\x28\n").problems.constFirst().line, 6);
        QCOMPARE(parseDocument("---\nname: a\ndescription: b: c\n---\n").problems.constFirst().line, 3);
    }
    void headingsInCodeAreNotHeadings()
    {
        const Document document = parseDocument("---\nname: a\n---\n# One #\n```sh\n# not me\n~~~\n```\n##  Two\n#three\n    # code\n~~~~\n# no\n~~~\n~~~~\n### C#\n");
        QCOMPARE(document.headings(), (QStringList{"One", "Two", "C#"}));
    }

    void hostileFrontMatterEndsQuickly_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QByteArray laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'k'; ++c)
            laughs += QByteArray(1, c) + ": &" + c + " [" + QByteArray("*").append(char(c - 1)).append(',').repeated(9) + "]\n";
        QTest::newRow("a billion laughs") << laughs;
        QTest::newRow("a long alias, often") << "x: &x " + QByteArray(30'000, 'y') + "\n" + QByteArray("a: *x\n").repeated(5'000);
        QTest::newRow("deep list") << "name: " + QByteArray(60'000, '[');
        QTest::newRow("deep map") << "name: " + QByteArray("{a: ").repeated(15'000);
        QTest::newRow("deep dashes") << "name:\n " + QByteArray("- ").repeated(30'000);
        QTest::newRow("deep questions") << QByteArray("? ").repeated(30'000);
        QTest::newRow("controls") << "name: " + QByteArray(60'000, '\x01');
        QTest::newRow("many broken keys") << QByteArray("a: b: c\n").repeated(8'000);
        QTest::newRow("unknown alias") << bytesOf("name: *nobody");
        QTest::newRow("large") << "name: a\n" + QByteArray("# pad\n").repeated(200'000);
    }
    void hostileFrontMatterEndsQuickly()
    {
        QFETCH(QByteArray, yaml);
        const QByteArray bytes = "---\n" + yaml + "\n---\nHi\n";
        const Document document = parseDocument(bytes);
        QCOMPARE(document.body(), "Hi\n");
        qsizetype shown = 0;
        for (const Field &field : document.fields)
            shown = std::max(shown, field.value.size());
        QVERIFY(shown <= 64 * 1024);
        QCOMPARE(parseDocument(withField(bytes, "license", "MIT")).body(), "Hi\n");
    }
    void aHugeFrontMatterStillShowsItsName()
    {
        const Document document = parseDocument("---\nname: a\n" + QByteArray("# pad\n").repeated(20'000) + "---\nHi\n");
        QCOMPARE(document.name(), "a");
        QCOMPARE(rulesOf(document.problems), QStringList{"front-matter-size"});
    }

    void anEditTouchesItsFieldOnly_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("plain") << bytesOf("---\n# c\nname: a\ndescription:   b\n---\nx") << "new text" << bytesOf("---\n# c\nname: a\ndescription:   new text\n---\nx");
        QTest::newRow("comment stays") << bytesOf("---\ndescription: b  # why\n---\n") << "c" << bytesOf("---\ndescription: c  # why\n---\n");
        QTest::newRow("comment after quotes") << bytesOf("---\ndescription: \"b # x\" # why\n---\n") << "c" << bytesOf("---\ndescription: c # why\n---\n");
        QTest::newRow("needs quotes") << bytesOf("---\ndescription: b\n---\n") << "Use when: \"now\"" << bytesOf("---\ndescription: \"Use when: \\\"now\\\"\"\n---\n");
        QTest::newRow("CRLF") << bytesOf("---\r\ndescription: b\r\nname: a\r\n---\r\n") << "c" << bytesOf("---\r\ndescription: c\r\nname: a\r\n---\r\n");
        QTest::newRow("CR only, new field") << bytesOf("---\rname: a\r---\r") << "c" << bytesOf("---\rname: a\rdescription: c\r---\r");
        QTest::newRow("BOM, new field") << bytesOf("\xEF\xBB\xBF---\nname: a\n---\n") << "c" << bytesOf("\xEF\xBB\xBF---\nname: a\ndescription: c\n---\n");
        QTest::newRow("no front matter") << bytesOf("\xEF\xBB\xBF# Hi\r\n") << "c" << bytesOf("\xEF\xBB\xBF---\r\ndescription: c\r\n---\r\n# Hi\r\n");
        QTest::newRow("empty file") << QByteArray() << "c" << bytesOf("---\ndescription: c\n---\n");
        QTest::newRow("several lines become one") << bytesOf("---\ndescription: > # fold\n  one\n  two\n\n# next\nname: a\n---\n") << "c"
                                                  << bytesOf("---\ndescription: c # fold\n\n# next\nname: a\n---\n");
        QTest::newRow("list") << bytesOf("---\ndescription: # list\n  - a\n  - b\nname: a\n---\n") << "c" << bytesOf("---\ndescription: c # list\nname: a\n---\n");
        QTest::newRow("no value yet") << bytesOf("---\ndescription:\n---\n") << "c" << bytesOf("---\ndescription: c\n---\n");
        QTest::newRow("quoted key") << bytesOf("---\n'description' : b\n---\n") << "c" << bytesOf("---\n'description' : c\n---\n");
        QTest::newRow("anchor") << bytesOf("---\ndescription: &d !!str b\nname: *d\n---\n") << "c" << bytesOf("---\ndescription: &d c\nname: *d\n---\n");
        QTest::newRow("explicit key") << bytesOf("---\n? description\n: b\nname: a\n---\n") << "c" << bytesOf("---\ndescription: c\nname: a\n---\n");
        QTest::newRow("indented") << bytesOf("---\n  name: a\n---\n") << "c" << bytesOf("---\n  name: a\n  description: c\n---\n");
        QTest::newRow("repairs") << bytesOf("---\nname: a\ndescription: b: c\n---\n") << "b: c!" << bytesOf("---\nname: a\ndescription: \"b: c!\"\n---\n");
        QTest::newRow("not closed") << bytesOf("---\nname: a") << "c" << bytesOf("---\nname: a\ndescription: c\n");
        QTest::newRow("the same") << bytesOf("---\ndescription:   'b'\n---\n") << "b" << bytesOf("---\ndescription:   'b'\n---\n");
        QTest::newRow("flow map") << bytesOf("---\n{name: a, description: b, tags: [x, y]}\n---\nHi") << "c"
                                  << bytesOf("---\nname: a\ndescription: c\ntags: [x, y]\n---\nHi");
        QTest::newRow("duplicate: the first") << bytesOf("---\ndescription: a\ndescription: b\n---\n") << "c" << bytesOf("---\ndescription: c\ndescription: b\n---\n");
    }
    void anEditTouchesItsFieldOnly()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, value);
        QTEST(withField(before, "description", value), "after");
        QCOMPARE(parseDocument(withField(before, "description", value)).description(), value);
    }

    void removingAFieldTakesItsLinesOnly()
    {
        QCOMPARE(withoutField("---\nname: a\nx: >\n  b\n  c\n# d\ny: 1\n---\nHi", "x"), "---\nname: a\n# d\ny: 1\n---\nHi");
        QCOMPARE(withoutField("---\r\nname: a\r\nx: [a,\r\n b]\r\n---\r\n", "x"), "---\r\nname: a\r\n---\r\n");
        QCOMPARE(withoutField("---\nx: 1\nname: a\nx: 2\n---\n", "x"), "---\nname: a\n---\n");
        QCOMPARE(withoutField("---\n{x: 1, name: a}\n---\n", "x"), "---\nname: a\n---\n");
        QCOMPARE(withoutField("---\nname: a\n---\n", "x"), "---\nname: a\n---\n");
        QCOMPARE(withoutField("# Hi\n", "x"), "# Hi\n");
    }

    void anyStringComesBackAsWritten()
    {
        QStringList values = {"",       " ",      "true", "No",    "null",  "~",       "12",    "1.5e3", "0x1F", "2026-01-02", "- a",   "-a",     "a: b",        "a:",
                              "a #b",   "a#b",    "#",    "\"",    "'",     "a\nb",    "\ta",   "a\t",   "[x]",  "{x}",        "*a",    "&a",     "!a",          "%a",
                              "@a",     "`a",     "|",    ">",     "a\\b",  "---",     "...",   "=",     "<<",   "Ünïcödé 🚀", "\u2028", "\u0085", "\uFEFFa",     "a\u200bb",
                              ".inf",   "1:20",   "a, b", "a] b",  "\r\n",  "\u0007", "on",    "+1",    "? a",  ": a"};
        for (const QString &value : values) {
            const QByteArray edited = withField("---\nname: x\n---\n", "description", value);
            const Document document = parseDocument(edited);
            QVERIFY2(document.description() == value && document.problems.isEmpty(), edited.constData());
            QCOMPARE(document.name(), "x");
        }
    }

    /// Random documents: the field changes, each other line stays byte for byte, each other field keeps its value.
    void everyOtherByteIsKept()
    {
        const QList<QByteArray> snippets = {
            "name: pdf-tables", "description: Some text # why", "description: \"quoted \\\" # text\"   # why", "description: 'it''s'", "description: >-\n  folded\n  text",
            "description: |\n  # literal\n\n  text", "description: two\n  lines", "license: MIT", "metadata:\n  author: me # x\n  tags: [a, b]", "tags:\n- one\n- two",
            "tags: [a, 'b, c',\n  d] # list", "# comment", "", "  # indented comment", "\"quoted key\": 1", "version:   1.0", "platforms: {a: b, c: [d]}", "allowed-tools: Read, Bash(git:*)",
            "author: &me Jo", "owner: *me", "empty:", "umlaut: \"\xC3\xBC\"  # \xC3\xBC"};
        for (int seed = 0; seed < 300; ++seed) {
            QRandomGenerator random(seed);
            QByteArray bytes = random.bounded(4) ? "---\n" : "--- \n";
            for (int i = random.bounded(8); i >= 0; --i)
                bytes += snippets[random.bounded(snippets.size())] + "\n";
            bytes += "---\n\n# Body\ndescription: not me\n";
            if (random.bounded(3) == 0)
                bytes.replace("\n", "\r\n");
            if (random.bounded(4) == 0)
                bytes.prepend("\xEF\xBB\xBF");
            const Document before = parseDocument(bytes);
            const QByteArray edited = withField(bytes, "description", "The new: text");
            const Document after = parseDocument(edited);
            QCOMPARE(after.description(), "The new: text");
            const auto index = std::ranges::find(before.fields, "description", &Field::key) - before.fields.begin();
            const bool existed = index < before.fields.size();
            QCOMPARE(after.fields.size(), before.fields.size() + (existed ? 0 : 1));
            for (qsizetype i = 0; i < before.fields.size(); ++i) {
                QCOMPARE(after.fields[i].key, before.fields[i].key);
                if (i != index)
                    QVERIFY2(after.fields[i].value == before.fields[i].value, (bytes + "\n=====\n" + edited).constData());
            }
            const QList<QByteArray> old = bytes.split('\n');
            const QList<QByteArray> now = edited.split('\n');
            const qsizetype from = existed ? before.fields[index].firstLine - 1 : after.fields.constLast().firstLine - 1;
            const qsizetype taken = existed ? before.fields[index].lastLine - before.fields[index].firstLine + 1 : 0;
            QCOMPARE(now.first(from), old.first(from));
            QCOMPARE(now.sliced(from + 1), old.sliced(from + taken));
            QCOMPARE(edited.endsWith('\n'), bytes.endsWith('\n'));
            if (existed && QByteArrayView(old[from + taken - 1]).trimmed().endsWith("# why"))
                QVERIFY2(now[from].contains("# why"), edited.constData());
        }
    }
};
QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
