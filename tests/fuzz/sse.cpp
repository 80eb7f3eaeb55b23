// SPDX-License-Identifier: MIT
//
// Events of a model's server: however the network cuts the bytes, the same events come out.
#include "llm/sse.h"
#include "fuzz/targets.h"

namespace hsf::fuzz {

namespace {

struct Heard {
    QList<llm::SseEvent> events;
    std::optional<llm::SseEvent> last;
    QByteArray stray, id;
    std::optional<int> retry;
    bool operator==(const Heard &) const = default;
};

Heard heardInPieces(const QByteArray &bytes, qsizetype piece)
{
    llm::SseParser parser;
    Heard heard;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const auto events = parser.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        expect(events.has_value(), "so few bytes are never too many");
        heard.events += *events;
    }
    heard.last = parser.unfinished();
    heard.stray = parser.stray();
    heard.id = parser.lastEventId();
    heard.retry = parser.retryMs();
    return heard;
}

} // namespace

void sse(const QByteArray &input)
{
    const Heard whole = heardInPieces(input, std::max<qsizetype>(input.size(), 1));
    for (const llm::SseEvent &event : whole.events)
        expect(event.data.isValidUtf8(), "what is handed on is UTF-8");
    for (const qsizetype piece : {1, 2, 7})
        expect(heardInPieces(input, piece) == whole, "the pieces make no difference");
}

} // namespace hsf::fuzz
