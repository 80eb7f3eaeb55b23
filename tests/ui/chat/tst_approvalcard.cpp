// SPDX-License-Identifier: MIT
//
// The card that asks: what it offers, in words, and that Enter never approves.
#include "ui/chat/approvalcard.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;
using tools::Approval;
using tools::Grant;

Q_DECLARE_METATYPE(hsf::tools::Approval)

namespace {

const QString folder = u"/home/ada/projects/monthly report"_s;

tools::ApprovalRequest request(const QList<Grant> &forChat, const QList<Grant> &always)
{
    return {.session = SessionId::fresh(),
            .callId = u"c1"_s,
            .tool = u"terminal"_s,
            .title = u"Run a command"_s,
            .command = u"git status --short"_s,
            .reason = u"it runs a command"_s,
            .forChat = forChat,
            .always = always};
}

} // namespace

class TestApprovalCard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void eachAnswerSaysWhatItCovers_data()
    {
        QTest::addColumn<bool>("forChat");
        QTest::addColumn<bool>("always");
        QTest::newRow("once alone") << false << false;
        QTest::newRow("this chat") << true << false;
        QTest::newRow("always, too") << true << true;
    }
    void eachAnswerSaysWhatItCovers()
    {
        QFETCH(const bool, forChat);
        QFETCH(const bool, always);
        const QList<Grant> like{{Grant::Kind::Like, folder, u"git status"_s}}, begins{{Grant::Kind::Begins, folder, u"git status"_s}};
        ApprovalCard card(request(forChat ? like : QList<Grant>(), always ? begins : QList<Grant>()));
        card.resize(620, 260);
        card.show();
        QVERIFY(card.findChild<QPushButton *>(u"denyButton"_s) && card.findChild<QPushButton *>(u"allowOnceButton"_s));
        QCOMPARE(card.findChild<QPushButton *>(u"allowChatButton"_s) != nullptr, forChat);
        QCOMPARE(card.findChild<QPushButton *>(u"allowAlwaysButton"_s) != nullptr, always);
        if (forChat)
            QCOMPARE(child<QLabel>(card, "chatScope")->text(), u"In this chat: run commands like “git status” in %1"_s.arg(folder));
        if (always)
            QCOMPARE(child<QLabel>(card, "alwaysScope")->text(), u"Always: run commands that begin with “git status” in %1"_s.arg(folder));
        test::look(card, u"card %1 %2"_s.arg(forChat).arg(always));
    }

    void enterApprovesNothing_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<Approval>("answer");
        QTest::newRow("deny") << QByteArray("denyButton") << Approval::Denied;
        QTest::newRow("once") << QByteArray("allowOnceButton") << Approval::Once;
        QTest::newRow("this chat") << QByteArray("allowChatButton") << Approval::ThisChat;
        QTest::newRow("always") << QByteArray("allowAlwaysButton") << Approval::Always;
    }
    void enterApprovesNothing()
    {
        QFETCH(const QByteArray, button);
        QFETCH(const Approval, answer);
        const QList<Grant> one{{Grant::Kind::Exactly, folder, u"make test"_s}};
        ApprovalCard card(request(one, one));
        QList<Approval> answers;
        connect(&card, &ApprovalCard::answered, &card, [&](Approval given) { answers.append(given); });
        card.show();
        auto *pressed = child<QPushButton>(card, button.constData());
        pressed->setFocus();
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
            QTest::keyClick(pressed, key);
            QTest::keyClick(pressed, key, Qt::ControlModifier);
        }
        QVERIFY(answers.isEmpty());
        QTest::keyClick(pressed, Qt::Key_Space);
        QCOMPARE(answers, QList{answer});
    }
};

QTEST_MAIN(TestApprovalCard)
#include "tst_approvalcard.moc"
