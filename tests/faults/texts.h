// SPDX-License-Identifier: MIT
//
// The bytes of the skills that are worked on: each has one line that tells its revisions apart.
#pragma once
#include <QByteArray>
#include <QString>

namespace hsf::faults {

inline QByteArray factsText(const QString &revision)
{
    return "# Facts\n\nThe page repeats its header.\nRevision " + revision.toUtf8() + ".\n\nSums are at the end.\n";
}

inline QByteArray skillText(const QString &name, const QString &revision)
{
    return "---\nname: " + name.toUtf8() + "\ndescription: Writes tables of " + name.toUtf8()
        + " from pages. Use when somebody asks for such a table.\n---\n# " + name.toUtf8()
        + "\n\n## When to use\n\nFor tables.\n\n## Steps\n\n1. Read the page.\n2. Write the table.\n\nRevision "
        + revision.toUtf8() + ".\n\n## Verification\n\nAdd up the lines.\n";
}

inline QByteArray revisionLine(const QByteArray &text)
{
    const qsizetype start = text.indexOf("Revision ");
    return start < 0 ? QByteArray("Revision") : text.mid(start, text.indexOf('\n', start) + 1 - start);
}

} // namespace hsf::faults
