// SPDX-License-Identifier: MIT
//
// Small questions about text that several rooms ask.
#pragma once
#include <QString>

namespace hsf {

/// UTF-8 without NUL.
bool isText(QByteArrayView bytes);

/// Keys, tokens, passwords and private keys replaced by "[redacted]", before anything is stored or logged.
QString redacted(const QString &text);

/// A rough count of a model's tokens: four bytes of UTF-8 each, at least one a non-empty text.
int estimatedTokens(QStringView text);
/// The same of text that is UTF-8 already.
int estimatedTokens(QByteArrayView utf8);

/// At most `most` characters, on one line, with "…" where something was left out.
QString excerpt(const QString &text, int most = 80);

} // namespace hsf
