// SPDX-License-Identifier: MIT
//
// Where the front matter lies in the bytes, and its top-level fields with their places: what reading and editing share.
#pragma once
#include "skill/document.h"

namespace hsf::skill {

/// One line of a text; "\n", "\r\n" and a lone "\r" end lines.
struct LineSpan {
    qsizetype begin = 0, end = 0; ///< without the ending
    qsizetype next = 0;           ///< where the next line begins
};
LineSpan lineAt(QByteArrayView bytes, qsizetype begin);
QList<LineSpan> linesOf(QByteArrayView bytes);

struct FrontMatter {
    bool found = false;
    bool closed = false;
    bool late = false;                 ///< blank lines come before it
    qsizetype begin = 0, end = 0;      ///< the YAML, between the two lines of dashes
    int firstLine = 1;                 ///< of the YAML, from 1
    qsizetype bodyOffset = 0;
    int bodyLine = 1;
    QByteArray lineEnding = "\n";
};
FrontMatter locateFrontMatter(const QByteArray &bytes);

struct YamlFields {
    QList<Field> fields;       ///< lines counted from 1 within the YAML
    bool flow = false;         ///< "{a: b}": fields share lines
    bool isMap = true;
    QString error;             ///< empty: the YAML parsed
    int errorLine = 0;
};

/// Line feeds only, valid UTF-8, no control characters: what a YAML reader can be given. Keeps the count of lines.
QByteArray cleanYaml(QByteArrayView yaml);
YamlFields readYaml(const QByteArray &cleaned);
/// For what is not YAML: lines of "key: value", continued by indented ones.
QList<Field> readKeyLines(const QByteArray &cleaned);
bool isKeyLine(QByteArrayView line);

/// Where a value that begins here ends: past its closing quote or bracket, before a comment.
qsizetype endOfValue(QByteArrayView text, qsizetype begin, bool insideFlow);
/// After "&anchor" and "!tag", which stand before a value.
qsizetype afterProperties(QByteArrayView text, qsizetype begin);
/// The value as YAML on one line.
QByteArray yamlScalar(const QString &value);

} // namespace hsf::skill
