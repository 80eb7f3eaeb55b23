// SPDX-License-Identifier: MIT
#include "library/strict.h"
#include "library/skillreader.h"
#include "library/words_p.h"
#include "skill/fix.h"
#include "skill/names.h"

namespace hsf::library {

namespace {

const QString documentName = QStringLiteral("SKILL.md");
const QString metadataKey = QStringLiteral("metadata");
skill::SkillFiles textFiles(const QMap<QString, QByteArray> &files)
{
    skill::SkillFiles text;
    for (const auto &[path, bytes] : files.asKeyValueRange()) {
        if (isSkillText(bytes))
            text.files.insert(path, bytes);
        else
            text.otherFiles << path;
    }
    return text;
}

/// The lines of a nested map as fields of their own: read as a document that has nothing else.
QList<skill::Field> fieldsOf(const QString &yaml)
{
    QStringList lines = yaml.split(u'\n');
    qsizetype indent = yaml.size();
    for (const QString &line : std::as_const(lines)) {
        if (!line.trimmed().isEmpty())
            indent = std::min(
                indent, qsizetype(std::ranges::find_if_not(line, [](QChar c) { return c == u' '; }) - line.begin()));
    }
    for (QString &line : lines)
        line.remove(0, std::min(indent, line.size()));
    return skill::parseDocument(QStringLiteral("---\n%1\n---\n").arg(lines.join(u'\n')).toUtf8()).fields;
}

/// A number or a yes, which YAML reads as something else than text unless it stands in quotes.
bool looksTyped(const QString &value)
{
    static const QStringList words = {QString(),
                                      QStringLiteral("~"),
                                      QStringLiteral("null"),
                                      QStringLiteral("true"),
                                      QStringLiteral("false"),
                                      QStringLiteral("yes"),
                                      QStringLiteral("no"),
                                      QStringLiteral("on"),
                                      QStringLiteral("off")};
    const bool digitFirst = !value.isEmpty()
        && (value[0].isDigit()
            || ((value[0] == u'-' || value[0] == u'+' || value[0] == u'.') && value.size() > 1 && value[1].isDigit()));
    return digitFirst || words.contains(value.toLower());
}

/// Whether it stands without quotes in the map's own lines.
bool standsPlain(const skill::Field &entry, const QString &yaml)
{
    const QString plain = QString(entry.key + QStringLiteral(": ") + entry.value).trimmed();
    return std::ranges::any_of(yaml.split(u'\n'), [&](const QString &line) {
        const QString text = line.trimmed();
        return text == plain || text.startsWith(plain + QStringLiteral(" #"));
    });
}

/// "key: value" as YAML that reads back as that very text.
QByteArray metadataLine(const QString &key, const QString &value)
{
    QByteArray line = skill::withField("---\n---\n", key, value).sliced(4).chopped(4);
    const QByteArray plain = value.toUtf8();
    if (looksTyped(value) && line.endsWith(": " + plain + '\n'))
        line = line.chopped(plain.size() + 1) + '"' + plain + "\"\n";
    return "  " + line;
}

/// `metadata` as text to text: numbers and the like in quotes, lists and maps within go.
QByteArray withTextMetadata(const QByteArray &bytes, StrictSkill &strict)
{
    const skill::Document document = skill::parseDocument(bytes);
    const auto field = std::ranges::find(document.fields, metadataKey, &skill::Field::key);
    if (field == document.fields.end())
        return bytes;
    QByteArray lines;
    QStringList dropped, seen;
    bool quoted = false;
    for (const skill::Field &entry : field->scalar ? QList<skill::Field>() : fieldsOf(field->value)) {
        if (seen.contains(entry.key))
            continue;
        seen << entry.key;
        if (!entry.scalar) {
            dropped << entry.key;
            continue;
        }
        quoted = quoted || (looksTyped(entry.value) && standsPlain(entry, field->value));
        lines += metadataLine(entry.key, entry.value);
    }
    const bool bare = field->scalar || lines.isEmpty();
    if (dropped.isEmpty() && !quoted && !bare)
        return bytes;
    for (const QString &key : std::as_const(dropped))
        strict.lost << Words::tr("The entry \"%1\" of metadata: only text may stand there, and it is a list or a map.")
                           .arg(key);
    if (quoted)
        strict.repairs << Words::tr("Put the values of metadata in quotes, so that they are text.");
    const QByteArray without = skill::withoutField(bytes, metadataKey);
    if (bare) {
        if (field->scalar && !field->value.trimmed().isEmpty())
            strict.lost << Words::tr("The field \"metadata\": it holds no lines of \"key: value\".");
        return without;
    }
    // The field is written with a word in its place, which its lines then take.
    const QByteArray mark = "hsf-metadata-goes-here";
    QByteArray result = skill::withField(without, metadataKey, QString::fromLatin1(mark));
    const QByteArray ending = result.contains("\r\n") ? "\r\n" : "\n";
    if (ending == "\r\n")
        lines.replace("\n", "\r\n");
    return result.replace("metadata: " + mark + ending, "metadata:" + ending + lines);
}

/// What the mechanical repairs could not bring below `metadata`.
QByteArray withoutUnknownKeys(QByteArray bytes, StrictSkill &strict)
{
    static const QStringList known = {QStringLiteral("name"),
                                      QStringLiteral("description"),
                                      QStringLiteral("license"),
                                      QStringLiteral("compatibility"),
                                      metadataKey,
                                      QStringLiteral("allowed-tools")};
    for (const skill::Field &field : skill::parseDocument(bytes).fields) {
        if (known.contains(field.key))
            continue;
        const QByteArray without = skill::withoutField(bytes, field.key);
        if (without == bytes)
            continue;
        bytes = without;
        strict.lost << Words::tr("The field \"%1\": the specification has no place for it.").arg(field.key);
    }
    return bytes;
}

bool breaksSpecification(const skill::Finding &finding)
{
    return finding.severity == skill::Severity::Error || finding.rule == u"name-ascii"
        || finding.rule == u"allowed-tools-format";
}

} // namespace

QString strictName(const QString &name)
{
    QString strict;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower()) {
        if (c.unicode() < 128 && c.isLetterOrNumber())
            strict += c;
        else if (c.category() != QChar::Mark_NonSpacing && !strict.endsWith(u'-') && !strict.isEmpty())
            strict += u'-';
    }
    strict.truncate(64);
    while (strict.endsWith(u'-'))
        strict.chop(1);
    return strict;
}

