// SPDX-License-Identifier: MIT
#include "changes/contents.h"
#include "base/text.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

namespace hsf::changes {

namespace {
qsizetype characters(const QByteArray &bytes)
{
    // Continuation bytes do not start a character.
    return std::ranges::count_if(bytes, [](char c) { return (uchar(c) & 0xC0) != 0x80; });
}
} // namespace

Result<> checkContent(const QString &file, const std::optional<QByteArray> &base, const QByteArray &result)
{
    const auto refuse
        = [&](const QString &why) { return fail(Error::Kind::Refused, Words::tr("%1: %2").arg(file, why)); };
    const bool grew = !base || result.size() > base->size();
    if (result.size() > maxFileBytes && grew)
        return refuse(Words::tr("a file of a skill may hold 1 MiB at most; this would be %1 bytes").arg(result.size()));
    if (result.contains('\0') && !(base && base->contains('\0')))
        return refuse(Words::tr("it would hold a NUL byte; write text"));
    if (!result.isValidUtf8() && (!base || base->isValidUtf8()))
        return refuse(Words::tr("it would not be valid UTF-8"));
    if (file == skillDocument && characters(result) > maxDocumentCharacters && grew) {
        return refuse(Words::tr("it may hold 100 000 characters at most, this would be %1; move parts to references/")
                          .arg(characters(result)));
    }
    return {};
}

bool isSmallText(const QByteArray &bytes)
{
    return bytes.size() <= maxFileBytes && isText(bytes);
}

} // namespace hsf::changes
