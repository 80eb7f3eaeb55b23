// SPDX-License-Identifier: MIT
//
// The files of a skill as a tree. Tells what a person wants done with them; doing it is somebody else's.
#pragma once
#include "service/libraryservice.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace hsf::ui {

class FilesPane final : public QWidget
{
    Q_OBJECT
public:
    explicit FilesPane(QWidget *parent = nullptr);
    /// `unsaved`: files that carry a mark.
    void show(const QList<library::FileInfo> &files, const QString &current, const QStringList &unsaved);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void fileRequested(const QString &file);
    void addRequested(const QString &folder);
    void bringRequested(const QString &folder); ///< from the disk
    void renameRequested(const QString &file);
    void removeRequested(const QString &file);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void filesDropped(const QStringList &paths, const QString &folder);

private:
    void makeButtons(QHBoxLayout &row);
    QTreeWidgetItem *folderItem(const QString &folder);
    QString chosenFile() const;
    QString chosenFolder() const;
    void showState();
    QTreeWidget *m_tree = nullptr;
    QToolButton *m_add, *m_rename, *m_remove;
    QLabel *m_hint;
    bool m_readOnly = false;
};

} // namespace hsf::ui
