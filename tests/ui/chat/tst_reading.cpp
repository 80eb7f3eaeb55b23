// SPDX-License-Identifier: MIT
//
// How a conversation reads: its direction, its links, its code, what is selected in it, and what it never fetches.
#include "support/loopback.h"
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/parts/theme.h"

#include "../pictures.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;

namespace {

journal::StoredMessage stored(qint64 number, const chat::Message &message) { return {number, QDateTime(QDate(2026, 3, 2), QTime(10, 41)), message}; }

struct View {
    explicit View(const QList<chat::Message> &messages, const QSize &size = {700, 620})
    {
        it.resize(size);
        QList<journal::StoredMessage> all;
        for (const chat::Message &message : messages)
            all.append(stored(all.size() + 1, message));
        it.setMessages(all);
        it.show();
        it.viewport()->repaint();
        it.verticalScrollBar()->setValue(0);
        it.viewport()->repaint();
    }
    /// Where these words stand.
    QRect rectOf(int entry, const QString &words)
    {
        const auto at = int(it.spokenText(entry).indexOf(words));
        if (at < 0)
            qFatal("%s is not in the message", qPrintable(words));
        return it.lettersRect(entry, at, at + int(words.size()));
    }
    void point(const QPoint &at)
    {
        QMouseEvent move(QEvent::MouseMove, at, it.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(it.viewport(), &move);
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(it.viewport(), Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, it.viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(it.viewport(), &move);
        QTest::mouseRelease(it.viewport(), Qt::LeftButton, {}, to);
    }
    /// What can be pressed in this row: the first from the left, or from the right.
    QPoint pressable(int y, Qt::Edge from)
    {
        const int width = it.viewport()->width();
        for (int i = 0; i < width; ++i) {
            const int x = from == Qt::LeftEdge ? i : width - 1 - i;
            point({x, y});
            if (it.viewport()->cursor().shape() == Qt::PointingHandCursor)
                return {from == Qt::LeftEdge ? x + 4 : x - 4, y};
        }
        return {};
    }
    ConversationView *operator->() { return &it; }
    ConversationView it;
};

} // namespace

class TestReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        installConversationAccess();
        applyTheme(*qApp, {});
    }

    void aParagraphReadsInTheDirectionOfItsWords()
    {
        const QString english = u"An English paragraph."_s, arabic = u"هذه فقرة بالعربية، وفيها رقم 12."_s, hebrew = u"פריט ברשימה"_s,
                      code = u"مرحبا = 1"_s;
        View view({chat::Message::user(arabic), chat::Message::assistant(english + u"\n\n"_s + arabic + u"\n\n- an item\n- "_s + hebrew + u"\n\n```py\n"_s + code + u"\n```\n\n> "_s + arabic + u"\n\nThe end."_s)});
        const QRect whole = view->entryRect(1);
        constexpr int close = 3;
        const auto fromLeft = [&](const QString &words) { return view.rectOf(1, words).left() - whole.left(); };
        const auto fromRight = [&](const QString &words) { return whole.right() - view.rectOf(1, words).right(); };
        QVERIFY(fromLeft(english) < close && fromRight(english) > 200);
        QVERIFY2(fromRight(arabic) < close && fromLeft(arabic) > 200, qPrintable(QString::number(fromRight(arabic))));
        QVERIFY(fromLeft(u"an item"_s) < 80);
        QVERIFY(fromRight(hebrew) < 80 && fromLeft(hebrew) > 200);
        QVERIFY(fromLeft(code) < 30 && fromRight(code) > 200);
        QVERIFY(fromLeft(u"The end."_s) < close);
        QVERIFY(view->entryRect(0).right() - view.rectOf(0, arabic).right() < 30); // what one wrote oneself, too
        test::look(view.it, u"directions"_s);
    }

