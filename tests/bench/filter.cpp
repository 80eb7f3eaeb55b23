// SPDX-License-Identifier: MIT
//
// Typing into the search field of the real pane over ten thousand skills: all that the window's thread does for one key, from the
// key itself to the painted answer of the search.
#include "bench/rows.h"
#include "bench/stall.h"
#include "bench/world.h"

#include "service/factory.h"
#include "ui/library/librarypane.h"
#include "ui/parts/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int skills = 10'000;

void waitFor(const QString &what, const std::function<bool()> &came)
{
    if (!QTest::qWaitFor(came, 300'000))
        giveUp(u"This did not come: "_s + what);
}

} // namespace

QList<Row> libraryFilter()
{
    auto &app = static_cast<MeasuredApplication &>(*qApp);
    const World world(skills, 0);
    auto built = service::Factory::build(world.home(), {.backgroundTimers = false});
    if (!built)
        giveUp(built.error().message);
    service::LibraryService &library = *(*built)->library;
    bool ready = false;
    int answers = 0;
    QString answered;
    QObject::connect(&library, &service::LibraryService::searchReady, &app, [&] { ready = true; });
    QObject::connect(&library, &service::LibraryService::searched, &app, [&](const QString &query) {
        answered = query;
        ++answers;
    });
    ui::applyTheme(app, {});
    ui::LibraryPane pane(library);
    pane.resize(360, 760);
    pane.show();
    auto *field = pane.findChild<QLineEdit *>(u"libraryFilter"_s);
    auto *list = pane.findChild<QListView *>(u"libraryList"_s);
    waitFor(u"the rows"_s, [&] { return list->model()->rowCount() >= skills; });
    waitFor(u"the index"_s, [&] { return ready; });
    QTest::qWait(500);

    QList<double> keys, waits, processor;
    double slowest = 0;
    QString slowestKey; ///< what stood in the field after it
    const QStringList typed{u"invoices case 17"_s, u"part of the total"_s, u"compare letters"_s, u"skill-0"_s, u"website"_s, u"zzz"_s};
    for (const QString &words : typed) {
        for (const QChar letter : words) {
            const QString wanted = field->text() + letter;
            QElapsedTimer whole;
            whole.start();
            app.start();
            QTest::keyClick(field, Qt::Key(letter.toUpper().unicode()), Qt::NoModifier, 0);
            if (field->text() != wanted)
                field->setText(wanted); // a key of another layout
            waitFor(u"an answer"_s, [&] { return answered == wanted; });
            list->viewport()->repaint();
            waits.append(double(whole.nsecsElapsed()) / 1e6);
            const Stalls stalls = app.stop();
            keys.append(std::accumulate(stalls.events.begin(), stalls.events.end(), 0.0));
            if (keys.last() > slowest) {
                slowest = keys.last();
                slowestKey = u"\"%1\" (%2 ms on a processor, %3)"_s.arg(wanted).arg(stalls.onProcessor, 0, 'f', 2).arg(stalls.words());
            }
            processor.append(stalls.onProcessor);
        }
        field->clear();
        QTest::qWait(20);
    }
    qInfo("library.filter: %d keys, %d answers; on the window's thread median %.2f ms, max %.2f ms (on a processor median %.2f ms, p99 %.2f ms); "
          "answer on the screen median %.1f ms, p99 %.1f ms",
          int(keys.size()), answers, quantile(keys, 0.5), quantile(keys, 1), quantile(processor, 0.5), quantile(processor, 0.99),
          quantile(waits, 0.5), quantile(waits, 0.99));
    qInfo("library.filter: the slowest was %s", qPrintable(slowestKey));
    return {{u"library.filter"_s, quantile(keys, 0.99), u"ms"_s, u"the median key"_s, quantile(keys, 0.5), u"<= 8 ms"_s}};
}

} // namespace hsf::bench
