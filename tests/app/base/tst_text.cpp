// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <QTest>

using namespace hsf;

class TestText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secretsAreRedacted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::newRow("OpenAI key") << "use sk-abcdefghijklmnop1234 please" << "abcdefghijklmnop";
        QTest::newRow("header") << "Authorization: Bearer abc.def-ghi_jkl12345" << "abc.def-ghi_jkl12345";
        QTest::newRow("environment") << "export OPENAI_API_KEY=hunter2hunter2" << "hunter2";
        QTest::newRow("JSON") << "{\"password\": \"correct-horse\"}" << "correct-horse";
        QTest::newRow("private key") << "-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----" << "MIIEabc";
        QTest::newRow("unfinished private key") << "-----BEGIN PRIVATE KEY-----\nMIIEabc" << "MIIEabc";
    }
    void secretsAreRedacted()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(!redacted(text).contains(secret));
        QVERIFY(redacted(text).contains("[redacted]"));
    }
    void ordinaryTextStays()
    {
        const QString text = "The token count is 12, keys are sorted; see skills/basic-usage.";
        QCOMPARE(redacted(text), text);
    }
    void excerptsAreOneLine()
    {
        QCOMPARE(excerpt("a\nb  c"), "a b c");
        QCOMPARE(excerpt(QString(200, 'x'), 10), QString(9, 'x') + "…");
    }
};
QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
