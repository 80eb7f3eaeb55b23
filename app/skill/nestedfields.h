// SPDX-License-Identifier: MIT
//
// Fields inside fields of the front matter, and lists in it: "metadata: author: …", "tags: [a, b]". As document.h
// edits: the lines of the one entry change, every other byte stays. Pure.
#pragma once
#include "skill/document.h"

namespace hsf::skill {

/// The entries of the map that a top-level field is; none when it is something else.
QList<Field> mapEntries(const Document &document, const QString &field);

QByteArray withMapEntry(const QByteArray &bytes, const QString &field, const QString &key, const QString &value);
/// The field goes with its last entry.
QByteArray withoutMapEntry(const QByteArray &bytes, const QString &field, const QString &key);

/// The tags of a skill, wherever it has them: `tags`, `metadata.tags`, `metadata.hermes.tags`; a list or words with
/// commas.
QStringList tagList(const Document &document);
/// Where it has them already, in the same form; else as `metadata.tags: "a, b"`, which the specification allows.
QByteArray withTags(const QByteArray &bytes, const QStringList &tags);

} // namespace hsf::skill
