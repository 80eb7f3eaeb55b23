// SPDX-License-Identifier: MIT
#include "ui/library/draft.h"

namespace hsf::ui {

Arrival arrive(Draft &draft, const QByteArray &bytes, const QString &blob)
{
    if (bytes == draft.base) {
        draft.theirs.reset(); // somebody put it back
        return Arrival::Same;
    }
    const bool saved = draft.saving == bytes;
    if (saved || !draft.isUnsaved() || bytes == draft.bytes) {
        const bool typedOn = saved && draft.bytes != bytes;
        draft.base = bytes;
        draft.blob = blob;
        draft.saving.reset();
        draft.theirs.reset();
        if (!typedOn)
            draft.bytes = bytes;
        return saved ? Arrival::Saved : Arrival::Taken;
    }
    draft.theirs = {bytes, blob};
    draft.saving.reset(); // whatever became of it, this is newer
    return Arrival::Conflict;
}

void takeTheirs(Draft &draft)
{
    if (!draft.theirs)
        return;
    std::tie(draft.base, draft.blob) = *draft.theirs;
    draft.bytes = draft.base;
    draft.theirs.reset();
}

void keepMine(Draft &draft)
{
    if (!draft.theirs)
        return;
    std::tie(draft.base, draft.blob) = *draft.theirs;
    draft.theirs.reset();
}

} // namespace hsf::ui
