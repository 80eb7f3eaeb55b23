// SPDX-License-Identifier: MIT
//
// One skill opened for editing: form and source over the same bytes, its files, its problems. Unsaved text is kept per
// file as long as the program runs, whatever is opened in between.
#pragma once
#include "ui/library/draft.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace hsf::ui {

class Banner;
class ChipLabel;
class SkillForm;
class SourceEdit;

class SkillEditor final : public QWidget
{
    Q_OBJECT
public:
    SkillEditor(service::LibraryService &library, QWidget *parent = nullptr);

    ~SkillEditor() override;

    void take(const service::SkillView &view);
    void save();
    void revert();
    bool isUnsaved() const { return m_draft && m_draft->isUnsaved(); }
    QStringList unsaved() const; ///< "id: file" of everything kept
    QByteArray bytes() const { return m_draft ? m_draft->bytes : QByteArray(); }
    Banner &banner() const { return *m_banner; }

Q_SIGNALS:
    void unsavedChanged();
    void fileRequested(const QString &id, const QString &file);

private:
    void makeHead(QVBoxLayout &layout);
    void makeBody(QVBoxLayout &layout);
    void connectLibrary();
    void keepDraft();
    void showDraft();
    void showFiles(const service::SkillView &view);
    void showFindings(const skill::Findings &findings);
    void showState();
    void showConflict();
    void takeSource();
    void takeField(const QString &key, const QString &value);
    void afterEdit();
    void takeSaved(const changes::ChangeSet &set);
    bool isReadOnly() const;

    service::LibraryService &m_library;
    std::optional<service::SkillRow> m_row;
    std::optional<Draft> m_draft;
    QHash<QString, Draft> m_kept; // by id and file
    bool m_filling = false;
    QTimer m_typed, m_check;
    QLabel *m_title, *m_readOnly;
    ChipLabel *m_mark;
    QComboBox *m_files;
    QPushButton *m_save, *m_revert;
    Banner *m_banner, *m_conflict;
    SkillForm *m_form;
    SourceEdit *m_source;
    QListWidget *m_problems;
    QLabel *m_problemsTitle;
};

} // namespace hsf::ui