StrictSkill strictSkill(const PackagedSkill &skill, const QString &name)
{
    StrictSkill strict{.name = skill::checkNewName(name) ? name : strictName(name),
                       .files = skill.files,
                       .executables = skill.executables};
    strict.lost = skill.notes;
    if (strict.name != name)
        strict.repairs << Words::tr("Rename the folder \"%1\" to \"%2\".").arg(name, strict.name);
    if (strict.files.contains(documentName) && isSkillText(strict.files.value(documentName))) {
        const skill::Fixed fixed = skill::fixedAll(textFiles(strict.files), strict.name);
        strict.repairs += fixed.words;
        for (const auto &[path, bytes] : fixed.skill.files.asKeyValueRange())
            strict.files[path] = bytes;
        QByteArray &document = strict.files[documentName];
        document = withoutUnknownKeys(document, strict);
        document = withTextMetadata(document, strict);
    }
    for (const skill::Finding &finding : skill::lint(textFiles(strict.files), strict.name)) {
        if (breaksSpecification(finding))
            strict.faults << finding;
    }
    if (!skill.obstacle.isEmpty())
        strict.faults << skill::Finding{
            QStringLiteral("file-path"), skill::Severity::Error, {}, 0, skill.obstacle + u'.'};
    return strict;
}

} // namespace hsf::library
