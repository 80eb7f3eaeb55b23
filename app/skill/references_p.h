// SPDX-License-Identifier: MIT
//
// Which files a text points to, by Markdown links and by paths named in it; code is left out.
#pragma once
#include <QList>
#include <QString>

namespace hsf::skill {

struct Reference {
    QString path; ///< as written
    int line = 0; ///< from 1
    bool link = false; ///< a Markdown link is relative to its file; a path in text to the skill
};
QList<Reference> referencesIn(const QString &text);

/// The path below the skill's folder; begins with "../" when it lies outside.
QString resolved(const QString &file, const Reference &reference);

} // namespace hsf::skill
