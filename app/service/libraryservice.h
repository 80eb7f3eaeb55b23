// SPDX-License-Identifier: MIT
//
// The library for the window: rows that are always current, one skill opened whole, edits in the person's name.
#pragma once
#include "library/history.h"
#include "library/search.h"
#include "library/snapshot.h"
#include "library/sources.h"
#include "library/watch.h"
#include "library/skillreader.h"
#include "service/sessioncatalogue.h"
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

/// What a search found, as numbers of rows: ten thousand hits are a small list for the window's thread.
struct SearchAnswer {
    QList<SkillRow> rows;               ///< those that `found` counts: the service's rows when it was asked
    QList<qint32> found;                ///< places in `rows`, the best first
    QList<library::SearchHit> quoted;   ///< of the first of them
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
    const QStringList &problems() const { return m_problems; }      ///< of reading, one sentence each
    const QList<library::Category> &categories() const { return m_categories; }
    void refresh();                                                  ///< rowsChanged follows
    void openSkill(const QString &id, const QString &file = {});     ///< skillOpened follows; of a file that is gone, with SKILL.md
    /// Checks text as typed, off the GUI thread; only the newest request is answered by `checked`.
    void check(const QString &id, const QString &file, const QByteArray &bytes);
    void saveFile(const QString &id, const QString &file, const QByteArray &bytes, const QString &seenBlob);
    void createSkill(const QString &folder, const QByteArray &content);
    /// searched follows, unless the same asker searches again before: only its newest request is answered.
    void search(const QString &query, const QObject *asker = nullptr);
    void setFact(const QString &id, const QString &fact, const QString &value);   ///< "pinned" "managed" …
    void archive(const QString &id);
    void restore(const QString &id);
    void adopt(const QString &sourceFolder, const QString &folder);
    const QStringList &sources() const { return settings().sources; }
    void addSource(const QString &folder);                           ///< shown read-only; rowsChanged follows
    void removeSource(const QString &folder);
    /// Where other programs keep skills: sourcesFound follows.
    void lookForSources();
    /// What would come of a folder as the library: placePreviewed follows. Nothing is written.
    void previewPlace(const QString &folder);
    void setPlace(const QString &folder);                            ///< empty: the home's own; from the next start on
    const QMap<QString, QString> &savedFilters() const { return settings().savedFilters; }
    void saveFilter(const QString &name, const QString &words);      ///< empty words: forget it; savedFiltersChanged follows
    /// What an agent sees that begins with these words: cataloguePreviewed follows.
    void previewCatalogue(const QString &opening);
    /// The chat takes the skills as they are now, from its next turn on: catalogueRenewed follows.
    void renewCatalogue(const SessionId &chat);
    /// The bytes of a revision's files against its parent's, for a diff: `revisionOpened` follows.
    void openRevision(const QString &commit, const QString &treeFolder);

Q_SIGNALS:
    void rowsChanged(const QList<hsf::service::SkillRow> &rows, const hsf::service::RowNews &news);
    void problemsFound(const QStringList &problems);
    void searched(const QString &query, const hsf::service::SearchAnswer &answer);
    void searchReady();                                              ///< bodies are found as well from now on
    void sourcesFound(const QList<hsf::library::SkillFolder> &folders);
    void placePreviewed(const hsf::library::PlacePreview &preview);
    void savedFiltersChanged();
    void cataloguePreviewed(const hsf::service::CataloguePreview &preview);
    void catalogueRenewed(const hsf::SessionId &chat);
    void skillOpened(const hsf::service::SkillView &view);
    void checked(const QString &id, const QString &file, const hsf::skill::Findings &findings);
    void saved(const hsf::changes::ChangeSet &set);                  ///< Applied, Held or Refused: its state says
    void saveRefused(const QString &id, const QString &sentence);    ///< nothing was written
    void revisionOpened(const QString &commit, const QList<hsf::changes::FileChange> &files);
    void changedOutside(const QStringList &ids);
    void failed(const QString &sentence);

private:
    struct Private;
    const Settings &settings() const;
    void opened();
    void watch();
    void takeSettings(const Settings &settings);
    void completeSearch();
    void noteChange(const changes::ChangeSet &set);
    void noteOutside(const QStringList &files);
    void recordOutside();
    void submit(const QString &id, const QString &reason, const changes::Operation &operation);
    std::unique_ptr<Private> d;
    QList<SkillRow> m_rows;
    QList<library::Category> m_categories;
    QStringList m_problems;
    bool m_loading = true;
};

} // namespace hsf::service
