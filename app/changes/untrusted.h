// SPDX-License-Identifier: MIT
//
// Words that somebody else wrote (a web page, an MCP result, what a command printed) and that an author passes on word
// for word: twelve in a row are told, with the place they came from. Pure; case, punctuation around words and line
// breaks do not hide them, and what the library held before is not told again.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

struct UntrustedText {
    QString source; ///< for a person: "the command pdftotext a.pdf", "https://example.org/page"
    QString text;
    bool operator==(const UntrustedText &) const = default;
};

inline constexpr int copiedWords = 12;
inline constexpr QLatin1StringView copiedRule{"copied-text"};

/// The longest stretch for each file and source, High: one finding each.
skill::Findings copiedFindings(const QList<FileChange> &files, const QList<UntrustedText> &untrusted);

} // namespace hsf::changes
