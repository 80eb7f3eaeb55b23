// SPDX-License-Identifier: MIT
//
// The chat page as a person uses it: the real window on a real home, only the model's words are scripted.
#include "features/openwindow.h"

#include "models/sessionmodel.h"
#include "support/patience.h"
#include "ui/pictures.h"
#include "ui/chat/attachmentbar.h"
#include "ui/chat/chatlistpane.h"
#include "ui/chat/contextbutton.h"
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/exporthtml.h"
#include "ui/chat/queuebar.h"
#include "ui/chat/trashdialog.h"
#include "ui/parts/theme.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QToolButton>

using namespace hsf;
using namespace hsf::test;

namespace {

template <class T> T *part(OpenWindow &it, const char *name) { return it.window->findChild<T *>(QLatin1StringView(name)); }

ui::ConversationView &view(OpenWindow &it) { return *part<ui::ConversationView>(it, "conversation"); }

bool shows(OpenWindow &it, const QString &words) { return view(it).plainText().contains(words); }

bool isReady(OpenWindow &it)
{
    return QTest::qWaitFor([&] { return it.window->chatPage().currentChat().has_value(); }, patienceMs);
}

} // namespace

class TestChatPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        ui::installConversationAccess();
        ui::applyTheme(*qApp, {});
    }

    void wordsAreFoundAsOneTypesAndOpenAtTheirMessage()
    {
        OpenWindow it;
        it.given(SystemClock(), [](service::Stores &stores) {
            for (const QString &title : {u"Taxes"_s, u"Garden"_s, u"Trip to 北京"_s}) {
                const auto session = stores.journal->createSession(u"/tmp"_s).value();
                QVERIFY(stores.journal->setTitle(session.id, title));
                for (int i = 0; i < 30; ++i)
                    QVERIFY(stores.journal->append(session.id, i % 2 ? chat::Message::assistant(u"Answer %1 about %2"_s.arg(i).arg(title)) : chat::Message::user(u"question %1"_s.arg(i))));
                if (title == u"Taxes")
                    QVERIFY(stores.journal->append(session.id, chat::Message::user(u"where is the depreciation table?"_s)));
            }
        });
        it.open();
        QVERIFY(isReady(it));
        auto *search = part<QLineEdit>(it, "chatSearch");
        auto *found = part<QListView>(it, "chatSearchResults");
        it.window->chatPage().searchChats();
        QVERIFY(search->hasFocus() || !it.window->isActiveWindow());
        QTest::keyClicks(search, u"preciat"_s);
        QTRY_COMPARE(found->model()->rowCount(), 1);
        QVERIFY(found->isVisible());
        look(*it.window, u"search-one"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(shows(it, u"depreciation"_s));
        QTRY_COMPARE(view(it).entries().at(view(it).currentEntry()).text, u"where is the depreciation table?"_s);
        search->setText(u"北京"_s);
        QTRY_COMPARE(found->model()->rowCount(), 15);
        look(*it.window, u"search-many"_s);
        search->setText(u"nothing like it"_s);
        QTRY_COMPARE(found->model()->rowCount(), 0);
        QVERIFY(!part<QLabel>(it, "foundCount")->text().isEmpty());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(part<QListView>(it, "sessionsList")->isVisible());
    }

    void anAnswerMadeAgainIsSwitchedByKeys()
    {
        OpenWindow it;
        it.server.lane(u"turn"_s).reply(say(u"first answer"_s)).reply(say(u"second answer"_s));
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        it.say(u"question"_s);
        QTRY_VERIFY(shows(it, u"first answer"_s));
        QTRY_COMPARE(it.factory->chats->runningCount(), 0);
        it.window->chatPage().regenerate();
        QTRY_VERIFY(shows(it, u"second answer"_s));
        QVERIFY(!shows(it, u"first answer"_s));
        QTRY_COMPARE(it.factory->chats->runningCount(), 0);
        it.window->chatPage().openChat(*it.window->chatPage().currentChat());
        QTRY_VERIFY(std::ranges::any_of(view(it).entries(), [](const ui::Entry &entry) { return entry.versions.size() == 2; }));
        look(*it.window, u"versions"_s);
        view(it).setFocus();
        view(it).toNext();
        while (view(it).currentEntry() + 1 < view(it).entries().size())
            view(it).toNext();
        QTest::keyClick(&view(it), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(shows(it, u"first answer"_s));
        QTRY_VERIFY(!shows(it, u"second answer"_s));
        QTest::keyClick(&view(it), Qt::Key_Right, Qt::AltModifier);
        QTRY_VERIFY(shows(it, u"second answer"_s));
    }

    void whatWaitsIsSeenAndCanBeTakenBack()
    {
        OpenWindow it;
        Gate gate;
        it.server.lane(u"turn"_s).reply(say(u"working"_s).waitFor(gate));
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        it.say(u"begin"_s);
        QTRY_VERIFY(gate.isReached());
        QTRY_VERIFY(shows(it, u"working"_s));
        it.say(u"and the totals, please"_s);
        auto *queue = part<ui::QueueBar>(it, "queueBar");
        QTRY_VERIFY(queue->isVisible());
        look(*it.window, u"queue"_s);
        QTest::mouseClick(queue->findChild<QToolButton *>(u"removeQueuedButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!queue->isVisible());
        gate.open();
        QTRY_COMPARE(it.factory->chats->runningCount(), 0);
    }

    void whatIsWrittenIsThereAfterARestart()
    {
        OpenWindow it;
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        part<ui::Composer>(it, "composer")->setPlainText(u"half a thought"_s);
        it.window.reset();
        it.factory.reset();
        it.open();
        QVERIFY(isReady(it));
        QTRY_COMPARE(part<ui::Composer>(it, "composer")->toPlainText(), u"half a thought"_s);
    }

    void filesAndPicturesArePastedAndGo()
    {
        OpenWindow it;
        it.server.lane(u"turn"_s).reply(say(u"seen"_s));
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        const QString notes = it.workspace + u"/notes.txt"_s;
        QFile file(notes);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Buy glue") > 0);
        file.close();
        QMimeData dropped;
        dropped.setUrls({QUrl::fromLocalFile(notes)});
        QImage picture(20, 20, QImage::Format_RGB32);
        picture.fill(Qt::red);
        auto *composer = part<ui::Composer>(it, "composer");
        auto *bar = part<ui::AttachmentBar>(it, "attachments");
        QGuiApplication::clipboard()->setImage(picture);
        composer->paste();
        QTRY_COMPARE(bar->images().size(), 1);
        auto *copied = new QMimeData;
        copied->setUrls({QUrl::fromLocalFile(notes)});
        QGuiApplication::clipboard()->setMimeData(copied);
        composer->paste();
        QTRY_COMPARE(bar->files().size(), 1);
        QCOMPARE(bar->files().first().text, u"Buy glue"_s);
        look(*it.window, u"attachments"_s);
        it.say(u"what is this?"_s);
        QTRY_VERIFY(shows(it, u"seen"_s));
        QVERIFY(bar->isEmpty());
        QVERIFY(it.server.requests().first().bytes.contains("Buy glue"));
        QVERIFY(it.server.requests().first().bytes.contains("data:image/png;base64,"));
        QVERIFY(shows(it, u"notes.txt"_s));
    }

    void whereTheContextGoesIsTold()
    {
        OpenWindow it;
        it.settings.model.price = {.input = 3, .output = 15};
        it.settings.model.contextTokens = 16'000;
        it.server.lane(u"turn"_s).reply(say(u"yes"_s).usage(4'000, 200));
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        it.say(u"question"_s);
        auto *button = part<ui::ContextButton>(it, "contextButton");
        QTRY_VERIFY(button->isVisible());
        QTRY_VERIFY(button->meter().parts.tools > 0 && button->meter().parts.history > 0);
        QTRY_COMPARE(button->meter().turn.inputTokens, 4'000);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(button->findChild<QWidget *>(u"contextCard"_s));
        QWidget *card = button->findChild<QWidget *>(u"contextCard"_s);
        QStringList words;
        for (const QLabel *label : card->findChildren<QLabel *>())
            words << label->text();
        QVERIFY2(words.join(u'|').contains(u"$0.015"_s) || words.join(u'|').contains(u"$0.01"_s) || words.join(u'|').contains(u"$0.02"_s), qPrintable(words.join(u'|')));
        if (const QString folder = qEnvironmentVariable("HSF_PICTURES"); !folder.isEmpty())
            card->grab().save(folder + u"/context.png"_s);
        card->close();
    }

    void chatsStandInSections()
    {
        models::SessionModel model;
        const QDateTime now = QDateTime::currentDateTime(); // once: midnight may come in between
        const auto session = [&](const QString &title, int daysAgo, bool pinned = false, const QString &folder = {}) {
            return journal::Session{.id = SessionId::fresh(), .title = title, .updated = now.addDays(-daysAgo), .pinned = pinned, .folder = folder};
        };
        model.setSessions({session(u"new"_s, 0), session(u"tax"_s, 0, false, u"Taxes"_s), session(u"old"_s, 40), session(u"dear"_s, 90, true), session(u"bike"_s, 1, false, u"Bikes"_s)},
                          now.date());
        QStringList drawn;
        for (int row = 0; row < model.rowCount(); ++row)
            drawn << model.index(row, 0).data(models::SessionModel::SectionRole).toString() + u": "_s + model.index(row, 0).data().toString();
        QCOMPARE(drawn, (QStringList{u"Pinned: dear"_s, u"Bikes: bike"_s, u"Taxes: tax"_s, u"Today: new"_s, u"Earlier: old"_s}));
        QCOMPARE(model.folders(), (QStringList{u"Bikes"_s, u"Taxes"_s}));
    }

    void theTrashGivesBack()
    {
        OpenWindow it;
        it.open();
        it.window->chatPage().newChat();
        QVERIFY(isReady(it));
        auto *list = part<QListView>(it, "sessionsList");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        it.window->chatPage().trashChat();
        QTRY_COMPARE(list->model()->rowCount(), 0);
        ui::TrashDialog dialog(*it.factory->chats);
        dialog.show();
        auto *trash = dialog.findChild<QListWidget *>(u"trashList"_s);
        QTRY_COMPARE(trash->count(), 1);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"restoreChatButton"_s), Qt::LeftButton);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTRY_COMPARE(trash->count(), 0);
    }

    void anExportedPageRunsAndFetchesNothing()
    {
        service::ChatCopy copy{.session = {.id = SessionId::fresh(), .title = u"<script>x</script>"_s}};
        copy.shown = {{1, QDateTime::currentDateTime(), chat::Message{.role = chat::Role::User, .text = u"<img src=http://evil/a.png>"_s,
                                                                      .images = {{.mediaType = u"image/png"_s, .bytes = "x", .name = u"a\"b"_s}}}},
                      {2, QDateTime::currentDateTime(), chat::Message::assistant(u"**bold** <b onclick=x()>raw</b>\n\n![p](http://evil/b.png)\n\n```html\n<i>code</i>\n```"_s)}};
        const QByteArray html = ui::chatToHtml(copy);
        QVERIFY(html.contains("<strong>bold</strong>"));
        QVERIFY(html.contains("&lt;script&gt;"));
        QVERIFY(html.contains("&lt;i&gt;code&lt;/i&gt;"));
        QVERIFY(!html.contains("<script") && !html.contains("<img src=http") && !html.contains("<b onclick") && !html.contains("src=\"http"));
        QVERIFY(html.contains("data:image/png;base64,"));
    }
};

QTEST_MAIN(TestChatPage)
#include "tst_chatpage.moc"
