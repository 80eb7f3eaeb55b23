// SPDX-License-Identifier: MIT
#include "ui/library/lineorigins.h"

#include "diff/lines.h"
#include "models/words.h"
#include "ui/parts/words_p.h"

#include <QCoreApplication>

namespace hsf::ui {

namespace {
/// As short as a gutter needs it.
QString shortWord(changes::Origin origin)
{
    using enum changes::Origin;
    switch (origin) {
    case You:
        return Words::tr("you");
    case Agent:
        return Words::tr("agent");
    case Review:
        return Words::tr("review");
    case Synthesis:
        return Words::tr("patterns");
    case Curator:
        return Words::tr("curator");
    case Imported:
        return Words::tr("import");
    case Bundled:
        return Words::tr("bundled");
    case Outside:
        return Words::tr("outside");
    case Unknown:
        break;
    }
    return Words::tr("unknown");
}

LineOrigin originOf(const library::Revision &revision, const QDateTime &now)
{
    const auto trailer = [&](const char *name) { return revision.trailers.value(QString::fromLatin1(name)); };
    const changes::Origin origin = changes::originFromName(trailer("Origin"));
    LineOrigin line{.label = shortWord(origin), .commit = revision.commit};
    if (const auto session = SessionId::parse(trailer("Session")))
        line.session = *session;
    line.message = trailer("Evidence").section(u' ', 0, 0).toLongLong();
    QStringList about{Words::tr("%1, %2: %3")
                          .arg(models::originWord(origin), models::agoWords(revision.time, now), revision.subject)};
    if (line.session && line.message > 0) {
        line.label = Words::tr("%1 · %2", "who wrote it, the message").arg(line.label).arg(line.message);
        about << Words::tr("Because of message %1. Click to read the conversation there.").arg(line.message);
    } else if (line.session) {
        about << Words::tr("Click to read the conversation.");
    } else {
        about << Words::tr("Click to see what that change was.");
    }
    line.about = about.join(u'\n');
    return line;
}
} // namespace

QList<LineOrigin> originsOf(const QList<library::BlameSpan> &spans, const QDateTime &now)
{
    QList<LineOrigin> origins;
    for (const library::BlameSpan &span : spans) {
        if (span.firstLine < 1 || span.lineCount < 1)
            continue;
        const LineOrigin origin = originOf(span.revision, now);
        origins.resize(std::max<qsizetype>(origins.size(), span.firstLine - 1 + span.lineCount));
        std::fill_n(origins.begin() + span.firstLine - 1, span.lineCount, origin);
    }
    return origins;
}

QList<LineOrigin> originsAfter(const QList<LineOrigin> &origins, const QString &base, const QString &text)
{
    if (origins.isEmpty())
        return {};
    const QByteArray before = base.toUtf8(), after = text.toUtf8();
    const QList<QByteArray> lines = diff::splitLines(after);
    QList<LineOrigin> result(lines.size());
    qsizetype old = 0, now = 0;
    const auto keepUntil = [&](qsizetype end) {
        for (; old < end && now < result.size(); ++old, ++now)
            result[now] = origins.value(old);
    };
    for (const diff::Change &change : diff::diffLines(before, after)) {
        keepUntil(change.oldStart);
        for (; now < change.newEnd && now < result.size(); ++now)
            result[now] = {.about = Words::tr("Not saved yet")};
        old = change.oldEnd;
    }
    keepUntil(origins.size());
    // A label stands at the first of the lines that came together.
    for (qsizetype i = result.size() - 1; i > 0; --i) {
        if (!result[i].commit.isEmpty() && result[i].commit == result[i - 1].commit)
            result[i].label.clear();
    }
    return result;
}

} // namespace hsf::ui
