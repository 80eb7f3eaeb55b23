// SPDX-License-Identifier: MIT
//
// The only code that writes skills and memory. Included by changes/ alone (a test checks). A change is a commit first,
// made durable by one sync of the write-ahead file and moved onto the branch by compare-and-swap, then a checkout of
// its files; the ref refs/hsf/checked-out names the commit whose files are on disk. When it is behind the branch, a
// crash lies between: recover() finishes the checkout from the difference of the two, and a file that equals neither
// side is somebody else's edit, is recorded and never overwritten. After a power cut recover() makes again what did not
// reach the disk, objects, refs and files alike.
#pragma once
#include "library/history.h"

#include <functional>
#include <QHash>

namespace hsf::library {

struct Place {
    QString repository; ///< history.git
    QString skills; ///< folder of skills/
    QString memories; ///< folder of memories/
    QString lockFile; ///< taken by every writer, window or CLI, for the time of one change
    QString stores; ///< folder of what follows the history and is told in a note first (the database); empty: nothing
    bool operator==(const Place &) const = default;

    /// "skills/a/SKILL.md" → the file on disk.
    QString fileOf(const QString &treePath) const;
};

struct FileEdit {
    QString path; ///< tree path
    std::optional<QByteArray> base; ///< what must be there now; nullopt: nothing
    std::optional<QByteArray> result; ///< nullopt: removed
    bool executable = false;
    bool operator==(const FileEdit &) const = default;
};

struct CommitText {
    QString subject;
    QList<std::pair<QString, QString>> trailers;
    QString author; ///< "You", "Background review" …
    QDateTime time;
};

/// Named steps of one write, in order; a test kills the process at each.
inline constexpr const char *writeSteps[]
    = {"locked",      "checked",       "objects-written", "ahead-written", "committed",
       "file-staged", "file-replaced", "checked-out",     "marked"};
using StepHook = std::function<void(const char *step)>;

struct Written {
    QString commit;
    QString parent; ///< empty: it is the first
    QMap<QString, QString> blobs; ///< what it changed: tree path → blob name, empty: removed
    QList<QString> outsideCommits; ///< edits made by others that had to be recorded first
    bool isNoteKept = false; ///< its note will be among notes(), whatever happens, until settle()
};

class Writer
{
public:
    /// Makes the repository when absent, and takes the lock only for that.
    static Result<std::unique_ptr<Writer>> open(const Place &place, StepHook hook = {});
    ~Writer();

    /// Holds the inter-process lock while it lives, and ends in the thread that took it, before its Writer.
    class Turn
    {
    public:
        ~Turn();

    private:
        friend class Writer;
        explicit Turn(Writer &writer)
            : m_writer(writer)
        { }
        Writer &m_writer;
    };
    /// Nested use by one thread is allowed; others wait up to `waitMs`.
    Result<std::unique_ptr<Turn>> takeTurn(int waitMs = 10'000);

    /// All edits or none, one commit (also with no edits: a commit of facts alone). A base that does not hold is
    /// Error::Refused naming the path: the file on disk changed meanwhile (that edit is recorded as a commit of its own
    /// first). What fails after the commit (disk full) is taken back, the branch too; where even that fails, recover()
    /// finishes it.
    ///
    /// `note`: what the caller's stores keep of this commit and the commit does not tell. It is as durable as the commit, so
    /// that the stores need not wait for the disk; not kept when keepsNote() says so.
    ///
    /// `during`: what the caller does while the commit and its files are put on the disk by another thread; it knows the
    /// commit, and `done` waits and says whether it came to be. Not called where nothing is gained: without a note, with
    /// many files, or after edits of others that had to be recorded first.
    using During = std::function<void(const Written &written, const std::function<Result<>()> &done)>;
    Result<Written> write(const QList<FileEdit> &edits, const CommitText &text, const QByteArray &note = {},
                          const During &during = {});
    /// A change of many megabytes is not told to the write-ahead file.
    static bool keepsNote(const QList<FileEdit> &edits, const QByteArray &note);
    /// By commit; of those since the last settle().
    Result<QHash<QString, QByteArray>> notes();

    /// Commits what others changed below skills/ or memories/ (origin outside): all of it, or only the given tree paths
    /// or folders. Nothing changed: nullopt. Deletions are recorded too, so that they can be brought back; but where a
    /// whole root is missing (a disk that is not mounted) nothing is.
    Result<std::optional<Revision>> recordOutside(const QStringList &treePaths = {});

    /// Finishes a write that a crash cut. The commits whose checkout was finished, oldest first; also those that
    /// write() or recordOutside() had to finish since the last call.
    Result<QList<Revision>> recover();

    /// Waits until all that was written lies on the disk and begins the write-ahead file anew. Others may write
    /// meanwhile; then it is for the next time. Call it when nothing happens for a while: it may take seconds.
    /// `isKnown`: do the stores know this commit and all before it? Else it is for the next time, too: their notes are needed.
    Result<> settle(const std::function<bool(const QString &head)> &isKnown = {});

private:
    struct Private;
    explicit Writer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::library
