// SPDX-License-Identifier: MIT
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/markdown.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace hsf;
using namespace hsf::ui;

static const QString answer = QStringLiteral("# Open invoices\n\nThree are **open**:\n\n| Invoice | Total |\n|---|--:|\n| R-1192 | 1140.00 |\n"
                                             "| R-1195 | 742.00 |\n\n- one\n- two\n  - nested\n\n```sh\ncut -f1 payments.csv\n\nsort -u\n```\n\n"
                                             "A last word, with `code` and <b>raw</b> HTML.\n");

static journal::StoredMessage stored(qint64 number, const chat::Message &message)
{
    return {number, QDateTime::currentDateTimeUtc(), message};
}

class TestConversation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installConversationAccess(); }

    void streamedPiecesLookLikeTheWhole_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7, 50})
            QTest::addRow("%d characters at a time", size) << size;
    }
    void streamedPiecesLookLikeTheWhole()
    {
        QFETCH(int, size);
        ConversationView streamed, whole;
        for (ConversationView *view : {&streamed, &whole})
            view->resize(700, 500);
        whole.setMessages({stored(1, chat::Message::assistant(answer))});
        for (qsizetype at = 0; at < answer.size(); at += size) {
            streamed.appendAnswer(answer.mid(at, size));
            streamed.shownText(0);
        }
        QCOMPARE(streamed.shownText(0), whole.shownText(0));
        // The stored message takes the place of what was streamed; nothing stands there twice.
        streamed.addStored(stored(1, chat::Message::assistant(answer)));
        QCOMPARE(streamed.entries().size(), 1);
        QCOMPARE(streamed.shownText(0), whole.shownText(0));
    }

    void codeThatDoesNotWrapMovesSideways()
    {
        ConversationView view;
        view.resize(420, 300);
        view.setMessages({stored(1, chat::Message::assistant("```sh\necho " + QString(200, u'x') + " end\n```\n"))});
        view.show();
        int row = 60; // somewhere in the code
        const auto turn = [&](int steps) {
            const QPointF at(200, row);
            QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {steps * 120, 0}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(view.viewport(), &event);
            return view.viewport()->grab().toImage();
        };
        const QImage wrapped = turn(0);
        QCOMPARE(turn(-3), wrapped); // seen whole: nothing moves
        // "Do not wrap" is the first button from the left in the lowest row of buttons.
        QPoint button;
        for (int y = 120; y > 0 && button.isNull(); y -= 5)
            for (int x = 100; x < view.viewport()->width() && button.isNull(); x += 8) {
                QMouseEvent move(QEvent::MouseMove, QPointF(x, y), view.viewport()->mapToGlobal(QPointF(x, y)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
                QApplication::sendEvent(view.viewport(), &move);
                if (view.viewport()->cursor().shape() == Qt::PointingHandCursor)
                    button = {x, y};
            }
        QVERIFY(!button.isNull());
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, button);
        row = button.y() + 25;
        const QImage begin = turn(0);
        QVERIFY(begin != wrapped);
        const QImage middle = turn(-2);
        QVERIFY(middle != begin);
        const QImage end = turn(-500);
        QVERIFY(end != middle);
        QCOMPARE(turn(-1), end); // no further than its last letter
        QCOMPARE(turn(500), begin);
    }

    void hostileMarkdownIsText()
    {
        const auto blocks = markdownBlocks("<script>alert(1)</script>\n\nx <img src=http://evil/a.png> ![pic](http://evil/b.png) [go](javascript:alert(1))");
        QString html;
        for (const MarkdownBlock &block : blocks)
            html += block.html;
        QVERIFY2(html.contains("&lt;script&gt;"), qPrintable(html));
        QVERIFY2(!html.contains("<img"), qPrintable(html));
        QVERIFY2(!html.contains("javascript:"), qPrintable(html));
    }

    void aFailedToolOpensByItselfAndASuccessfulOneStaysOneLine()
    {
        ConversationView view;
        view.resize(700, 500);
        const chat::ToolCall good{"c1", "read_file", R"({"path": "a.txt"})"}, bad{"c2", "terminal", R"({"command": "false"})"};
        view.addStored(stored(1, {.role = chat::Role::Assistant, .toolCalls = {good, bad}}));
        view.startTool(good); // announced as well: still one entry a call
        view.finishTool(good, {.text = "fine"}, 5);
        view.addStored(stored(2, chat::Message::toolResult(good, "fine")));
        view.addStored(stored(3, chat::Message::toolResult(bad, "exit status 1", true)));
        QCOMPARE(view.entries().size(), 2);
        QCOMPARE(view.entries().at(0).title, "Read a.txt");
        QVERIFY(!view.entries().at(0).open);
        QVERIFY(view.entries().at(1).open);
        QVERIFY(view.shownText(1).contains("exit status 1"));
    }

    void scrollingUpStopsFollowing()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        QList<journal::StoredMessage> messages;
        for (int i = 1; i <= 60; ++i)
            messages.append(stored(i, i % 2 ? chat::Message::user("question") : chat::Message::assistant("a long answer\n\nin two parts")));
        view.setMessages(messages);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QSignalSpy away(&view, &ConversationView::awayFromEnd);
        view.verticalScrollBar()->setValue(0);
        view.appendAnswer("more\n\nand more\n");
        QCOMPARE(view.verticalScrollBar()->value(), 0);
        QCOMPARE(away.value(0).value(0).toBool(), true);
    }

    void aChangeOfThemeKeepsThePlace()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        QList<journal::StoredMessage> messages;
        for (int i = 1; i <= 60; ++i)
            messages.append(stored(i, i % 2 ? chat::Message::user("question") : chat::Message::assistant(answer)));
        view.setMessages(messages);
        QPalette palette = view.palette();
        palette.setColor(QPalette::Base, Qt::darkGray);
        view.setPalette(palette);
        QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(view.viewport()->rect().intersects(view.entryRect(59)));
        view.showMessage(10);
        palette.setColor(QPalette::Base, Qt::white);
        view.setPalette(palette);
        QCoreApplication::processEvents();
        QVERIFY(view.viewport()->rect().intersects(view.entryRect(9)));
    }

    void copyTakesWhatIsSeen()
    {
        ConversationView view;
        view.resize(600, 400);
        view.setMessages({stored(1, chat::Message::user("first")), stored(2, chat::Message::assistant("second **bold**"))});
        view.selectAll();
        view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), "first\nsecond bold");
    }

    void copiedHtmlHasNoColours()
    {
        ConversationView view;
        view.resize(600, 400);
        view.setMessages({stored(1, chat::Message::user("a < b")), stored(2, chat::Message::assistant("see **this**\n\n```cpp\nint x;\n```"))});
        view.selectAll();
        QCOMPARE(view.selectedText(), "a < b\nsee this\nint x;");
        const QString html = view.selectedHtml();
        QVERIFY2(html.contains("a &lt; b") && html.contains("<strong>this</strong>") && html.contains("<pre><code>int x;</code></pre>"), qPrintable(html));
        QVERIFY(!html.contains("color"));
    }

    void aSelectionSurvivesStreamingAndReachesBeyondTheScreen()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        QList<journal::StoredMessage> messages;
        for (int i = 1; i <= 500; ++i)
            messages.append(stored(i, i % 2 ? chat::Message::user("question") : chat::Message::assistant("answer *in* two\n\nparts")));
        view.setMessages(messages);
        view.selectAll();
        const QString before = view.selectedText();
        QCOMPARE(before.count("question"), 250);
        QCOMPARE(before.count("answer in two\nparts"), 250);
        view.appendAnswer("more\n\nand more\n");
        QVERIFY(view.selectedText().startsWith(before));
    }

    void documentsFarAwayAreLetGoAndThePlaceStays()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        QList<journal::StoredMessage> messages;
        for (int i = 1; i <= 1000; ++i)
            messages.append(stored(i, chat::Message::assistant(answer)));
        view.setMessages(messages);
        for (const qint64 number : {10, 900, 400, 10}) {
            view.showMessage(number);
            QTest::qWait(0);
            view.viewport()->repaint();
            QVERIFY(view.viewport()->rect().intersects(view.entryRect(int(number) - 1)));
        }
    }

    void wordsAreFoundOneAfterAnotherAndAround()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        view.setMessages({stored(1, chat::Message::user("the needle")), stored(2, chat::Message::assistant("nothing")),
                          stored(3, chat::Message::assistant("a **needle** and a needle")), stored(4, chat::Message::user("end"))});
        QCOMPARE(view.find("NEEDLE"), 2);
        view.verticalScrollBar()->setValue(0);
        QList<int> places;
        for (int i = 0; i < 4; ++i) {
            QVERIFY(view.findNext(1));
            places << view.foundPlace();
        }
        QCOMPARE(places, (QList<int>{1, 2, 2, 1}));
        QVERIFY(view.findNext(-1));
        QCOMPARE(view.foundPlace(), 2);
        QCOMPARE(view.find("absent"), 0);
        QVERIFY(!view.findNext(1));
    }

    void editAndAgainAreAskedForWithKeys()
    {
        ConversationView view;
        view.resize(500, 300);
        view.show();
        view.setFocus();
        journal::StoredMessage again = stored(4, chat::Message::assistant("second"));
        again.versions = {2, 4};
        view.setMessages({stored(1, chat::Message::user("question")), again});
        QTRY_VERIFY(view.hasFocus());
        QSignalSpy edits(&view, &ConversationView::editRequested), agains(&view, &ConversationView::regenerateRequested),
            versions(&view, &ConversationView::versionRequested);
        view.viewport()->repaint();
        view.showMessage(1);
        QTest::keyClick(&view, Qt::Key_F2);
        QCOMPARE(edits.value(0), (QList<QVariant>{qint64(1), "question"}));
        view.toNext();
        QTest::keyClick(&view, Qt::Key_F2);
        QCOMPARE(agains.value(0), (QList<QVariant>{qint64(4)}));
        QTest::keyClick(&view, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(versions.value(0), (QList<QVariant>{qint64(2)}));
        QTest::keyClick(&view, Qt::Key_Right, Qt::AltModifier); // there is no later one
        QCOMPARE(versions.size(), 1);
    }

    void whatAModelIsToldInShortIsSeen()
    {
        ConversationView view;
        view.resize(600, 300);
        view.setMessages({stored(1, chat::Message::user("question"))});
        view.addCompaction({.first = 3, .last = 40, .summary = "They agreed on **tabs**.", .tokensBefore = 9000, .tokensAfter = 300});
        QCOMPARE(view.entries().size(), 2);
        QVERIFY(view.plainText().contains("messages 3 to 40"));
        QCOMPARE(view.shownText(1), QString()); // folded
    }

    void aScreenReaderFindsOneItemAMessage()
    {
        ConversationView view;
        view.resize(600, 400);
        view.setMessages({stored(1, chat::Message::user("first")), stored(2, chat::Message::assistant("second"))});
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(access);
        QCOMPARE(access->role(), QAccessible::List);
        QCOMPARE(access->childCount(), 2);
        QCOMPARE(access->child(0)->text(QAccessible::Name), "You: first");
        QCOMPARE(access->child(1)->role(), QAccessible::ListItem);
        QCOMPARE(access->child(1)->text(QAccessible::Name), "Agent: second");
    }
};
QTEST_MAIN(TestConversation)
#include "tst_conversation.moc"
