// SPDX-License-Identifier: MIT
//
// Change sets for the window: what waits, what was decided, accept, reject, undo.
#pragma once
#include "service/workbench.h"

namespace hsf::service {

class ChangesService : public QObject
{
    Q_OBJECT
public:
    explicit ChangesService(Workbench &bench, QObject *parent = nullptr);
    ~ChangesService() override;

    void refresh();                                  ///< heldChanged and decidedChanged follow
    void openSet(const ChangeSetId &id);             ///< setOpened follows
    void accept(const ChangeSetId &id);
    void acceptHunks(const ChangeSetId &id, const QMap<QString, QList<int>> &hunks);
    void reject(const ChangeSetId &id, const QString &reason = {});
    void undo(const ChangeSetId &id);
    int heldCount() const { return m_held; }

Q_SIGNALS:
    void heldChanged(const QList<hsf::changes::ChangeSet> &sets);      ///< held and outdated, newest first
    /// Everything else, newest first; a large set comes without its bytes (openSet brings it whole).
    void decidedChanged(const QList<hsf::changes::ChangeSet> &sets);
    void heldCountChanged(int count);
    void setOpened(const hsf::changes::ChangeSet &set);
    /// Every state a set comes to, whoever caused it.
    void setChanged(const hsf::changes::ChangeSet &set);
    void failed(const hsf::ChangeSetId &id, const QString &sentence);

private:
    void refreshSoon();
    void decide(const ChangeSetId &id, const QString &attempted, std::function<Result<changes::ChangeSet>(changes::Door &)> work);
    Workbench &m_bench;
    int m_held = 0;
    bool m_refreshPlanned = false;
};

} // namespace hsf::service
