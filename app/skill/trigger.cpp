// SPDX-License-Identifier: MIT
//
// Six questions with their weights. They are about form: whether the words are true only a trial can tell.
#include "skill/trigger.h"
#include "skill/words_p.h"

#include <QRegularExpression>

namespace hsf::skill {

namespace {
constexpr qsizetype fewestCharacters = 60; // what and when do not fit in less
constexpr qsizetype comfortableCharacters = 600; // every session pays for what is longer

QRegularExpression pattern(const QString &text,
                           QRegularExpression::PatternOption option = QRegularExpression::CaseInsensitiveOption)
{
    return QRegularExpression(text, option);
}

/// The words before the description begins to say when: what the skill does.
qsizetype wordsOfPurpose(const QString &text)
{
    static const QRegularExpression when
        = pattern(QStringLiteral("\\b(?:use (?:this|it|when|for|to)|when|whenever|triggers?)\\b"));
    static const QRegularExpression word = pattern(QStringLiteral("\\w{2,}"));
    const qsizetype stop = text.indexOf(when);
    const qsizetype before = (stop < 0 ? text : text.first(stop)).count(word);
    // "Use when X needs Y: does Z." says it behind.
    return before > 0 ? before : text.count(word) - 10;
}

/// Things somebody would have or say: file types, names, quoted words, code.
qsizetype concreteThings(const QString &text)
{
    static const QRegularExpression thing = pattern(
        QStringLiteral(
            "\\.[a-z][a-z0-9]{1,5}\\b|`[^`]+`|[\"“][^\"”]+[\"”]|\\b[A-Z][A-Z0-9]{1,}\\b|(?<=[a-z,;] )[A-Z][\\w.+#-]+"),
        QRegularExpression::NoPatternOption);
    return text.count(thing);
}

bool speaksInPerson(const QString &text)
{
    static const QRegularExpression person = pattern(
        QStringLiteral("\\b(?:I|I['’](?:ll|m|ve)|my|we|our|you can|your own)\\b"), QRegularExpression::NoPatternOption);
    static const QRegularExpression quoted = pattern(QStringLiteral("[\"“‘'][^\"”’']*[\"”’']"));
    QString own = text;
    return own.remove(quoted).contains(person); // what a person would say may be quoted
}

bool isVague(const QString &text)
{
    static const QRegularExpression vague
        = pattern(QStringLiteral("^\\s*(?:this is |this skill |a skill |skill (?:for|to) |helps? (?:you |with |to "
                                 ")|useful |utilities? )|\\b(?:various|stuff|things|etc)\\b"));
    return text.contains(vague);
}
} // namespace

bool saysWhen(const QString &description)
{
    static const QRegularExpression when
        = pattern(QStringLiteral("\\b(?:when|whenever|while|before|after|if|asked|triggers?|use "
                                 "(?:this|it|for|to|proactively)|used (?:for|to)|for (?:any|every|each|all))\\b"));
    return description.contains(when);
}

TriggerQuality triggerQuality(const QString &description)
{
    const QString text = description.simplified();
    if (text.isEmpty())
        return {0, {Words::tr("Say what the skill does and when to use it.")}};
    TriggerQuality quality;
    const auto ask = [&](int weight, bool good, const QString &hint) {
        if (good)
            quality.score += weight;
        else
            quality.hints << hint;
    };
    ask(35, saysWhen(text),
        Words::tr("Say when to use it, for example \"Use when …\": an agent chooses by the description alone."));
    ask(15, wordsOfPurpose(text) >= 4, Words::tr("Say what the skill does, beginning with a verb."));
    ask(15, concreteThings(text) >= 2,
        Words::tr("Name what people would have or say: file types, programs, their own words."));
    if (text.size() < fewestCharacters)
        quality.hints << Words::tr("It is very short: room for what, when, and when not.");
    else if (text.size() > longestDescription)
        quality.hints << Words::tr("It is longer than the 1024 characters that are allowed.");
    else
        ask(15, text.size() <= comfortableCharacters,
            Words::tr(
                "It is long, and every session carries it: keep what helps to choose, move the rest into the text."));
    ask(10, !speaksInPerson(text),
        Words::tr("Write it in the third person (\"Extracts tables …\"), since it stands in an agent's instructions."));
    ask(10, !isVague(text),
        Words::tr("Leave out words like \"helps with\", \"various\" and \"etc\": they fit every request."));
    return quality;
}

} // namespace hsf::skill
