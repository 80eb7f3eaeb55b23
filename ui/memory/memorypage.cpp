// SPDX-License-Identifier: MIT
#include "ui/memory/memorypage.h"

#include "ui/memory/memorygroup.h"
#include "ui/parts/banner.h"
#include "ui/parts/pagehead.h"

#include <QAction>
#include <QHBoxLayout>

namespace hsf::ui {

using library_file = decltype(service::MemoryEntry::file);

MemoryPage::MemoryPage(service::MemoryService &memory, service::ChangesService &changes, QWidget *parent)
    : QWidget(parent)
    , m_memory(memory)
    , m_changes(changes)
{
    setObjectName(QStringLiteral("memoryPage"));
    m_head = new PageHead(tr("Memory"), this);
    m_head->setStatus(tr("Read by the agent at the start of each chat. A change takes effect in the next one."));
    m_banner = new Banner(this);
    m_notes = new MemoryGroup(library_file::Memory, tr("Memory"),
                              tr("Facts about projects, tools and how things are done here."), this);
    m_about = new MemoryGroup(library_file::User, tr("About you"), tr("Who you are and how you like to work."), this);
    auto *groups = new QHBoxLayout;
    groups->setSpacing(16);
    groups->addWidget(m_notes, 1);
    groups->addWidget(m_about, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_head);
    layout->addWidget(m_banner);
    layout->addLayout(groups, 1);
    connectMemory();
}

void MemoryPage::connectMemory()
{
    using Memory = service::MemoryService;
    for (MemoryGroup *group : {m_notes, m_about}) {
        connect(group, &MemoryGroup::addRequested, &m_memory, &Memory::add);
        connect(group, &MemoryGroup::replaceRequested, &m_memory, &Memory::replace);
        connect(group, &MemoryGroup::forgetRequested, &m_memory, &Memory::remove);
        connect(&m_memory, &Memory::entriesChanged, group, &MemoryGroup::setEntries);
        connect(&m_memory, &Memory::edited, group, &MemoryGroup::clearDraft);
    }
    connect(&m_memory, &Memory::edited, this, [this](const changes::ChangeSet &set) {
        m_banner->showNews(tr("Done: %1").arg(set.reason));
        QAction *undo = m_banner->offer(tr("Undo"));
        connect(undo, &QAction::triggered, this, [this, id = set.id] {
            m_banner->dismiss();
            m_changes.undo(id);
        });
    });
    connect(&m_memory, &Memory::failed, m_banner, &Banner::showError);
    connect(&m_changes, &service::ChangesService::failed, this, [this](const ChangeSetId &, const QString &sentence) {
        if (isVisible())
            m_banner->showError(sentence);
    });
}

} // namespace hsf::ui
