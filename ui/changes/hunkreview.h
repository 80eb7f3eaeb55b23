// SPDX-License-Identifier: MIT
//
// A change set while a person goes through it: what was proposed, and what they made of single changes. A value; the
// view shows working(), which is what would be written. Changes are numbered as diff::diffLines(base, working) numbers
// them.
#pragma once
#include "service/changesservice.h"

#include <QMap>

namespace hsf::ui {

using Hunks = QMap<QString, QList<int>>; ///< by path

class HunkReview
{
public:
    explicit HunkReview(const QList<changes::FileChange> &proposal = {})
        : m_proposal(proposal)
        , m_working(proposal)
    { }

    const QList<changes::FileChange> &working() const { return m_working; }
    bool isEdited() const { return m_working != m_proposal; }
    /// May the new text of that change be edited as text?
    bool canEdit(const QString &path, int hunk) const;
    /// The lines it puts in, with "\n" as the only line end.
    QString text(const QString &path, int hunk) const;
    /// In place of those lines; a file with "\r\n" keeps it. `picked` follows: what stays alike stays picked, and what
    /// was edited is.
    Hunks edit(const QString &path, int hunk, const QString &text, const Hunks &picked);
    void takeBack() { m_working = m_proposal; }

    /// What would be written, for ChangesService::acceptEdited: all of it, or only the picked changes.
    QMap<QString, QByteArray> results() const;
    QMap<QString, QByteArray> results(const Hunks &picked) const;

private:
    const changes::FileChange *file(const QString &path) const;
    QList<changes::FileChange> m_proposal, m_working;
};

} // namespace hsf::ui
