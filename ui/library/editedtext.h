// SPDX-License-Identifier: MIT
//
// A file's bytes ↔ the text an editor shows. Lines that were not touched keep their bytes: endings (also mixed ones),
// byte order mark, invalid UTF-8. textAsEdited(x, shownText(x)) == x for any x. Pure.
#pragma once
#include <QByteArray>
#include <QString>

namespace hsf::ui {

/// Lines end with "\n"; what an editor would swallow (NUL, a lone CR, paragraph separators) is made visible.
QString shownText(const QByteArray &bytes);
/// `base` with the edits that lead from shownText(base) to `text`. New lines get the ending of the line they replace,
/// else the one most lines of the file have.
QByteArray textAsEdited(const QByteArray &base, const QString &text);

} // namespace hsf::ui
