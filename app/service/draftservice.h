// SPDX-License-Identifier: MIT
//
// Text that a person typed and did not save yet, kept in the home's state folder, so that a crash, a killed process or
// a dead battery loses a second of typing and no more. Written off the GUI thread; each running program keeps its own
// and offers what others left behind.
#pragma once
#include "service/workbench.h"

#include <QHash>
#include <QTimer>

class QLockFile;

namespace hsf::service {

struct EditorDraft {
    QString id, file; ///< the skill, and the file below its folder
    QByteArray base; ///< as it was read
    QString blob; ///< Git's name of that
    QByteArray bytes; ///< as edited
    QDateTime time; ///< when it was kept
    QString kept; ///< where it lies; of a recovered one
    bool operator==(const EditorDraft &) const = default;
};

class DraftService : public QObject
{
    Q_OBJECT
public:
    explicit DraftService(Workbench &bench, QObject *parent = nullptr);
    ~DraftService() override; ///< what waits to be written is written

    /// Written a second after the last call for this file.
    void keep(const EditorDraft &draft);
    /// Saved, or given up by its person.
    void forget(const QString &id, const QString &file);
    /// What programs that are gone left behind: `recovered` follows, newest first, also when there is nothing.
    void recover();
    /// A recovered one was restored or discarded. A discarded one stays for a week in the folder's "discarded".
    enum class Fate { Restored, Discarded };
    void settle(const EditorDraft &recovered, Fate fate);
    /// How long typing must rest; tests shorten it.
    void setRest(int milliseconds) { m_timer.setInterval(milliseconds); }
    QString folder() const { return m_folder; }

Q_SIGNALS:
    void recovered(const QList<hsf::service::EditorDraft> &drafts);
    void kept(const QString &id, const QString &file); ///< it lies on the disk
    void failed(const QString &sentence);

private:
    void writeNow();
    QString fileOf(const QString &id, const QString &file) const;
    Workbench &m_bench;
    const QString m_folder;
    const QString m_run; ///< names this program's drafts
    std::unique_ptr<QLockFile> m_lock;
    QThreadPool m_pool; ///< one thread: writes keep their order
    QTimer m_timer;
    QHash<QString, EditorDraft> m_waiting; // by file name
    bool m_told = false; ///< a disk that is full is said once
};

} // namespace hsf::service
