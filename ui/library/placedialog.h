// SPDX-License-Identifier: MIT
//
// Another folder as the library: what is there, what would be written there and when, before anything is.
#pragma once
#include "service/libraryservice.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace hsf::ui {

class PlaceDialog final : public QDialog
{
    Q_OBJECT
public:
    PlaceDialog(service::LibraryService &library, QWidget *parent);
    static void open(service::LibraryService &library, QWidget *parent);

private:
    void browse();
    void ask();
    void tell(const library::PlacePreview &preview);

    service::LibraryService &m_library;
    QLineEdit *m_folder;
    QLabel *m_words;
    QPushButton *m_use;
};

} // namespace hsf::ui
