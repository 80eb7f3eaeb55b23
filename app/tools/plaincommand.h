// SPDX-License-Identifier: MIT
//
// Commands so plain that every shell reads them the same way. shellcommand.h reads what it can of any text, to describe
// it; this one gives up at the first character that a shell might change, because what it gives back runs without a
// question.
#pragma once
#include <QList>
#include <QStringList>

#include <optional>

namespace hsf::tools {

/// The words of each program, in order: plain words, 'quotes' and "quotes", joined by ; && || | and line ends. Nothing
/// else: no variable, substitution, redirection, pattern of file names, escape, group, comment, background, nor an
/// invisible character.
std::optional<QList<QStringList>> plainCommands(const QString &text);

} // namespace hsf::tools
