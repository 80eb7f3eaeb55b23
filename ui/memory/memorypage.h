// SPDX-License-Identifier: MIT
//
// What is remembered: two lists with how full they are, each entry with where it comes from; add, edit, forget, undo.
#pragma once
#include "service/changesservice.h"
#include "service/memoryservice.h"

#include <QWidget>

namespace hsf::ui {

class Banner;
class MemoryGroup;
class PageHead;

class MemoryPage : public QWidget
{
    Q_OBJECT
public:
    MemoryPage(service::MemoryService &memory, service::ChangesService &changes, QWidget *parent = nullptr);

private:
    void connectMemory();

    service::MemoryService &m_memory;
    service::ChangesService &m_changes;
    PageHead *m_head;
    Banner *m_banner;
    MemoryGroup *m_about, *m_notes;
};

} // namespace hsf::ui
