// SPDX-License-Identifier: MIT
//
// SKILL.md as anybody may have written it: reading never loses a byte, and a field that is written is read back.
#include "fuzz/targets.h"
#include "skill/document.h"
#include "skill/lint.h"

namespace hsf::fuzz {

namespace {

using skill::Document;

int lineCount(const QByteArray &bytes)
{
    int count = 1;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        count += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n'));
    return count;
}

void expectPlacesInside(const Document &document)
{
    const int lines = lineCount(document.bytes);
    expect(document.bodyOffset >= 0 && document.bodyOffset <= document.bytes.size(), "the body begins inside the file");
    const bool noBody = document.bodyOffset == document.bytes.size();
    expect(document.bodyLine >= 1 && document.bodyLine <= lines + noBody, "the body's line is one of the file");
    for (const skill::Field &field : document.fields)
        expect(field.firstLine >= 1 && field.firstLine <= field.lastLine && field.lastLine <= lines,
               "a field's lines are lines of the file");
    for (const skill::Finding &finding : document.problems)
        expect(finding.line >= 0 && finding.line <= lines, "a problem's line is one of the file");
}

/// An alias changes with what it points to; everything else stays.
bool hasAliases(const Document &document)
{
    return document.bytes.first(document.bodyOffset).contains('*');
}

void expectWritten(const Document &before, const QString &key, const QString &value)
{
    const QByteArray bytes = skill::withField(before.bytes, key, value);
    const Document after = skill::parseDocument(bytes);
    expect(skill::withField(bytes, key, value) == bytes || !before.problems.isEmpty(), "writing twice is writing once");
    if (!before.problems.isEmpty())
        return;
    expect(after.problems.isEmpty(), "a sound document stays sound");
    expect(after.field(key) == value, "what was written is read back");
    expect(after.body() == before.body(), "the body stays as it was");
    for (const skill::Field &field : before.fields)
        expect(field.key == key || hasAliases(before) || !field.scalar || after.field(field.key) == field.value,
               "the other fields keep their values");
    const Document without = skill::parseDocument(skill::withoutField(bytes, key));
    const bool gone = std::ranges::none_of(without.fields, [&](const auto &field) { return field.key == key; });
    expect(gone || hasAliases(before), "a field taken away is gone");
}

} // namespace

void frontMatter(const QByteArray &input)
{
    const QList<QByteArray> parts = texts(input, 2);
    const Document document = skill::parseDocument(parts[0]);
    expect(document.bytes == parts[0], "reading keeps the bytes");
    expectPlacesInside(document);
    std::ignore = document.headings();
    std::ignore = skill::lint({{{QStringLiteral("SKILL.md"), parts[0]}}, {}}, document.name());
    const QString value = QString::fromUtf8(parts[1]);
    for (const char *key : {"name", "description", "license"})
        expectWritten(document, QString::fromLatin1(key), value);
}

} // namespace hsf::fuzz
