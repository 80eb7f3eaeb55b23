// SPDX-License-Identifier: MIT
//
// What was acknowledged, written outside the home so that it outlives whatever happens there: a line a fact, in one
// write() and synced before anybody goes on. A killed process leaves whole lines.
//
//     did <kind> <change set> <commit>    it was applied (or rejected: without a commit)
//     set <change set> <commit> <tree path> <Git's name of its bytes, "-" for a removed file>
//     held <change set>
//     message <session> <number> <SHA-1 of its text>
//     review <id>
//     refused <sentence>                  not acknowledged, only counted
#pragma once
#include "changes/changeset.h"
#include "journal/journal.h"

#include <QStringList>

namespace hsf::faults {

class Ledger
{
public:
    explicit Ledger(const QString &file);
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    void noteSet(const changes::ChangeSet &set, const QString &kind);
    void noteHeld(const changes::ChangeSet &set);
    void noteMessage(const SessionId &session, qint64 number, const QString &text);
    void noteReview(const ReviewId &id);
    void noteRefused(const QString &sentence);

private:
    void write(const QStringList &lines);
    int m_file;
};

QString sumOf(const QString &text);

} // namespace hsf::faults
