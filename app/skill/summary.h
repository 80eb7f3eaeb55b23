// SPDX-License-Identifier: MIT
//
// What a list says of a skill, from the bytes of its SKILL.md. The same as a Document would say, without its price: front
// matter written in simple lines, as nearly all is, is read in one pass; anything else goes the careful way.
#pragma once
#include "skill/document.h"

namespace hsf::skill {

struct Summary {
    QString name, description;
    QStringList tags;          ///< of `tags`, `metadata.tags` and `metadata.hermes.tags`, each once
    qsizetype bodyOffset = 0;
    Severity worst = Severity::Advice; ///< of the problems of reading
    int errors = 0;            ///< how many of them are errors
    bool operator==(const Summary &) const = default;
};

Summary summaryOf(const QByteArray &bytes);
/// Always by parseDocument(); summaryOf() equals it.
Summary carefulSummaryOf(const QByteArray &bytes);

/// As in Summary, of a document that was read whole.
QStringList allTagsOf(const Document &document);

} // namespace hsf::skill
