// SPDX-License-Identifier: MIT
//
// What a turn says on its way to the window: in order and whole, but in portions that can be laid out between two frames.
#include "service/eventbatch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class EventBatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_seen.clear();
        m_largest = 0;
        m_batch = std::make_shared<EventBatch>(this, [this](const QList<agent::AgentEvent> &events) {
            qsizetype streamed = 0;
            for (const agent::AgentEvent &event : events) {
                if (const auto *text = std::get_if<agent::TextStreamed>(&event)) {
                    m_seen += text->text;
                    streamed += text->text.size();
                } else if (std::holds_alternative<agent::ToolStarted>(event)) {
                    m_seen += u"<tool>"_s;
                }
            }
            m_largest = std::max(m_largest, streamed);
        });
    }

    void whatPiledUpComesInPortionsInOrder()
    {
        QString text;
        for (int i = 0; i < 2'000; ++i)
            text += QString::number(i) + u' ';
        m_batch->push(agent::TextStreamed{text});
        m_batch->push(agent::ToolStarted{});
        m_batch->push(agent::TextStreamed{u"after"_s});
        QTRY_COMPARE(m_seen, text + u"<tool>after"_s);
        QVERIFY(m_largest < text.size());
    }

    void aCharacterIsNeverCutInTwo()
    {
        QString text = u"."_s; // so that every even place is inside a pair
        for (int i = 0; i < 6'000; ++i)
            text += u"\U0001F600"_s;
        const auto whole = std::make_shared<bool>(true);
        auto batch = std::make_shared<EventBatch>(this, [this, whole](const QList<agent::AgentEvent> &events) {
            for (const agent::AgentEvent &event : events) {
                const QString &piece = std::get<agent::TextStreamed>(event).text;
                *whole = *whole && !piece.back().isHighSurrogate();
                m_seen += piece;
            }
        });
        batch->push(agent::TextStreamed{text});
        QTRY_COMPARE(m_seen, text);
        QVERIFY(*whole);
    }

    void atItsEndEverythingIsThereAtOnce()
    {
        const QString text(50'000, u'a');
        m_batch->push(agent::TextStreamed{text});
        m_batch->flush();
        QCOMPARE(m_seen, text);
    }

private:
    std::shared_ptr<EventBatch> m_batch;
    QString m_seen;
    qsizetype m_largest = 0;
};

QTEST_GUILESS_MAIN(EventBatchTest)
#include "tst_eventbatch.moc"
