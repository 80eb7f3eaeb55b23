// SPDX-License-Identifier: MIT
#include "diff/patch.h"
#include "diff/place_p.h"

#include <QCoreApplication>

namespace hsf::diff {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::diff::Words)
};

struct Step {
    const char *name;
    Places (*places)(const Wish &);
};
constexpr Step inexactSteps[] = {{"line-trimmed", lineTrimmedPlaces},   {"white-space", whiteSpacePlaces}, {"indentation", indentationPlaces},
                                 {"escapes", escapePlaces},             {"look-alikes", lookAlikePlaces},  {"block-anchors", blockAnchorPlaces},
                                 {"similarity", similarPlaces}};

constexpr qsizetype shownText = 600;
constexpr int shownLines = 20;

/// A file that ends all its lines with "\r\n" keeps doing so.
QByteArray withLineEndingsOf(const QByteArray &text, QByteArray newText)
{
    const qsizetype ends = text.count('\n');
    if (ends == 0 || text.count("\r\n") != ends)
        return newText;
    return newText.replace("\r\n", "\n").replace("\n", "\r\n");
}

QByteArray replaced(const QByteArray &text, const Places &places)
{
    QByteArray result;
    qsizetype at = 0;
    for (const Place &place : places) {
        result += text.sliced(at, place.begin - at) + withLineEndingsOf(text, place.by);
        at = place.end;
    }
    return result + text.sliced(at);
}

QString linesOf(const QByteArray &text, const Places &places)
{
    QStringList lines;
    qsizetype at = 0, line = 1;
    for (const Place &place : places.first(std::min<qsizetype>(places.size(), shownLines))) {
        line += QByteArrayView(text).sliced(at, place.begin - at).count('\n');
        at = place.begin;
        lines << QString::number(line);
    }
    return lines.join(QStringLiteral(", ")) + (places.size() > shownLines ? QStringLiteral(", …") : QString());
}

std::unexpected<Error> severalPlaces(const Wish &wish, Places places)
{
    std::ranges::sort(places, {}, &Place::begin);
    return fail(Error::Kind::Malformed,
                Words::tr("The old text was found in %1 places (lines %2). Give more of the text around the one you mean, or replace all.")
                    .arg(places.size())
                    .arg(linesOf(wish.text, places)));
}

std::unexpected<Error> notFound(const Wish &wish)
{
    const Closest closest = closestText(wish);
    if (closest.line == 0)
        return fail(Error::Kind::NotFound, Words::tr("The old text was not found, nor anything like it. Read the file again and copy the text from it."));
    QString text = QString::fromUtf8(closest.text);
    if (text.size() > shownText)
        text = text.first(shownText) + u'…';
    return fail(Error::Kind::NotFound, Words::tr("The old text was not found. The closest is at line %1:\n%2").arg(QString::number(closest.line), text));
}

/// Two places that overlap are two places: nobody knows which was meant.
bool isAlone(const Wish &wish, const Place &place)
{
    return findBytes(wish.text, wish.oldText, place.begin + 1) < 0;
}
} // namespace

Result<Patched> patch(const QByteArray &text, const QByteArray &oldText, const QByteArray &newText, Occurrences occurrences)
{
    if (oldText.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("The old text is empty; give the text that should be replaced."));
    if (oldText == newText)
        return fail(Error::Kind::Malformed, Words::tr("The old and the new text are the same; nothing would change."));
    const Wish wish{text, oldText, newText};
    if (const Places places = exactPlaces(wish); !places.isEmpty()) {
        const bool all = occurrences == Occurrences::All;
        if (!all && places.size() > 1)
            return severalPlaces(wish, places);
        if (!all && !isAlone(wish, places.constFirst()))
            return severalPlaces(wish, {places.constFirst(), {places.constFirst().begin + 1}});
        return Patched{replaced(text, places), int(places.size()), QStringLiteral("exact")};
    }
    for (const Step &step : inexactSteps) {
        const Places places = step.places(wish);
        if (places.size() > 1)
            return severalPlaces(wish, places);
        if (places.size() == 1)
            return Patched{replaced(text, places), 1, QString::fromLatin1(step.name)};
    }
    return notFound(wish);
}

} // namespace hsf::diff
