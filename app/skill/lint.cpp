// SPDX-License-Identifier: MIT
#include "skill/lint.h"
#include "base/text.h"
#include "skill/advice_p.h"
#include "skill/names.h"
#include "skill/trigger.h"
#include "skill/words_p.h"

#include <QRegularExpression>

#include <algorithm>

namespace hsf::skill {

namespace {
constexpr qsizetype largestFile = 1024 * 1024;
constexpr qsizetype largestSkill = 100'000;

const QString skillFile = QStringLiteral("SKILL.md");

int lineOf(const Document &document, QStringView key)
{
    for (const Field &field : document.fields) {
        if (field.key == key)
            return field.firstLine;
    }
    return document.hasFrontMatter ? 1 : 0;
}

class Specification
{
public:
    Specification(const Document &document, const QString &folderName) : m_document(document), m_folder(folderName) {}
    Findings check()
    {
        if (!m_document.hasFrontMatter)
            return {};
        name();
        description();
        keys();
        optionalFields();
        return m_findings;
    }

private:
    void add(const char *rule, Severity severity, QStringView key, const QString &message)
    {
        m_findings << Finding{QString::fromLatin1(rule), severity, skillFile, lineOf(m_document, key), message};
    }
    void name()
    {
        static const QRegularExpression anyAlphabet(QStringLiteral("\\A[\\p{Ll}\\p{Lo}\\p{N}]+(-[\\p{Ll}\\p{Lo}\\p{N}]+)*\\z"), QRegularExpression::UseUnicodePropertiesOption);
        const QString name = m_document.name();
        if (name.trimmed().isEmpty())
            return add("name-missing", Severity::Error, u"name", Words::tr("The field \"name\" is missing."));
        if (const auto good = checkNewName(name); !good) {
            const bool unicode = name.size() <= 64 && name.normalized(QString::NormalizationForm_KC).contains(anyAlphabet) && name.toUtf8().size() > name.size();
            add(unicode ? "name-ascii" : "name-format", unicode ? Severity::Warning : Severity::Error, u"name", good.error().message + u'.');
        }
        if (!m_folder.isEmpty() && name != m_folder) {
            add("name-folder", Severity::Error, u"name",
                Words::tr("The name \"%1\" differs from the folder's name \"%2\".").arg(excerpt(name), excerpt(m_folder)));
        }
    }
    void description()
    {
        const QString text = m_document.description();
        if (text.trimmed().isEmpty())
            return add("description-missing", Severity::Error, u"description", Words::tr("The field \"description\" is missing: say what the skill does and when to use it."));
        if (text.size() > longestDescription)
            add("description-length", Severity::Error, u"description", Words::tr("The description has %1 characters; at most 1024 are allowed.").arg(text.size()));
        if (text.contains(u'<') || text.contains(u'>'))
            add("description-brackets", Severity::Advice, u"description", Words::tr("Some programs refuse \"<\" and \">\" in a description."));
    }
    void keys()
    {
        static const QStringList known = {QStringLiteral("name"), QStringLiteral("description"), QStringLiteral("license"), QStringLiteral("compatibility"),
                                          QStringLiteral("metadata"), QStringLiteral("allowed-tools")};
        for (const Field &field : m_document.fields) {
            if (!known.contains(field.key)) {
                m_findings << Finding{QStringLiteral("unknown-key"), Severity::Error, skillFile, field.firstLine,
                                      Words::tr("The field \"%1\" is not in the specification; it may stand below \"metadata\".").arg(excerpt(field.key))};
            }
        }
    }
    void optionalFields()
    {
        for (const Field &field : m_document.fields) {
            if (field.key == u"compatibility" && (!field.scalar || field.value.trimmed().isEmpty() || field.value.size() > 500))
                add("compatibility-length", Severity::Error, u"compatibility", Words::tr("The field \"compatibility\" needs 1 to 500 characters."));
            if (field.key == u"license" && (!field.scalar || field.value.trimmed().isEmpty()))
                add("license-text", Severity::Error, u"license", Words::tr("The field \"license\" needs a short name or the name of a file."));
            const bool list = !field.scalar && (field.value.trimmed().startsWith(u'-') || field.value.trimmed().startsWith(u'['));
            if (field.key == u"metadata" && (list || (field.scalar && !field.value.isEmpty())))
                add("metadata-map", Severity::Error, u"metadata", Words::tr("The field \"metadata\" holds lines of \"key: value\"."));
            if (field.key == u"allowed-tools" && (!field.scalar || field.value.contains(u',')))
                add("allowed-tools-format", Severity::Warning, u"allowed-tools", Words::tr("\"allowed-tools\" is one line of tools with blanks between them."));
        }
    }

    const Document &m_document;
    const QString m_folder;
    Findings m_findings;
};

Findings sizes(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const auto lines = bytes.count('\n');
    const int tokens = estimatedTokens(text);
    if (text.size() > largestSkill)
        return {{QStringLiteral("skill-size"), Severity::Error, skillFile, 0, Words::tr("SKILL.md has %1 characters; at most %2 are allowed.").arg(text.size()).arg(largestSkill)}};
    if (lines >= 500 || tokens >= 5000) {
        return {{QStringLiteral("skill-long"), Severity::Warning, skillFile, 0,
                 Words::tr("SKILL.md has %1 lines and about %2 tokens; from 500 lines or 5000 tokens on, move detail to references/.").arg(lines).arg(tokens)}};
    }
    return {};
}

Findings paths(const SkillFiles &skill)
{
    Findings findings;
    for (const QString &path : skill.files.keys() + skill.otherFiles) {
        if (const auto checked = checkFilePath(path); !checked)
            findings << Finding{QStringLiteral("file-path"), Severity::Error, path, 0, checked.error().message + u'.'};
    }
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        if (bytes.size() > largestFile)
            findings << Finding{QStringLiteral("file-size"), Severity::Error, path, 0, Words::tr("The file is larger than 1 MiB.")};
    }
    return findings;
}
} // namespace

Findings lint(const SkillFiles &skill, const QString &folderName)
{
    Findings findings = paths(skill);
    if (const auto file = skill.files.constFind(skillFile); file != skill.files.constEnd()) {
        const Document document = parseDocument(*file);
        findings += document.problems + Specification(document, folderName).check() + sizes(*file) + advice(skill, document);
    } else {
        findings << Finding{QStringLiteral("skill-missing"), Severity::Error, skillFile, 0, Words::tr("The skill has no file SKILL.md.")};
    }
    std::ranges::stable_sort(findings, [](const Finding &a, const Finding &b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
    return findings;
}

Findings newFindings(const Findings &before, const Findings &after)
{
    QHash<std::pair<QString, QString>, int> had;
    for (const Finding &finding : before)
        ++had[{finding.rule, finding.file}];
    Findings fresh;
    for (const Finding &finding : after) {
        if (--had[{finding.rule, finding.file}] < 0)
            fresh << finding;
    }
    return fresh;
}

} // namespace hsf::skill
