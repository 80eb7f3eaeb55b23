// SPDX-License-Identifier: MIT
//
// The single repairs behind fix.h: each looks at one rule's finding and says what it would do, or nothing.
#pragma once
#include "skill/fix.h"

namespace hsf::skill {

struct FixCase {
    const SkillFiles &skill;
    const QString &folder;
    const Finding &finding;
    const QByteArray &bytes; ///< of the finding's file
};
using Repair = std::optional<Fix> (*)(const FixCase &);

/// Nothing when the bytes stay as they are.
std::optional<Fix> repaired(const FixCase &one, const QString &words, const QByteArray &result);

// Fields of the front matter.
std::optional<Fix> nameAsFolder(const FixCase &one);
std::optional<Fix> belowMetadata(const FixCase &one);
std::optional<Fix> withoutRepetition(const FixCase &one);
std::optional<Fix> withoutEmptyField(const FixCase &one);
std::optional<Fix> toolsWithBlanks(const FixCase &one);
// The front matter as a whole.
std::optional<Fix> frontMatterFromText(const FixCase &one);
std::optional<Fix> closedFrontMatter(const FixCase &one);
std::optional<Fix> frontMatterFirst(const FixCase &one);
std::optional<Fix> quotedFields(const FixCase &one);
// Text.
std::optional<Fix> readableText(const FixCase &one);
std::optional<Fix> withoutNul(const FixCase &one);
std::optional<Fix> existingReference(const FixCase &one);
std::optional<Fix> withoutInvisible(const FixCase &one);

/// The words of `allowed-tools` in their order, whatever separates them.
QStringList toolsOf(const QString &value);

} // namespace hsf::skill
