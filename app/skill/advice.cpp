// SPDX-License-Identifier: MIT
#include "skill/advice_p.h"
#include "skill/markdown_p.h"
#include "skill/trigger.h"
#include "skill/words_p.h"

#include <QRegularExpression>

#include <algorithm>

namespace hsf::skill {

namespace {
const auto ignoreCase = QRegularExpression::CaseInsensitiveOption;

Finding advise(const char *rule, int line, const QString &message)
{
    return {QString::fromLatin1(rule), Severity::Advice, QStringLiteral("SKILL.md"), line, message};
}

Findings whenToUse(const Document &document)
{
    const QString text = document.description();
    if (text.isEmpty() || saysWhen(text))
        return {};
    return {advise(
        "description-when", 1,
        Words::tr("The description says what the skill does but not when to use it; an agent chooses by it alone."))};
}

Findings sections(const Document &document)
{
    struct Section {
        const char *rule;
        QRegularExpression heading;
    };
    static const QRegularExpression numbered(QStringLiteral("^\\s*\\d+[.)]\\s"), QRegularExpression::MultilineOption);
    static const Section wanted[] = {
        {"section-when",
         QRegularExpression(QStringLiteral("\\bwhen\\b|trigger|use cases?|scope|overview"), ignoreCase)},
        {"section-steps",
         QRegularExpression(
             QStringLiteral(
                 "step|process|workflow|procedure|instruction|how to|usage|phase|quick start|pattern|approach|guide"),
             ignoreCase)},
        {"section-pitfalls",
         QRegularExpression(
             QStringLiteral("pitfall|mistake|gotcha|caveat|avoid|anti-?pattern|red "
                            "flag|troubleshoot|warning|limit|rationali[sz]ation|don.t|never|not to|rules?\\b"),
             ignoreCase)},
        {"section-verification",
         QRegularExpression(QStringLiteral("verif|check|validat|test|done|success|quality|acceptance|confirm|output"),
                            ignoreCase)}};
    const QString messages[]
        = {Words::tr("No section says when to use the skill, and when not."), Words::tr("No section gives the steps."),
           Words::tr("No section names the pitfalls."), Words::tr("No section says how to verify the result.")};
    const QString body = document.body();
    Findings findings;
    const QString headings = document.headings().join(u'\n');
    for (int i = 0; const Section &section : wanted) {
        const QString &message = messages[i++];
        if (headings.contains(section.heading)
            || (QByteArrayView(section.rule) == "section-steps" && body.contains(numbered)))
            continue;
        findings << advise(section.rule, 0, message);
    }
    return findings;
}

/// Two digits or more in a row.
int numbersIn(QStringView text)
{
    int numbers = 0;
    for (qsizetype i = 0, digits = 0; i < text.size(); ++i) {
        digits = text[i].isDigit() ? digits + 1 : 0;
        numbers += digits == 2;
    }
    return numbers;
}

/// A diary of single events: tickets and dates as dense as one in every forty words.
Findings incidentLog(const QString &prose)
{
    constexpr int fewest = 6;
    if (numbersIn(prose) < fewest) // each has one
        return {};
    static const QRegularExpression event(
        QStringLiteral("(?<![\\w&])#\\d{2,}\\b|\\b(?:PR|MR|issue|ticket)[ "
                       "#-]*\\d{2,}\\b|\\b[A-Z]{2,8}-\\d{2,}\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b"));
    static const QRegularExpression standard(
        QStringLiteral("\\b(?:UTF|ISO|RFC|SHA|CVE|CWE|AES|RSA|HTTP|IEEE|PEP|ES|BASE|CC)-\\d+"));
    QString text = prose;
    const qsizetype events = text.remove(standard).count(event);
    const qsizetype words = prose.count(u' ') + prose.count(u'\n');
    if (events < fewest || events * 40 < words)
        return {};
    return {
        advise("incident-log", 0,
               Words::tr("The text names %1 tickets and dates: keep the lesson, leave the diary out.").arg(events))};
}

QString withoutCode(const QString &whole)
{
    const QStringView line = whole;
    if (!line.contains(u'`'))
        return whole;
    QString text;
    text.reserve(line.size());
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype open = line.indexOf(u'`', at), close = open < 0 ? -1 : line.indexOf(u'`', open + 1);
        text += line.sliced(at, (close < 0 ? line.size() : open) - at);
        at = close < 0 ? line.size() : close + 1;
    }
    return text;
}

/// A quick look: nearly all lines have none of the words.
bool mayHavePlaceholder(QStringView line)
{
    const auto lower = [line](qsizetype at) { return char16_t(line[at].unicode() | 0x20); };
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'[')
            return true;
        const char16_t first = lower(i);
        if ((first != u't' && first != u'f' && first != u'x' && first != u'l') || i + 2 >= line.size())
            continue;
        const char16_t beginning[] = {first, lower(i + 1), lower(i + 2)};
        for (const char16_t *word : {u"tod", u"tbd", u"fix", u"xxx", u"lor"}) {
            if (std::equal(beginning, beginning + 3, word))
                return true;
        }
    }
    return false;
}

Findings placeholders(const Document &document, const QList<MarkdownLine> &lines)
{
    static const QRegularExpression open(QStringLiteral("(?:^|[\\s>*-])(?:TODO|FIXME|TBD|XXX)(?::|\\s*$)|\\[(?:insert|"
                                                        "your|describe|fill in) [^\\]]*\\](?!\\()|lorem ipsum"),
                                         ignoreCase);
    Findings findings;
    for (const MarkdownLine &line : lines) {
        if (line.code)
            continue;
        if (const QString text = withoutCode(line.text); mayHavePlaceholder(text) && text.contains(open))
            findings << advise("placeholder", line.number + document.bodyLine - 1,
                               Words::tr("A placeholder was left in the text."));
    }
    return findings;
}
} // namespace

Findings advice(const SkillFiles &skill, const Document &document)
{
    const QString body = document.body();
    if (body.trimmed().isEmpty())
        return {Finding{QStringLiteral("body-empty"), Severity::Warning, QStringLiteral("SKILL.md"), document.bodyLine,
                        Words::tr("The skill has no instructions below its front matter.")}};
    const QList<MarkdownLine> lines = markdownLines(body);
    QString prose;
    for (const MarkdownLine &line : lines)
        prose += line.code ? QString() : line.text + u'\n';
    return whenToUse(document) + sections(document) + incidentLog(prose) + placeholders(document, lines)
        + referenceFindings(skill);
}

} // namespace hsf::skill
