// SPDX-License-Identifier: MIT
//
// One memory file: how full it is, its entries, and a field to add or edit one. What was typed stays until it is saved.
#pragma once
#include "models/memorymodel.h"

#include <QWidget>

class QLabel;
class QListView;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace hsf::ui {

class MemoryGroup final : public QWidget
{
    Q_OBJECT
public:
    using File = decltype(service::MemoryEntry::file);
    MemoryGroup(File file, const QString &title, const QString &text, QWidget *parent = nullptr);
    ~MemoryGroup() override;
    void setEntries(const QList<service::MemoryEntry> &entries, const QList<int> &used);
    void clearDraft(const changes::ChangeSet &set);

Q_SIGNALS:
    void addRequested(hsf::ui::MemoryGroup::File file, const QString &text);
    void replaceRequested(hsf::ui::MemoryGroup::File file, const QString &oldText, const QString &text);
    void forgetRequested(hsf::ui::MemoryGroup::File file, const QString &text);

private:
    void makeList(const QString &title, const QString &text);
    void makeEditor();
    void edit();
    void forget();
    void save();
    void cancel();
    void showState();
    QString selectedText() const;

    const File m_file;
    models::MemoryModel m_model;
    int m_used = 0;
    QString m_editing; // the entry being edited; empty: a new one
    QLabel *m_meterText, *m_editTitle;
    QProgressBar *m_meter;
    QListView *m_list;
    QStackedLayout *m_stack;
    QPlainTextEdit *m_text;
    QPushButton *m_save, *m_cancel, *m_edit, *m_forget;
};

} // namespace hsf::ui
