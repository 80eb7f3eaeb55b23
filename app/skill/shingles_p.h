// SPDX-License-Identifier: MIT
//
// Texts as numbers: words become hashes, five neighbours a shingle, all shingles a MinHash signature, whose equal
// places estimate how much two texts share.
#pragma once
#include <QByteArray>

#include <array>
#include <vector>

namespace hsf::skill {

using Hashes = std::vector<quint32>;

/// Appends a hash for each word, ignoring the case of ASCII letters. Where a script has no blanks (Chinese, Japanese,
/// Korean) each character is a word. Singular: "tables" counts as "table".
enum class Form { AsWritten, Singular };
void addWords(QByteArrayView utf8, Hashes &words, Form form = Form::AsWritten);

/// The words of a Markdown text, those of its code fences apart.
struct MarkdownWords {
    Hashes prose, code;
    Hashes all; ///< in their order
};
MarkdownWords markdownWords(QByteArrayView utf8);

constexpr qsizetype shingleWords = 5;
/// Of fewer words than a shingle has, one of them all; of none, none. Not sorted, repetitions included.
Hashes shinglesOf(const Hashes &words);

constexpr size_t signatureSize = 128;
using Signature = std::array<quint32, signatureSize>;
Signature signatureOf(const Hashes &shingles);
/// The share of equal places: the Jaccard index give or take 0.04.
double estimatedJaccard(const Signature &a, const Signature &b);

/// Of sorted lists without repetitions.
double jaccardIndex(const Hashes &a, const Hashes &b);
void sortUnique(Hashes &hashes);

} // namespace hsf::skill
