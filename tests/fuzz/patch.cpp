// SPDX-License-Identifier: MIT
//
// The patch ladder: whatever a model asks for, nothing outside the place it found changes.
#include "diff/patch.h"
#include "fuzz/targets.h"

namespace hsf::fuzz {

namespace {

void expectOnePlace(const QByteArray &text, const QByteArray &oldText, const QByteArray &newText)
{
    const auto patched = hsf::diff::patch(text, oldText, newText);
    if (!patched) {
        expect(!patched.error().message.isEmpty(), "a refusal says why");
        return;
    }
    expect(patched->places == 1, "one place was asked for");
    if (patched->step != QStringLiteral("exact"))
        return;
    expect(text.count(oldText) == 1, "an exact place is the only one");
    const qsizetype at = text.indexOf(oldText);
    expect(patched->bytes.startsWith(text.first(at)), "what is before the place stays");
    expect(patched->bytes.endsWith(text.sliced(at + oldText.size())), "what is after the place stays");
    if (!text.contains('\r'))
        expect(patched->bytes.size() == text.size() - oldText.size() + newText.size(),
               "the new text is written as it is");
}

} // namespace

void patch(const QByteArray &input)
{
    const QList<QByteArray> parts = texts(input, 3);
    expectOnePlace(parts[0], parts[1], parts[2]);
    const auto all = hsf::diff::patch(parts[0], parts[1], parts[2], hsf::diff::Occurrences::All);
    expect(!all || all->places >= 1, "a success has a place");
}

} // namespace hsf::fuzz
