// SPDX-License-Identifier: MIT
//
// A person's edits that are more than the text of one file: files that come, go and change their names, a skill's new
// name, several steps at once. Previewed as the change set they would be, then applied as shown. Answers carry the
// ticket of the question, and never come before it was given.
#pragma once
#include "service/workbench.h"
#include "skill/fix.h"
#include "skill/overlap.h"

namespace hsf::service {

class EditService : public QObject
{
    Q_OBJECT
public:
    explicit EditService(Workbench &bench, QObject *parent = nullptr);
    ~EditService() override;

    /// What these would write; nothing is written. `previewed` or `failed` follows.
    int preview(const QString &reason, const QList<changes::Operation> &operations);
    /// `done` or `failed` follows. `shown`: the files of the preview that was looked at; anything else by now is
    /// refused.
    int apply(const QString &reason, const QList<changes::Operation> &operations,
              const std::optional<QList<changes::FileChange>> &shown = {});
    /// A file of a skill's folder as it is, also one that is not text; up to 16 MiB. `fileRead` or `failed` follows.
    int read(const QString &folder, const QString &file);
    /// A file from anywhere, to be added to a skill.
    int readOutside(const QString &path);
    /// What can be repaired without thinking in a skill as it lies in `folder`, with `file` as typed. `fixesFound`
    /// follows.
    int findFixes(const QString &folder, const QString &name, const QString &file, const QByteArray &bytes,
                  const skill::Findings &findings);
    /// Which skills say the same or answer to the same requests. Reads the whole library, in the background;
    /// `neighboursFound` follows.
    int findNeighbours(const QString &id);

Q_SIGNALS:
    void previewed(int ticket, const hsf::changes::ChangeSet &set);
    void done(int ticket, const hsf::changes::ChangeSet &set); ///< Applied, Held or Refused: its state says
    void fileRead(int ticket, const QByteArray &bytes);
    /// One for each finding asked about, in their order.
    void fixesFound(int ticket, const QList<std::optional<hsf::skill::Fix>> &fixes);
    void neighboursFound(int ticket, const QList<hsf::skill::OverlapPair> &pairs);
    void failed(int ticket, const QString &sentence);

private:
    int takeBytes(const Pending<Result<QByteArray>> &reading);

    Workbench &m_bench;
    QThreadPool m_reading;
    int m_ticket = 0;
};

} // namespace hsf::service
