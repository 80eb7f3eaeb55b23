// SPDX-License-Identifier: MIT
//
// The short cut of the scan: what an expression needs is read off it rightly, and the scan finds with it what it finds without.
#include "skill/scan.h"
#include "skill/sieve_p.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace hsf::skill;

namespace {
/// "curl|wget & .ssh/id_", for comparing.
QString told(const QList<Need> &needs)
{
    QStringList all;
    for (const Need &need : needs) {
        QStringList any;
        for (const QByteArray &word : need.words)
            any << QString::fromLatin1(word);
        for (const UnitRange &range : need.units)
            any << QStringLiteral("U+%1-%2").arg(range.first, 0, 16).arg(range.last, 0, 16);
        for (const Run &run : need.runs)
            any << QStringLiteral("%1 in a row").arg(run.length);
        all << any.join(u'|');
    }
    return all.join(QStringLiteral(" & "));
}

using Places = QList<std::pair<QString, int>>; ///< rule and line

/// What the rules find one by one, without any short cut.
Places foundPlainly(const QString &text)
{
    Places places;
    for (const ScanRule &rule : Scanner::builtIn().rules()) {
        int count = 0;
        for (auto matches = rule.pattern.globalMatch(text); matches.hasNext() && count < 20; ++count)
            places << std::pair(rule.id, int(QStringView(text).first(matches.next().capturedStart()).count(u'\n')) + 1);
    }
    std::ranges::sort(places);
    return places;
}

Places foundByScan(const QString &text)
{
    Places places;
    for (const Finding &finding : Scanner::builtIn().scanText("x", text))
        places << std::pair(finding.rule, finding.line);
    std::ranges::sort(places);
    return places;
}

/// A text made of pieces of what rules look for, cut, joined and with cases changed.
QString hostileText(QRandomGenerator &random)
{
    static const QStringList joints = {" ", "\n", "", " | ", "  ", "\t", "/", "-", ".", ":", "*", "\u200b", "\u2014", "\U0001F600"};
    const auto &rules = Scanner::builtIn().rules();
    QString text;
    for (int i = random.bounded(1, 30); i > 0; --i) {
        const ScanRule &rule = rules[random.bounded(rules.size())];
        QString piece = random.bounded(3) ? rule.positive : rule.negative;
        if (random.bounded(2)) {
            const qsizetype from = random.bounded(piece.size());
            piece = piece.sliced(from, random.bounded(piece.size() - from) + 1);
        }
        if (random.bounded(4) == 0)
            piece = random.bounded(2) ? piece.toUpper() : piece.toLower();
        if (random.bounded(6) == 0)
            piece.replace(u'k', QChar(0x212A)).replace(u's', QChar(0x017F)); // what case folding takes for k and s
        text += piece + joints[random.bounded(joints.size())];
    }
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}
} // namespace

class TestSieve : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAnExpressionNeedsIsReadOffIt_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("needs");
        const auto row = [](const char *pattern, const char *needs) { QTest::newRow(pattern) << QString::fromUtf8(pattern) << QString(needs); };
        row("curl", "curl");
        row("cu?rl", "rl");
        row("cur*l", "cu");
        row("(?:ab)+c", "ab");
        row("ab{3}", "bbb");
        row("ab{0,3}cd", "cd");
        row("a|bc", "");
        row("abc|de", "abc|de");
        row("(?:abc|de)?", "");
        row("\\b(?:curl|wget)\\b[^\\n]{0,200}\\.ssh/id_", "curl|wget & .ssh/id_");
        row("ab(?=cd)ef", "abef");
        row("(?<!x)ab(?!cd)", "ab");
        row("(?-i:DROP\\s+DATABASE)", "drop & database");
        row("[A-Za-z0-9+/]{400,}", "400 in a row");
        row("[a-z]{3,}xy", "xy");
        row("[\\x{200B}\\x{2060}]{2,}", "U+200b-200b|U+2060-2060");
        row("[\\x{E0000}-\\x{E007F}]+", "U+db40-db40");
        row("don['\u2019]t", "don");
        row("\\x63\\x75", "cu");
        row("\\\\x[0-9a-f]", "\\x");
        row("a[b]c", "");
        row("[^\\n]ab", "ab");
        row("[]x]ab", "ab");
        row("ab\\1cd", ""); // what is not understood needs nothing
        row("(?<name>ab)", "");
        row("[[:alpha:]]ab", "");
        row("[\\x{00E0}-\\x{00FF}]ab", "ab"); // letters have two cases
        row("", "");
    }
    void whatAnExpressionNeedsIsReadOffIt()
    {
        QFETCH(QString, pattern);
        QTEST(told(requirementOf(pattern)), "needs");
    }
    void mostRulesCanBeLeftOut()
    {
        int open = 0;
        for (const ScanRule &rule : Scanner::builtIn().rules())
            open += requirementOf(rule.pattern.pattern()).isEmpty();
        QVERIFY2(open <= 3, qPrintable(QString::number(open)));
    }
    void runsAreFoundWhereverTheyLie_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("length");
        for (const int before : {0, 1, 15, 16, 17, 31, 40}) {
            for (const int length : {15, 16, 17, 40})
                QTest::addRow("%d after %d", length, before) << before << length;
        }
    }
    void runsAreFoundWhereverTheyLie()
    {
        QFETCH(int, before);
        QFETCH(int, length);
        const Sieve sieve({"[0-9a-f]{16}"});
        for (const QString &gap : {QString(" "), QString("abc "), QString("- 012345678901234 ")}) {
            const QString text = gap.repeated(before) + QString("aB3").repeated(20).first(length) + gap.repeated(3);
            const bool has = text.contains(QRegularExpression("[0-9a-f]{16}", QRegularExpression::CaseInsensitiveOption));
            QCOMPARE(sieve.mayMatch(text).front(), has);
        }
    }
    void theShortCutFindsTheSame()
    {
        for (quint32 seed = 1; seed <= 400; ++seed) {
            QRandomGenerator random(seed);
            const QString text = hostileText(random);
            QVERIFY2(foundByScan(text) == foundPlainly(text), qPrintable(QString("seed %1: %2").arg(seed).arg(text)));
        }
    }
    void theShortCutFindsTheSameInOurOwnTexts()
    {
        QDir resources(HSF_SOURCE_DIR "/resources");
        for (const char *folder : {"scan", "prompts", "sample/library/csv-cleaning", "sample/library/weekly-backup"}) {
            for (const QFileInfo &info : QDir(resources.filePath(folder)).entryInfoList(QDir::Files)) {
                QFile file(info.filePath());
                QVERIFY(file.open(QFile::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                QCOMPARE(foundByScan(text), foundPlainly(text));
            }
        }
    }
    void halfACharacterHidesNothing()
    {
        const QString text = QString("x ") + QChar(0xD800) + QString("\nrm -rf /\n");
        QCOMPARE(foundByScan(text), (Places{{"destructive-root", 2}}));
    }
};
QTEST_GUILESS_MAIN(TestSieve)
#include "tst_sieve.moc"
