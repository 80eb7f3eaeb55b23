// SPDX-License-Identifier: MIT
//
// What is fed with bytes nobody chose, and what must hold whatever they are. The same functions run under libFuzzer
// (one program a target, `packaging/dev fuzz NAME SECONDS`) and, over the inputs kept in corpus/NAME, as an ordinary
// test. An input of several texts has them separated by the byte 0x1E.
#pragma once
#include <QByteArray>
#include <QList>

namespace hsf::fuzz {

void frontMatter(const QByteArray &input); ///< a SKILL.md, then a value to write into it
void patch(const QByteArray &input); ///< a text, what to find in it, what to put there
void diff(const QByteArray &input); ///< up to three versions of a text
void scan(const QByteArray &input); ///< a SKILL.md, then a script
void sse(const QByteArray &input); ///< what a model's server sends
void zipImport(const QByteArray &input); ///< a zip, .tar or .tar.gz of skills

struct Target {
    const char *name; ///< its folder below corpus/, and what follows "hsf-fuzz-"
    void (*run)(const QByteArray &input);
};
inline constexpr Target targets[] = {
    {"front-matter", frontMatter}, {"patch", patch}, {"diff", diff}, {"scan", scan}, {"sse", sse},
    {"zip-import", zipImport},
};

/// Ends the program when it does not hold: that is what a fuzzer notices.
void expect(bool holds, const char *sentence);
/// The texts of an input; at least `count`, missing ones empty.
QList<QByteArray> texts(const QByteArray &input, int count);

} // namespace hsf::fuzz
