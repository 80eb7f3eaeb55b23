// SPDX-License-Identifier: MIT
//
// A long conversation whose beginning comes after its end: nothing of what is seen moves, and what one wants of all of it in the
// first moment is done when it is there.
#include "features/openwindow.h"

#include "ui/chat/conversationview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTimer>
#include <QScrollBar>

using namespace hsf;
using namespace hsf::test;
using ui::ConversationView;
using Rest = ConversationView::Rest;
using Messages = QList<journal::StoredMessage>;

namespace {

/// Questions, calls with a result, answers; one word in each that is nowhere else.
Messages conversation(int turns)
{
    Messages all;
    const auto say = [&](const chat::Message &message) { all.append({all.size() + 1, QDateTime::fromSecsSinceEpoch(1'700'000'000 + all.size(), QTimeZone::UTC), message, {}, all.size()}); };
    for (int turn = 0; turn < turns; ++turn) {
        const chat::ToolCall call{u"call_%1"_s.arg(turn), u"read_file"_s, uR"({"path": "notes.md"})"_s};
        say(chat::Message::user(u"question%1"_s.arg(turn)));
        say({.role = chat::Role::Assistant, .text = turn % 3 ? QString() : u"I look."_s, .reasoning = u"hm"_s, .toolCalls = {call}});
        say(chat::Message::toolResult(call, u"file%1"_s.arg(turn), turn % 7 == 3));
        say(chat::Message::assistant(u"answer%1 is *here*.\n\n- one\n- two\n\n```sh\nls %1\n```\n"_s.arg(turn)));
    }
    return all;
}

/// The end of it, and the rest in pieces that begin with a question.
struct Pieces {
    explicit Pieces(int turns, int perPiece = 40) : all(conversation(turns))
    {
        for (qsizetype end = all.size(); end > 0; end -= perPiece)
            pieces.append(all.sliced(std::max<qsizetype>(0, end - perPiece), std::min<qsizetype>(perPiece, end)));
        view.resize(600, 500);
        view.show();
        view.setMessages(pieces.takeFirst(), Rest::Comes);
        settle();
    }
    void come(int count = 1'000'000)
    {
        while (!pieces.isEmpty() && count-- > 0) {
            const Messages piece = pieces.takeFirst();
            view.addEarlier(piece, pieces.isEmpty() ? Rest::None : Rest::Comes);
        }
    }
    /// What is near the screen is laid out between events.
    void settle()
    {
        for (int i = 0; i < 100; ++i)
            QCoreApplication::processEvents();
    }
    QImage seen() { return view.viewport()->grab().toImage(); }
    int entryOf(const QString &text) const
    {
        for (int i = 0; i < view.entries().size(); ++i)
            if (view.entries().at(i).text.contains(text))
                return i;
        return -1;
    }
    bool shows(const QString &text) const
    {
        const int entry = entryOf(text);
        return entry >= 0 && view.viewport()->rect().intersects(view.entryRect(entry));
    }

    Messages all;
    QList<Messages> pieces;
    ConversationView view;
};

std::optional<SessionId> longChat(OpenWindow &it, int turns)
{
    std::optional<SessionId> id;
    it.given(SystemClock(), [&](service::Stores &stores) {
        QVERIFY(stores.database->transaction([&]() -> Result<> {
            id = stores.journal->createSession(it.workspace).value().id;
            for (const journal::StoredMessage &stored : conversation(turns))
                if (const auto done = stores.journal->append(*id, stored.message); !done)
                    return std::unexpected(done.error());
            return {};
        }));
    });
    return id;
}

} // namespace

class TestLongChat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void piecesMakeTheSameConversation()
    {
        Pieces it(60);
        it.come();
        ConversationView whole;
        whole.setMessages(it.all);
        QCOMPARE(it.view.entries(), whole.entries());
        QVERIFY(it.view.isWhole());
    }

    void nothingThatIsSeenMoves_data()
    {
        QTest::addColumn<int>("fromEnd");
        QTest::newRow("at the end") << 0;
        QTest::newRow("a little above it") << 60;
        QTest::newRow("in the middle") << 400;
        QTest::newRow("at the top") << 1'000'000;
    }
    void nothingThatIsSeenMoves()
    {
        QFETCH(int, fromEnd);
        Pieces it(100);
        auto *bar = it.view.verticalScrollBar();
        bar->setValue(std::max(0, bar->maximum() - fromEnd));
        it.settle();
        const int below = bar->maximum() - bar->value();
        const QImage before = it.seen();
        for (int i = 0; i < 3; ++i) {
            it.come(1);
            QCOMPARE(it.seen(), before);
            it.settle();
            QCOMPARE(it.seen(), before);
        }
        it.come();
        it.settle();
        QCOMPARE(it.seen(), before);
        QCOMPARE(bar->maximum() - bar->value(), below);
        QVERIFY(bar->value() > 5'000);
    }

    void aScrollBarThatIsDraggedDoesNotSlipAway()
    {
        Pieces it(100);
        auto *bar = it.view.verticalScrollBar();
        bar->setSliderDown(true);
        bar->setSliderPosition(bar->maximum() / 2);
        it.settle();
        const QImage before = it.seen();
        const int length = bar->maximum();
        it.come();
        it.settle();
        QCOMPARE(bar->maximum(), length);
        QCOMPARE(it.seen(), before);
        QVERIFY(!it.view.isWhole());
        bar->setSliderDown(false);
        QTRY_VERIFY(it.view.isWhole());
        QVERIFY(bar->maximum() > length);
        QCOMPARE(it.seen(), before);
    }

    void anAnswerStreamsMeanwhile()
    {
        Pieces it(60);
        it.view.appendAnswer(u"first "_s);
        it.come(1);
        it.view.appendAnswer(u"second "_s);
        it.view.startTool({u"call_x"_s, u"terminal"_s, {}});
        it.come(1);
        it.view.finishTool({u"call_x"_s, u"terminal"_s, {}}, {.text = u"all green"_s}, 5);
        it.view.appendAnswer(u"third"_s);
        it.come();
        QCOMPARE(it.view.entries().at(it.view.entries().size() - 2).text, u"first second third"_s);
        it.view.addStored({1'000, QDateTime::currentDateTime(), chat::Message::assistant(u"first second third"_s)});
        QCOMPARE(it.view.entries().at(it.view.entries().size() - 2).number, 1'000);
        QCOMPARE(it.view.entries().last().text, u"all green"_s);
        QCOMPARE(std::ranges::count_if(it.view.entries(), [](const ui::Entry &entry) { return entry.text.contains(u"first second"_s); }), 1);
        QVERIFY(it.shows(u"all green"_s));
    }

    void aSelectionStaysOnItsWords()
    {
        Pieces it(60);
        const QRect entry = it.view.entryRect(it.entryOf(u"answer59"_s));
        QTest::mousePress(it.view.viewport(), Qt::LeftButton, {}, entry.topLeft() + QPoint(2, 30));
        QMouseEvent move(QEvent::MouseMove, QPointF(entry.topLeft() + QPoint(150, 34)), it.view.mapToGlobal(QPointF(entry.topLeft())), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(it.view.viewport(), &move);
        const QString selected = it.view.selectedText();
        QVERIFY2(selected.startsWith(u"answer59"_s), qPrintable(selected));
        it.come();
        QCOMPARE(it.view.selectedText(), selected);
        QTest::mouseRelease(it.view.viewport(), Qt::LeftButton, {}, entry.topLeft() + QPoint(150, 34));
        QCOMPARE(it.view.selectedText(), selected);
    }

    void allOfItIsCopiedWhenItIsThere()
    {
        Pieces it(40);
        QGuiApplication::clipboard()->setText(u"before"_s);
        it.view.selectAll();
        it.view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
        it.come();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"question0\n"_s));
        QCOMPARE(copied.count(u"question"_s), 40);
        QCOMPARE(copied, it.view.selectedText());
    }

    void veryMuchIsCopiedBetweenEvents()
    {
        Pieces it(300);
        it.come();
        it.view.selectAll();
        const QString text = it.view.selectedText(), html = it.view.selectedHtml();
        QCOMPARE(text.count(u"question"_s), 300);
        auto *clipboard = QGuiApplication::clipboard();
        clipboard->setText(u"before"_s);
        QSignalSpy changed(clipboard, &QClipboard::dataChanged);
        int turns = 0; // of the event loop: the window goes on
        QTimer beside;
        connect(&beside, &QTimer::timeout, this, [&] { turns += changed.isEmpty(); });
        beside.start(0);
        it.view.copy();
        QCOMPARE(clipboard->text(), u"before"_s);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 60'000);
        QVERIFY2(turns > 10, qPrintable(QString::number(turns)));
        QCOMPARE(clipboard->text(), text);
        QCOMPARE(clipboard->mimeData()->html(), html);

        // What was said when one pressed is copied, also from a chat that one has left.
        clipboard->setText(u"before"_s);
        changed.clear();
        it.view.copy();
        it.view.setMessages({});
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 60'000);
        QCOMPARE(clipboard->text(), text);
    }

    void whatIsCopiedMeanwhileIsNewer()
    {
        Pieces it(300);
        it.come();
        it.view.selectAll();
        it.view.copy();
        QGuiApplication::clipboard()->setText(u"another"_s);
        QSignalSpy changed(QGuiApplication::clipboard(), &QClipboard::dataChanged);
        it.settle();
        QTest::mouseClick(it.view.viewport(), Qt::LeftButton);
        for (int i = 0; i < 300; ++i) // more turns than the copying would have taken
            QCoreApplication::processEvents();
        QCOMPARE(changed.size(), 0);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"another"_s);
        // A second press begins anew and ends once.
        it.view.selectAll();
        it.view.copy();
        it.view.copy();
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 60'000);
        QCOMPARE(QGuiApplication::clipboard()->text(), it.view.selectedText());
    }

    void wordsAreFoundInWhatComesLater()
    {
        Pieces it(60);
        QSignalSpy more(&it.view, &ConversationView::foundMore);
        QCOMPARE(it.view.find(u"question"_s), 10);
        QVERIFY(it.view.isFinding());
        it.come();
        QTRY_VERIFY(!it.view.isFinding());
        QCOMPARE(it.view.foundCount(), 60);
        QVERIFY(!more.isEmpty());
        QCOMPARE(it.view.find(u"absent"_s), 0);
        QVERIFY(!it.view.findNext(1));
    }

    void thePlaceBeforeTheFirstOneKnownIsWaitedFor()
    {
        Pieces it(60);
        it.view.find(u"question"_s);
        for (int i = 0; i < 10; ++i)
            QVERIFY(it.view.findNext(-1));
        QCOMPARE(it.view.foundPlace(), 1);
        QVERIFY(it.view.findNext(-1)); // not round the end: more comes
        QCOMPARE(it.view.foundPlace(), 1);
        it.come();
        QTRY_COMPARE(it.view.foundPlace(), 50);
        QVERIFY(it.shows(u"question49"_s));
    }

    void theFirstPlaceIsWaitedFor()
    {
        Pieces it(60);
        it.view.find(u"question"_s);
        it.view.verticalScrollBar()->setValue(it.view.verticalScrollBar()->maximum());
        it.view.findNext(-1);
        QCOMPARE(it.view.foundPlace(), 10);
        it.view.findNext(1); // round the end, to the first of all
        it.come();
        QTRY_COMPARE(it.view.foundPlace(), 1);
        QVERIFY(it.shows(u"question0"_s));
    }

    void whatIsOnlyInTheBeginningIsGoneToWhenItComes()
    {
        Pieces it(60);
        QCOMPARE(it.view.find(u"answer2 "_s), 0);
        QVERIFY(it.view.findNext(1));
        it.come();
        QTRY_COMPARE(it.view.foundPlace(), 1);
        QVERIFY(it.shows(u"answer2 "_s));
    }

    void aHugeConversationIsLookedThroughBetweenEvents()
    {
        ConversationView view;
        view.resize(600, 500);
        Messages messages;
        for (int i = 1; i <= 200; ++i)
            messages.append({i, QDateTime::currentDateTime(), chat::Message::assistant(QString(20'000, u'x') + u" needle"_s)});
        view.setMessages(messages);
        QVERIFY(view.find(u"needle"_s) < 200);
        QTRY_VERIFY(!view.isFinding());
        QCOMPARE(view.foundCount(), 200);
        view.find(u"absent"_s);
        view.find(u"needle"_s); // the words change while it is looked
        QTRY_VERIFY(!view.isFinding());
        QCOMPARE(view.foundCount(), 200);
    }

    void aMessageThatIsNotThereYetIsShownWhenItComes()
    {
        Pieces it(60);
        it.view.showMessage(5); // question1
        QVERIFY(it.shows(u"answer59"_s));
        it.come();
        it.settle();
        QVERIFY(it.shows(u"question1"_s));
        QCOMPARE(it.view.entries().at(it.view.currentEntry()).text, u"question1"_s);
    }

    void whoGoesElsewhereMeanwhileIsNotPulledAway()
    {
        Pieces it(60);
        it.view.showMessage(5);
        QTest::keyClick(&it.view, Qt::Key_End);
        it.come();
        it.settle();
        QVERIFY(it.shows(u"answer59"_s));
    }

    void theBeginningIsTheBeginningOfAll()
    {
        Pieces it(60);
        QTest::keyClick(&it.view, Qt::Key_Home);
        it.settle();
        it.come();
        it.settle();
        QVERIFY(it.shows(u"question0"_s));
        QCOMPARE(it.view.verticalScrollBar()->value(), 0);
    }

    void anotherConversationForgetsWhatWasWanted()
    {
        Pieces it(60);
        bool done = false;
        it.view.whenWhole([&] { done = true; });
        it.view.showMessage(5);
        it.view.setMessages(conversation(3));
        QVERIFY(it.view.isWhole());
        QVERIFY(!done);
        QVERIFY(it.shows(u"answer2 "_s));
    }

    void aWindowThatIsDrawnWiderKeepsThePlace()
    {
        Pieces it(60);
        it.come();
        it.view.showMessage(81); // question20
        it.settle();
        const int top = it.view.entryRect(it.entryOf(u"question20"_s)).top();
        for (int width = 590; width >= 300; width -= 30) {
            it.view.resize(width, 500);
            it.settle();
            QCOMPARE(it.view.entryRect(it.entryOf(u"question20"_s)).top(), top);
        }
        it.view.resize(800, 700);
        it.settle();
        QCOMPARE(it.view.entryRect(it.entryOf(u"question20"_s)).top(), top);
        it.view.scrollToEnd();
        it.view.resize(400, 300);
        it.settle();
        QCOMPARE(it.view.verticalScrollBar()->value(), it.view.verticalScrollBar()->maximum());
    }

    void codeGetsItsColoursWithoutAStep()
    {
        ConversationView view;
        view.resize(600, 500);
        view.show();
        view.setMessages(conversation(10));
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents(); // the scroll bar is there
        view.setMessages(conversation(10) + Messages{{41, QDateTime::currentDateTime(), chat::Message::assistant(u"So:\n\n```cpp\nint main() { return 0; } // why\n```\n"_s)}});
        const QImage plain = view.viewport()->grab().toImage();
        const QRect place = view.entryRect(int(view.entries().size()) - 1);
        QTRY_VERIFY(view.viewport()->grab().toImage() != plain);
        QCOMPARE(view.entryRect(int(view.entries().size()) - 1), place);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents(); // one block after another
        view.appendAnswer(u"```py\nimport os"_s);
        QCoreApplication::sendPostedEvents(&view);
        const QImage streamed = view.viewport()->grab().toImage();
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(view.viewport()->grab().toImage(), streamed); // coloured before it was painted
    }

    void whoScrollsUpByHandIsNotThrownAbout()
    {
        Pieces it(60);
        it.come();
        auto *bar = it.view.verticalScrollBar();
        while (bar->value() > 0) {
            const int first = it.view.entryAt(250);
            const int before = it.view.entryRect(first).top();
            const int wished = std::min(bar->value(), 120);
            bar->setValue(bar->value() - wished);
            it.view.viewport()->repaint();
            if (bar->value() == 0) // the beginning came earlier than was guessed
                break;
            // What was in the middle of the screen moved by what one turned, whatever was guessed of what comes into view.
            QCOMPARE(it.view.entryRect(first).top(), before + wished);
        }
    }

    // In the window, on a real journal.

    void aLongChatIsSeenAtItsEndAndIsWholeSoon()
    {
        OpenWindow it;
        const auto id = longChat(it, 150);
        it.open();
        auto &view = it.chat<ConversationView>("conversation");
        QTRY_VERIFY(!view.entries().isEmpty());
        QVERIFY(view.entries().last().text.startsWith(u"answer149"_s));
        QVERIFY(view.viewport()->rect().intersects(view.entryRect(int(view.entries().size()) - 1)));
        QTRY_VERIFY(view.isWhole());
        QCOMPARE(view.entries().first().text, u"question0"_s);
        QVERIFY(view.viewport()->rect().intersects(view.entryRect(int(view.entries().size()) - 1)));
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    }

    void anOldMessageIsGoneToInTheFirstMoment()
    {
        OpenWindow it;
        const auto id = longChat(it, 150);
        it.open();
        auto &view = it.chat<ConversationView>("conversation");
        QTRY_VERIFY(it.window->chatPage().currentChat());
        it.window->chatPage().openMessage(*id, 9); // question2
        QTRY_VERIFY(view.currentEntry() >= 0 && view.entries().at(view.currentEntry()).text == u"question2"_s);
        QTRY_VERIFY(view.isWhole());
        QVERIFY(view.viewport()->rect().intersects(view.entryRect(view.currentEntry())));
    }

    void theWholeChatIsCopiedInTheFirstMoment()
    {
        OpenWindow it;
        longChat(it, 150);
        it.open();
        QTRY_VERIFY(it.window->chatPage().currentChat());
        QGuiApplication::clipboard()->clear();
        it.window->chatPage().copyChat();
        QTRY_COMPARE(QGuiApplication::clipboard()->text().count(u"question"_s), 150);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"answer0 is *here*"_s));
    }

    void theFindBarCountsWhatComes()
    {
        OpenWindow it;
        longChat(it, 150);
        it.open();
        QTRY_VERIFY(it.window->chatPage().currentChat());
        it.window->chatPage().findInChat();
        it.chat<QLineEdit>("chatFind").setText(u"question1"_s);
        QTRY_COMPARE(it.chat<QLabel>("chatFindCount").text(), u"in 61 message(s)"_s); // 1, 10 to 19, 100 to 149
        it.chat<QLineEdit>("chatFind").setText(u"file0"_s);
        QTRY_COMPARE(it.chat<QLabel>("chatFindCount").text(), u"in 1 message(s)"_s);
    }
};

QTEST_MAIN(TestLongChat)
#include "tst_longchat.moc"
