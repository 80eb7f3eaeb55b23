// SPDX-License-Identifier: MIT
#include "service/memoryservice.h"

#include "changes/memorysets.h"

namespace hsf::service {

using changes::ChangeSet;
using library::MemoryEdit;
using library::MemoryFile;

namespace {

struct Read {
    QList<MemoryEntry> entries;
    QList<int> used;
};

/// The set that brought an entry: the newest whose result has it and whose base has not. Most are among the last ones;
/// what no set brought is looked for in all that wrote memory.
Result<> addSources(QList<MemoryEntry> &entries, storage::Database &database)
{
    QList<MemoryEntry *> missing;
    for (MemoryEntry &entry : entries)
        missing << &entry;
    if (missing.isEmpty())
        return {};
    return changes::forEachMemorySet(database, [&](const ChangeSet &set) {
        for (const changes::FileChange &file : set.files) {
            if (!file.result)
                continue;
            const QStringList after = library::memoryEntries(*file.result);
            const QStringList before = file.base ? library::memoryEntries(*file.base) : QStringList();
            missing.removeIf([&](MemoryEntry *entry) {
                if (file.path != library::memoryTreePath(entry->file) || !after.contains(entry->text)
                    || before.contains(entry->text))
                    return false;
                entry->origin = set.author.origin;
                entry->session = set.author.session;
                entry->evidence = set.author.evidence;
                entry->changeSet = set.id;
                entry->time = set.decided.isValid() ? set.decided : set.created;
                return true;
            });
        }
        return !missing.isEmpty();
    });
}

Result<Read> readMemory(Stores &stores)
{
    Read read;
    for (const MemoryFile which : {MemoryFile::Memory, MemoryFile::User}) {
        QFile file(stores.home.memories() + u'/' + QFileInfo(library::memoryTreePath(which)).fileName());
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QString &text : library::memoryEntries(bytes))
            read.entries.append({.file = which, .text = text});
        read.used.append(int(QString::fromUtf8(bytes).size()));
    }
    const auto sources = addSources(read.entries, *stores.database);
    return sources ? Result<Read>(read) : std::unexpected(sources.error());
}

} // namespace

MemoryService::MemoryService(Workbench &bench, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::opened, this, &MemoryService::refresh);
    connect(&bench, &Workbench::setChanged, this, [this](const ChangeSet &set) {
        if (set.touchesMemory())
            refresh();
    });
}

void MemoryService::refresh()
{
    m_bench.io([](Stores &stores) { return readMemory(stores); }).then(this, [this](const Result<Read> &read) {
        if (read)
            Q_EMIT entriesChanged(read->entries, read->used);
        else
            Q_EMIT failed(tr("Could not read the memory: %1").arg(read.error().message));
    });
}

void MemoryService::submit(const MemoryEdit &edit, const QString &reason)
{
    const changes::Draft draft{{.origin = changes::Origin::You}, reason, {changes::EditMemory{{edit}}}};
    m_bench.io([draft](Stores &stores) { return stores.door->submit(draft); })
        .then(this, [this](const Result<ChangeSet> &set) {
            if (!set)
                Q_EMIT failed(tr("The memory was not changed: %1").arg(set.error().message));
            else if (set->state != changes::State::Applied)
                Q_EMIT failed(tr("The memory was not changed: %1").arg(set->why));
            else
                Q_EMIT edited(*set);
        });
}

void MemoryService::add(MemoryFile file, const QString &text)
{
    submit({MemoryEdit::Action::Add, file, {}, text}, tr("Remember something"));
}

void MemoryService::replace(MemoryFile file, const QString &oldText, const QString &text)
{
    submit({MemoryEdit::Action::Replace, file, oldText, text}, tr("Edit a memory"));
}

void MemoryService::remove(MemoryFile file, const QString &text)
{
    submit({MemoryEdit::Action::Remove, file, text, {}}, tr("Forget something"));
}

} // namespace hsf::service
