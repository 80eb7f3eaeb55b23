// SPDX-License-Identifier: MIT
#include "service/memoryservice.h"

namespace hsf::service {

using changes::ChangeSet;
using library::MemoryEdit;
using library::MemoryFile;

namespace {

struct Read {
    QList<MemoryEntry> entries;
    QList<int> used;
};

// The set that brought an entry: the newest whose result has it and whose base has not.
void addSource(MemoryEntry &entry, const QList<ChangeSet> &sets)
{
    const QString path = library::memoryTreePath(entry.file);
    for (const ChangeSet &set : sets) {
        for (const changes::FileChange &file : set.files) {
            if (file.path != path || !file.result || !library::memoryEntries(*file.result).contains(entry.text)
                || (file.base && library::memoryEntries(*file.base).contains(entry.text)))
                continue;
            entry.origin = set.author.origin;
            entry.session = set.author.session;
            entry.evidence = set.author.evidence;
            entry.changeSet = set.id;
            entry.time = set.decided.isValid() ? set.decided : set.created;
            return;
        }
    }
}

Result<Read> readMemory(Stores &stores)
{
    auto sets = stores.door->sets({changes::State::Applied, changes::State::PartlyApplied}, {}, 5'000);
    if (!sets)
        return std::unexpected(sets.error());
    sets->removeIf([](const ChangeSet &set) { return !set.touchesMemory(); });
    Read read;
    for (const MemoryFile which : {MemoryFile::Memory, MemoryFile::User}) {
        QFile file(stores.home.memories() + u'/' + QFileInfo(library::memoryTreePath(which)).fileName());
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QString &text : library::memoryEntries(bytes)) {
            MemoryEntry entry{.file = which, .text = text};
            addSource(entry, *sets);
            read.entries.append(entry);
        }
        read.used.append(int(QString::fromUtf8(bytes).size()));
    }
    return read;
}

} // namespace

MemoryService::MemoryService(Workbench &bench, QObject *parent) : QObject(parent), m_bench(bench)
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
    m_bench.io([draft](Stores &stores) { return stores.door->submit(draft); }).then(this, [this](const Result<ChangeSet> &set) {
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
