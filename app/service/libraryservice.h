// SPDX-License-Identifier: MIT
//
// The library for the window: rows that are always current, one skill opened whole, edits in the person's name.
#pragma once
#include "library/history.h"
#include "library/snapshot.h"
#include "library/watch.h"
#include "library/skillreader.h"
#include "service/settingsservice.h"

namespace hsf::service {

struct SkillRow {
    library::SkillEntry entry;
    changes::SkillFacts facts;
    QDateTime lastUse;          ///< used, viewed or changed, whatever is newest; invalid: never
    bool operator==(const SkillRow &) const = default;
};

/// What changes when rows change: ids, so that a view lights up just these.
struct RowNews {
    QStringList created, changed, removed;
    changes::Origin by = changes::Origin::Unknown;
};

struct SkillView { ///< a skill as opened
    SkillRow row;
    QList<library::FileInfo> files;
    QString file;               ///< the one shown, "SKILL.md" at first
    QByteArray bytes;
    QString blob;               ///< Git's name of the bytes, to be given back when saving
    skill::Findings findings;   ///< lint and scan of the whole skill
    QList<library::Revision> history;
};

class LibraryService : public QObject
{
    Q_OBJECT
public:
    LibraryService(Workbench &bench, SettingsService &settings, QObject *parent = nullptr);
    ~LibraryService() override;

    const QList<SkillRow> &rows() const { return m_rows; }
    bool isLoading() const { return m_loading; }
    void refresh();                                                  ///< rowsChanged follows
    void openSkill(const QString &id, const QString &file = {});     ///< skillOpened follows
    /// Checks text as typed, off the GUI thread; only the newest request is answered by `checked`.
    void check(const QString &id, const QString &file, const QByteArray &bytes);
    void saveFile(const QString &id, const QString &file, const QByteArray &bytes, const QString &seenBlob);
    void createSkill(const QString &folder, const QByteArray &content);
    void setFact(const QString &id, const QString &fact, const QString &value);   ///< "pinned" "managed" …
    void archive(const QString &id);
    void restore(const QString &id);
    void adopt(const QString &sourceFolder, const QString &folder);
    /// The bytes of a revision's files against its parent's, for a diff: `revisionOpened` follows.
    void openRevision(const QString &commit, const QString &treeFolder);

Q_SIGNALS:
    void rowsChanged(const QList<hsf::service::SkillRow> &rows, const hsf::service::RowNews &news);
    void problemsFound(const QStringList &problems);
    void skillOpened(const hsf::service::SkillView &view);
    void checked(const QString &id, const QString &file, const hsf::skill::Findings &findings);
    void saved(const hsf::changes::ChangeSet &set);                  ///< Applied, Held or Refused: its state says
    void saveRefused(const QString &id, const QString &sentence);    ///< nothing was written
    void revisionOpened(const QString &commit, const QList<hsf::changes::FileChange> &files);
    void changedOutside(const QStringList &ids);
    void failed(const QString &sentence);

private:
    struct Private;
    void opened();
    void noteChange(const changes::ChangeSet &set);
    void recordOutside(const QStringList &files);
    void submit(const QString &id, const QString &reason, const changes::Operation &operation);
    std::unique_ptr<Private> d;
    QList<SkillRow> m_rows;
    bool m_loading = true;
};

} // namespace hsf::service
