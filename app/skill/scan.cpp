// SPDX-License-Identifier: MIT
#include "skill/scan.h"
#include "skill/scancontext_p.h"
#include "skill/sieve_p.h"
#include "skill/words_p.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::skill {

namespace {
/// The same thing again and again in one file is told once more and then no more.
constexpr int mostOfARule = 20;

std::optional<Severity> severityFrom(const QString &name)
{
    for (const Severity severity : {Severity::Advice, Severity::Warning, Severity::Error, Severity::High, Severity::Critical}) {
        if (severityName(severity) == name)
            return severity;
    }
    return std::nullopt;
}

Result<ScanRule> ruleFrom(const QJsonObject &json)
{
    const QString id = json["id"_L1].toString();
    const auto broken = [&](const QString &what) { return fail(Error::Kind::Malformed, Words::tr("Scan rule \"%1\": %2").arg(id, what)); };
    const auto severity = severityFrom(json["severity"_L1].toString());
    if (id.isEmpty() || !severity)
        return broken(Words::tr("it needs an id and a severity"));
    QRegularExpression pattern(json["pattern"_L1].toString(), QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    if (!pattern.isValid() || pattern.pattern().isEmpty())
        return broken(pattern.pattern().isEmpty() ? Words::tr("it has no pattern") : pattern.errorString());
    pattern.optimize();
    return ScanRule{id, json["kind"_L1].toString(), *severity, pattern, json["message"_L1].toString(), json["positive"_L1].toString(), json["negative"_L1].toString()};
}

/// One level down where the text warns; invisible tags never have an innocent reason.
Severity severityOf(const ScanRule &rule, bool warned)
{
    if (!warned || rule.kind == u"unicode" || rule.kind == u"tools")
        return rule.severity;
    return rule.severity == Severity::Critical ? Severity::High : std::min(rule.severity, Severity::Warning);
}

bool speaksToAgent(const ScanRule &rule)
{
    return rule.kind == u"injection" || rule.id == u"exfiltration-instruction";
}
} // namespace

Scanner::Scanner(QList<ScanRule> rules)
    : m_rules(std::move(rules))
{
    QStringList patterns;
    for (const ScanRule &rule : std::as_const(m_rules))
        patterns << rule.pattern.pattern();
    m_sieve = std::make_shared<const Sieve>(patterns);
}

Result<Scanner> Scanner::fromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fail(Error::Kind::Malformed, Words::tr("The scan rules are not JSON: %1").arg(error.errorString()));
    QList<ScanRule> rules;
    for (const QJsonValue &value : document.object().value("rules"_L1).toArray()) {
        const auto rule = ruleFrom(value.toObject());
        if (!rule)
            return std::unexpected(rule.error());
        rules << *rule;
    }
    return Scanner(rules);
}

const Scanner &Scanner::builtIn()
{
    static const Scanner scanner = [] {
        QList<ScanRule> all;
        for (const QFileInfo &info : QDir(QStringLiteral(":/scan")).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            QFile file(info.filePath());
            if (!file.open(QFile::ReadOnly))
                qFatal("cannot read %s", qPrintable(info.filePath()));
            const auto part = fromJson(file.readAll());
            if (!part)
                qFatal("%s: %s", qPrintable(info.filePath()), qPrintable(part.error().message));
            all += part->rules();
        }
        // A program built without its rules would find everything harmless.
        if (all.isEmpty())
            qFatal("this program was built without its scan rules");
        return Scanner(all);
    }();
    return scanner;
}

Findings Scanner::scanText(const QString &file, const QString &given) const
{
    // Half a surrogate pair would keep every expression from matching.
    const QString text = given.isValidUtf16() ? given : QString::fromUtf8(given.toUtf8());
    const std::vector<bool> may = m_sieve->mayMatch(text);
    Findings findings;
    std::optional<ScanContext> context; // made for the few texts in which something is found
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        if (!may[size_t(i)])
            continue;
        const ScanRule &rule = m_rules[i];
        int count = 0;
        auto matches = rule.pattern.globalMatch(text, 0, QRegularExpression::NormalMatch,
                                                QRegularExpression::DontCheckSubjectStringMatchOption);
        for (; matches.hasNext() && count < mostOfARule; ++count) {
            const auto match = matches.next();
            if (!context)
                context.emplace(text);
            const bool warned = context->warns(match.capturedStart(), match.capturedLength(), speaksToAgent(rule));
            findings << Finding{rule.id, severityOf(rule, warned), file, context->lineAt(match.capturedStart()), rule.message};
        }
    }
    std::ranges::stable_sort(findings, {}, &Finding::line);
    return findings;
}

Findings Scanner::scanSkill(const SkillFiles &skill) const
{
    Findings findings;
    for (const auto &[path, bytes] : skill.files.asKeyValueRange())
        findings += scanText(path, QString::fromUtf8(bytes));
    return findings;
}

} // namespace hsf::skill
