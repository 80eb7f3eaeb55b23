// SPDX-License-Identifier: MIT
#include "skill/advice_p.h"
#include "skill/markdown_p.h"
#include "skill/references_p.h"
#include "skill/words_p.h"

#include <QDir>
#include <QRegularExpression>

namespace hsf::skill {

QList<Reference> referencesIn(const QString &text)
{
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)\\s#?<>{}$*]+)(?:#[^)\\s]*)?\\)"));
    static const QRegularExpression mention(
        QStringLiteral("(?:^|[\\s`\"'(]|\\}/|\\./)((?:references|templates|scripts|assets|evals)/[\\w./"
                       "-]*\\w\\.\\w{1,8})(?=[\\s`\"'),.:;]|$)"));
    static const QRegularExpression fileLike(QStringLiteral("^(?!\\w+:)(?!/)[^\\s]*\\w\\.\\w{1,8}$"));
    QList<Reference> found;
    for (const MarkdownLine &line : markdownLines(text)) {
        if (line.code || !(line.text.contains(u'/') || line.text.contains(QLatin1StringView("]("))))
            continue; // as most lines
        for (const auto &match : link.globalMatch(line.text)) {
            if (match.captured(1).contains(fileLike))
                found << Reference{match.captured(1), line.number, true};
        }
        for (const auto &match : mention.globalMatch(line.text))
            found << Reference{match.captured(1), line.number, false};
    }
    return found;
}

QString resolved(const QString &file, const Reference &reference)
{
    const QString folder = reference.link && file.contains(u'/') ? file.section(u'/', 0, -2) + u'/' : QString();
    return QDir::cleanPath(folder + reference.path);
}

namespace {
Findings findingsOf(const SkillFiles &skill, const QString &file, const QString &text)
{
    Findings findings;
    QSet<QString> said;
    for (const Reference &reference : referencesIn(text)) {
        const QString path = resolved(file, reference);
        if (said.contains(path))
            continue;
        said << path;
        const auto add = [&](const char *rule, Severity severity, const QString &message) {
            findings << Finding{QString::fromLatin1(rule), severity, file, reference.line, message.arg(path)};
        };
        if (path.startsWith(QStringLiteral("../")))
            add("reference-outside", Severity::Advice,
                Words::tr("\"%1\" lies outside the skill; it will be missing where the skill is copied alone."));
        else if (!skill.files.contains(path) && !skill.otherFiles.contains(path)
                 && !skill.files.contains(reference.path))
            add("reference-missing", Severity::Warning, Words::tr("The text points to \"%1\", which does not exist."));
        else if (file != u"SKILL.md" && path != u"SKILL.md" && path != file && path.endsWith(QStringLiteral(".md")))
            add("reference-depth", Severity::Advice,
                Words::tr("A reference points on to \"%1\"; keep references one level below SKILL.md, since agents "
                          "read no further."));
    }
    return findings;
}
} // namespace

Findings referenceFindings(const SkillFiles &skill)
{
    Findings findings;
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        if (path.endsWith(QStringLiteral(".md")) && !path.startsWith(QStringLiteral("evals/")))
            findings += findingsOf(skill, path, QString::fromUtf8(bytes));
    }
    return findings;
}

} // namespace hsf::skill
