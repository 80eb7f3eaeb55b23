// SPDX-License-Identifier: MIT
#include "ui/library/skilldeeds.h"

#include "ui/changes/setwords.h"
#include "ui/library/changepreview.h"
#include "ui/library/namedialog.h"

#include <QFileDialog>
#include <QFileInfo>

namespace hsf::ui {

namespace {
QStringList idsOf(const service::LibraryService &library)
{
    QStringList ids;
    for (const auto &row : library.rows())
        if (row.entry.source.isEmpty())
            ids << row.entry.id.toString();
    return ids;
}

QStringList categoriesOf(const QStringList &ids)
{
    QStringList categories{QString()};
    for (const QString &id : ids) {
        const QString category = id.contains(u'/') ? id.section(u'/', 0, -2) : QString();
        if (!categories.contains(category))
            categories << category;
    }
    categories.sort();
    return categories;
}
} // namespace

SkillDeeds::SkillDeeds(service::Factory &factory, QWidget &parent)
    : QObject(&parent)
    , m_factory(factory)
    , m_parent(parent)
{
    using Edits = service::EditService;
    Edits *edits = factory.edits.get();
    connect(edits, &Edits::previewed, this, [this](int ticket, const changes::ChangeSet &set) {
        if (ticket == m_previewTicket)
            showPreview(set);
    });
    connect(edits, &Edits::done, this, [this](int ticket, const changes::ChangeSet &set) {
        if (m_applying.contains(ticket))
            takeDone(m_applying.take(ticket), set);
    });
    connect(edits, &Edits::fileRead, this, [this](int ticket, const QByteArray &bytes) {
        if (const auto place = m_brought.take(ticket); !place.first.isEmpty())
            write(place.first, place.second, bytes);
    });
    connect(edits, &Edits::failed, this, &SkillDeeds::takeFailure);
}

void SkillDeeds::renameSkill(const QString &id)
{
    const QStringList taken = idsOf(*m_factory.library);
    auto *dialog = new NameDialog(
        {tr("Rename %1").arg(id), tr("Category"), tr("Name"), tr("See what changes …")}, categoriesOf(taken), true,
        [taken, id](const QString &path) {
            return path == id ? tr("That is its name already.") : skillNameProblem(path, taken);
        },
        &m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPath(id);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id] {
        const QString to = dialog->path();
        preview({tr("Rename %1 to %2").arg(id, to), {changes::RenameSkill{id, to}}, {}, id, to},
                tr("Rename %1").arg(id),
                tr("%1 becomes %2. Its history, pin and use go with it; what points to it follows.").arg(id, to),
                tr("Rename"));
    });
    dialog->open();
}

void SkillDeeds::renameFile(const QString &id, const QStringList &files, const QString &file)
{
    auto *dialog = new NameDialog(
        {tr("Rename %1").arg(file), tr("Folder"), tr("Name"), tr("See what changes …")}, supportFolders(files), false,
        [files, file](const QString &path) {
            return path == file ? tr("That is its name already.") : fileNameProblem(path, files);
        },
        &m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPath(file);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id, file] {
        const QString to = dialog->path();
        preview({tr("Rename %1 of %2 to %3").arg(file, id, to), {changes::RenameFile{id, file, to}}, to, {}, {}},
                tr("Rename %1").arg(file),
                tr("%1 becomes %2. Links and paths in the skill's texts follow.").arg(file, to), tr("Rename"));
    });
    dialog->open();
}

void SkillDeeds::addFile(const QString &id, const QStringList &files, const QString &folder)
{
    auto *dialog = new NameDialog(
        {tr("New file in %1").arg(id), tr("Folder"), tr("Name"), tr("Create")}, supportFolders(files), false,
        [files](const QString &path) { return fileNameProblem(path, files); }, &m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPath((folder.isEmpty() ? QStringLiteral("references") : folder) + u'/');
    connect(dialog, &QDialog::accepted, this, [this, dialog, id] { write(id, dialog->path(), "\n"); });
    dialog->open();
}

void SkillDeeds::bringFile(const QString &id, const QStringList &files, const QString &folder)
{
    auto *dialog = new QFileDialog(&m_parent, tr("Add files to %1").arg(id));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, id, files, folder](const QStringList &paths) { bringFiles(id, files, paths, folder); });
    dialog->open();
}

