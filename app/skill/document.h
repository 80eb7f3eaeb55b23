// SPDX-License-Identifier: MIT
//
// SKILL.md as the world writes it: YAML front matter between two lines of "---", then Markdown. Reading never refuses: what
// cannot be read becomes a finding. Editing changes the lines of the one field and keeps every other byte: comments, order,
// quoting, BOM, line endings.
//
//   ---
//   name: pdf-tables
//   description: Extract tables from PDF files. Use when …
//   ---
//   # PDF tables
#pragma once
#include "skill/finding.h"

#include <QByteArray>
#include <QStringList>

namespace hsf::skill {

struct Field {
    QString key;
    QString value;       ///< a scalar as text; a list or map as its YAML source
    bool scalar = true;
    int firstLine = 0;   ///< from 1, in the file
    int lastLine = 0;    ///< inclusive; a multi-line scalar spans several
    bool operator==(const Field &) const = default;
};

struct Document {
    QByteArray bytes;            ///< the file as read
    QList<Field> fields;         ///< top level of the front matter, in order; duplicates appear twice
    bool hasFrontMatter = false;
    qsizetype bodyOffset = 0;    ///< where the Markdown starts in bytes
    int bodyLine = 1;            ///< its line, from 1
    Findings problems;           ///< of reading: no front matter, YAML that does not parse, invalid UTF-8 …

    QString field(QStringView key) const; ///< the first of that key, or empty
    QString name() const { return field(u"name"); }
    QString description() const { return field(u"description"); }
    QString body() const;                 ///< invalid UTF-8 becomes U+FFFD
    QStringList headings() const;         ///< text of the ATX headings outside code fences
};

Document parseDocument(const QByteArray &bytes);

/// The same bytes with one top-level field set; a new field is appended to the front matter, which is made if absent.
/// The value is written plain where YAML reads that back as the same string, else double-quoted.
QByteArray withField(const QByteArray &bytes, const QString &key, const QString &value);
QByteArray withoutField(const QByteArray &bytes, const QString &key);

} // namespace hsf::skill
