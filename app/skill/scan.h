// SPDX-License-Identifier: MIT
//
// The security scan: rules are data (resources/scan/*.json), each with an example that must match and one that must not.
// Severity falls where the text warns against the thing: in a comment or list that says "never", in a "do not" fence.
#pragma once
#include "base/error.h"
#include "skill/lint.h"

#include <QRegularExpression>

#include <memory>

namespace hsf::skill {

class Sieve;

struct ScanRule {
    QString id;              ///< "injection-ignore-previous"
    QString kind;            ///< injection, exfiltration, destructive, persistence, remote-code, obfuscation, credentials, privilege, unicode, tools
    Severity severity = Severity::High;
    QRegularExpression pattern;
    QString message;
    QString positive;        ///< an example that matches
    QString negative;        ///< one that looks alike and does not
};

class Scanner
{
public:
    /// The rules compiled into the program (:/scan/*.json).
    static const Scanner &builtIn();
    static Result<Scanner> fromJson(const QByteArray &json);

    Findings scanText(const QString &file, const QString &text) const;
    Findings scanSkill(const SkillFiles &skill) const;
    const QList<ScanRule> &rules() const { return m_rules; }

private:
    Scanner() = default;
    explicit Scanner(QList<ScanRule> rules);
    QList<ScanRule> m_rules;
    std::shared_ptr<const Sieve> m_sieve; ///< which rules a text can match at all
};

/// What a skill can reach, for the capability difference of a change set. Values are sorted and unique.
struct Capabilities {
    QStringList allowedTools;   ///< the words of `allowed-tools`
    QStringList scripts;        ///< paths below scripts/, with "#" and the first 12 digits of the content's SHA-1
    QStringList networkHosts;   ///< hosts of http(s) URLs in text and scripts
    bool operator==(const Capabilities &) const = default;
};
Capabilities capabilities(const SkillFiles &skill);
/// What `after` has that `before` has not.
Capabilities gained(const Capabilities &before, const Capabilities &after);

} // namespace hsf::skill
