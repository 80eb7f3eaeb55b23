// SPDX-License-Identifier: MIT
//
// What the agent sees: the catalogue of skills a new chat would get, byte for byte, what it costs, and what was left out.
#pragma once
#include "service/libraryservice.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace hsf::ui {

class CatalogueDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `chat`: the one that is open, for "Use now"; nullopt: none.
    CatalogueDialog(service::LibraryService &library, const std::optional<SessionId> &chat, QWidget *parent);
    static void open(service::LibraryService &library, const std::optional<SessionId> &chat, QWidget *parent);

private:
    void makeMeter();
    void tell(const service::CataloguePreview &preview);

    service::LibraryService &m_library;
    QLineEdit *m_opening;
    QLabel *m_words, *m_when;
    QProgressBar *m_meter;
    QPlainTextEdit *m_catalogue, *m_prompt;
    QListWidget *m_without;
    QPushButton *m_useNow;
    class QTabWidget *m_tabs;
    QTimer m_typing;
};

} // namespace hsf::ui