void SkillDeeds::bringFiles(const QString &id, const QStringList &files, const QStringList &paths,
                            const QString &folder)
{
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).fileName();
        const bool text = name.endsWith(u".md") || name.endsWith(u".txt");
        const QString file = (!folder.isEmpty() ? folder
                                  : text        ? QStringLiteral("references")
                                                : QStringLiteral("assets"))
            + u'/' + name;
        if (const QString problem = fileNameProblem(file, files); !problem.isEmpty()) {
            Q_EMIT failed(tr("%1 was not added: %2").arg(name, problem));
            continue;
        }
        m_brought.insert(m_factory.edits->readOutside(path), {id, file});
    }
}

void SkillDeeds::write(const QString &id, const QString &file, const QByteArray &bytes)
{
    apply({tr("Add %1 to %2").arg(file, id), {changes::WriteFile{id, file, bytes, {}}}, file, {}, {}}, {});
}

void SkillDeeds::removeFile(const QString &id, const QString &file)
{
    apply({tr("Remove %1 of %2").arg(file, id), {changes::RemoveFile{id, file, {}}}, {}, {}, {}}, {});
}

void SkillDeeds::fixAll(const QString &id, const QString &openFile)
{
    preview({tr("Fix the problems of %1").arg(id), {changes::FixSkill{id}}, openFile, {}, {}}, tr("Fix all problems of %1").arg(id),
            tr("What can be repaired without thinking, in all files of the skill, as one change."), tr("Fix all"));
}

void SkillDeeds::fixFile(const QString &id, const skill::Fix &fix, const QString &openFile)
{
    preview({tr("Fix a problem in %1 of %2").arg(fix.file, id), {changes::WriteFile{id, fix.file, fix.result, {}}}, openFile, {}, {}},
            tr("Fix a problem in %1").arg(fix.file), fix.words, tr("Fix it"));
}

void SkillDeeds::preview(const Wish &wish, const QString &title, const QString &words, const QString &apply)
{
    m_asked = {wish, title, words, apply, {}};
    m_previewTicket = m_factory.edits->preview(wish.reason, wish.operations);
}

void SkillDeeds::showPreview(const changes::ChangeSet &set)
{
    m_asked.shown = set.files;
    const QString words = m_asked.words + u' ' + tr("%n file(s) change.", nullptr, int(set.files.size()));
    if (m_window)
        m_window->close();
    m_window = new ChangePreview(m_asked.title, words, fileDiffs(set.files), m_asked.apply, &m_parent);
    m_window->setAttribute(Qt::WA_DeleteOnClose);
    m_window->setWarning(set.why);
    connect(m_window, &ChangePreview::applyRequested, this, [this] { apply(m_asked.wish, m_asked.shown); });
    m_window->open();
}

void SkillDeeds::apply(const Wish &wish, const std::optional<QList<changes::FileChange>> &shown)
{
    m_applying.insert(m_factory.edits->apply(wish.reason, wish.operations, shown), wish);
}

void SkillDeeds::takeDone(const Wish &wish, const changes::ChangeSet &set)
{
    if (m_window)
        m_window->close();
    if (set.state == changes::State::Held)
        return Q_EMIT held(tr("This waits under Changes: %1").arg(set.why));
    if (set.state != changes::State::Applied)
        return Q_EMIT failed(set.why);
    if (!wish.to.isEmpty())
        Q_EMIT skillRenamed(wish.from, wish.to, set);
    else
        Q_EMIT done(set, wish.file);
}

void SkillDeeds::takeFailure(int ticket, const QString &sentence)
{
    if (const auto place = m_brought.take(ticket); !place.first.isEmpty())
        return Q_EMIT failed(tr("%1 was not added: %2").arg(place.second, sentence));
    if (ticket == m_previewTicket)
        return Q_EMIT failed(tr("%1: %2").arg(m_asked.title, sentence));
    if (!m_applying.contains(ticket))
        return;
    const Wish wish = m_applying.take(ticket);
    if (m_window)
        m_window->setWarning(sentence);
    else
        Q_EMIT failed(tr("%1: %2").arg(wish.reason, sentence));
}

} // namespace hsf::ui
