// SPDX-License-Identifier: MIT
//
// Where skills come from: the library, folders of other programs that are shown read-only, and those that could be.
#pragma once
#include "service/libraryservice.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace hsf::ui {

class SourcesDialog final : public QDialog
{
    Q_OBJECT
public:
    SourcesDialog(service::LibraryService &library, QWidget *parent);
    static void open(service::LibraryService &library, QWidget *parent);

private:
    void fill();
    void addFolder();
    service::LibraryService &m_library;
    QList<library::SkillFolder> m_known;
    bool m_looked = false;
    QListWidget *m_list;
};

} // namespace hsf::ui