    void whatAProgramSaysReadsFromTheLeft()
    {
        const chat::ToolCall call{u"c1"_s, u"terminal"_s, uR"({"command": "cat notes"})"_s};
        View view({{.role = chat::Role::Assistant, .toolCalls = {call}}, chat::Message::toolResult(call, u"ملف مفقود: notes.txt"_s, true)});
        QVERIFY(view.rectOf(0, u"ملف"_s).left() < view->width() / 2);
        QVERIFY(view.rectOf(0, u"ملف مفقود: notes.txt"_s).left() - view->entryRect(0).left() < 30);
    }

    void aLinkIsShownBeforeItIsPressedAndOpensOnlyThen()
    {
        View view({chat::Message::assistant(u"Look at [the **bank's** page](https://bank.example/open?day=1) or https://plain.example first.\n\nAnother paragraph."_s)});
        QSignalSpy shown(&view.it, &ConversationView::linkHovered), opened(&view.it, &ConversationView::linkActivated);
        const QPoint link = view.rectOf(0, u"the bank's page"_s).center(), beside = view.rectOf(0, u"Another"_s).center();
        view.point(link);
        QCOMPARE(shown.takeFirst().value(0).toString(), u"https://bank.example/open?day=1"_s);
        QCOMPARE(view->viewport()->cursor().shape(), Qt::PointingHandCursor);
        view.point(beside);
        QCOMPARE(shown.takeFirst().value(0).toString(), QString());
        view.point(view.rectOf(0, u"https://plain.example"_s).center());
        QCOMPARE(shown.takeFirst().value(0).toString(), u"https://plain.example"_s);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view->viewport(), &leave);
        QApplication::sendEvent(&view.it, &leave);
        QCOMPARE(shown.value(0).value(0).toString(), QString());
        // Neither a drag over it nor another button opens it
        view.drag(link, beside);
        view.drag(beside, link);
        QTest::mouseClick(view->viewport(), Qt::MiddleButton, {}, link);
        QCOMPARE(opened.size(), 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, link);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toString(), u"https://bank.example/open?day=1"_s);
    }

    void aLinkIsReachedByTheKeyboard()
    {
        View view({chat::Message::assistant(u"Look at [the bank](https://bank.example/open)."_s)});
        QSignalSpy opened(&view.it, &ConversationView::linkActivated);
        view->toNext();
        QString offered;
        QTimer::singleShot(0, &view.it, [&] { // the menu is open then
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu)
                return;
            for (QAction *action : menu->actions()) {
                if (!action->text().contains(u"bank.example"_s))
                    continue;
                offered = action->text();
                action->trigger();
            }
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), view->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&view.it, &event);
        QCOMPARE(offered, u"Open https://bank.example/open"_s); // where it leads, before it does
        QCOMPARE(opened.value(0).value(0).toString(), u"https://bank.example/open"_s);
    }

    void eachCodeIsWrappedOrNot()
    {
        const QString line = u"first "_s + u"word "_s.repeated(60) + u"last"_s;
        View view({chat::Message::assistant(u"```sh\n"_s + line + u"\n```\n\nBetween.\n\n```sh\n"_s + u"other "_s + line + u"\n```\n"_s)});
        const auto heightOf = [&](const QString &words) { return view.rectOf(0, words).height(); };
        const int one = heightOf(u"Between."_s);
        const int wrapped = heightOf(line), other = heightOf(u"other "_s + line);
        QVERIFY(wrapped > 2 * one);
        const auto switchFirst = [&] {
            const QPoint button = view.pressable(view.rectOf(0, u"first"_s).top() - 14, Qt::LeftEdge); // "Copy" is right of it
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, button);
            view->viewport()->repaint();
        };
        test::look(view.it, u"code-wrapped"_s);
        switchFirst();
        QVERIFY(heightOf(line) < 2 * one);
        QCOMPARE(heightOf(u"other "_s + line), other); // the other one is as it was
        test::look(view.it, u"code-not-wrapped"_s);
        switchFirst();
        QCOMPARE(heightOf(line), wrapped);
    }

    void aWordIsSelectedByADoubleClick()
    {
        View view({chat::Message::assistant(u"Look at [the bank](https://bank.example/open) **tomorrow**, please."_s)});
        QSignalSpy opened(&view.it, &ConversationView::linkActivated);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, view.rectOf(0, u"tomorrow"_s).center());
        QCOMPARE(view->selectedText(), u"tomorrow"_s);
        QCOMPARE(opened.size(), 0);
    }

    void codeIsCopiedToTheLetter()
    {
        const QString code = u"a\u00a0b\tc  \n\n\u2028d"_s;
        View view({chat::Message::assistant(u"```\n"_s + code + u"\n```\n"_s)});
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view.pressable(view.rectOf(0, u"b"_s).top() - 14, Qt::RightEdge));
        QCOMPARE(QGuiApplication::clipboard()->text(), code);
    }

    void aSelectionOverMessagesStaysWhileAnAnswerStreams()
    {
        View view({chat::Message::user(u"the first question"_s), chat::Message::assistant(u"an answer\n\nin two parts"_s), chat::Message::user(u"the second question"_s)});
        view.drag(view.rectOf(0, u"question"_s).topLeft() + QPoint(1, 4), view.rectOf(2, u"the second"_s).bottomRight() - QPoint(0, 4));
        const QString words = u"question\nan answer\nin two parts\nthe second"_s;
        QCOMPARE(view->selectedText(), words);
        const QString rest = u"Some **words**, then\n\n```sh\nls -l\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- and\n- more\n"_s;
        const QImage before = view->viewport()->grab().toImage();
        for (const QChar letter : rest) {
            view->appendAnswer(letter);
            QCOMPARE(view->selectedText(), words);
        }
        view->verticalScrollBar()->setValue(0);
        const QRect above(0, 0, view->viewport()->width(), view->entryRect(2).bottom());
        QCOMPARE(view->viewport()->grab().toImage().copy(above), before.copy(above)); // and it is seen
        view->addStored(stored(4, chat::Message::assistant(rest)));
        QCOMPARE(view->selectedText(), words);
        test::look(view.it, u"selection"_s);
    }

    void nothingIsFetched()
    {
        std::atomic<int> asked = 0;
        const test::LoopbackServer server([&](test::Connection &) { ++asked; });
        const QString there = u"http://127.0.0.1:%1/"_s.arg(server.port());
        QTemporaryDir folder;
        QImage picture(300, 300, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const QString file = folder.filePath(u"a.png"_s);
        QVERIFY(picture.save(file));
        const QString hostile = u"![a chart](%1a.png) <img src=\"%1b.png\"> [![badge](%1c.png)](%1page)\n\n![r][1]\n\n![](%2)\n\n<link rel=stylesheet href=%1d.css>\n\n"
                                "| ![t](%1e.png) |\n|---|\n| <img src=%2> |\n\n[1]: %1f.png \"title\"\n"_s.arg(there, QUrl::fromLocalFile(file).toString());
        View view({chat::Message::user(hostile), chat::Message::assistant(hostile)}, {700, 900});
        view->addNotice(u"a notice"_s);
        for (int i = 0; i < view->entries().size(); ++i)
            QVERIFY(!view->shownText(i).contains(QChar::ObjectReplacementCharacter));
        view->selectAll();
        view->copy();
        view->viewport()->repaint();
        const QImage seen = view->viewport()->grab().toImage();
        for (int y = 0; y < seen.height(); ++y)
            for (int x = 0; x < seen.width(); ++x)
                QVERIFY(seen.pixelColor(x, y) != QColor(Qt::red));
        QCOMPARE(server.connections(), 0);
        QCOMPARE(asked.load(), 0);
        // The words that stand for a picture are there, and lead to it when they are pressed
        QSignalSpy opened(&view.it, &ConversationView::linkActivated);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view.rectOf(1, u"a chart"_s).center());
        QCOMPARE(opened.value(0).value(0).toString(), there + u"a.png"_s);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view.rectOf(1, u"badge"_s).center());
        QCOMPARE(opened.value(1).value(0).toString(), there + u"page"_s);
        test::look(view.it, u"pictures-as-links"_s);
    }
};

QTEST_MAIN(TestReading)
#include "tst_reading.moc"
