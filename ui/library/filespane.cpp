// SPDX-License-Identifier: MIT
#include "ui/library/filespane.h"

#include "models/words.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

namespace hsf::ui {

namespace {
constexpr int PathRole = Qt::UserRole;
constexpr int FolderPathRole = Qt::UserRole + 1;
} // namespace

FilesPane::FilesPane(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("filesPane"));
    setAcceptDrops(true);
    m_tree = new QTreeWidget(this);
    m_tree->setObjectName(QStringLiteral("filesTree"));
    m_tree->setAccessibleName(tr("Files of the skill"));
    m_tree->setColumnCount(2);
    m_tree->header()->hide();
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setIndentation(16);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    const auto open = [this](const QTreeWidgetItem *item) {
        if (const QString file = item->data(0, PathRole).toString(); !file.isEmpty())
            Q_EMIT fileRequested(file);
    };
    connect(m_tree, &QTreeWidget::itemClicked, this, open);
    connect(m_tree, &QTreeWidget::itemActivated, this, open);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &FilesPane::showState);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins({});
    makeButtons(*buttons);
    m_hint = new QLabel(tr("Text that SKILL.md points to, scripts, templates and pictures. Files can be dropped here."),
                        this);
    m_hint->setWordWrap(true);
    setDim(*m_hint);
    setTextScale(*m_hint, 0.9);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 0, 0);
    layout->addLayout(buttons);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_hint);
    showState();
}

void FilesPane::makeButtons(QHBoxLayout &row)
{
    const auto action = [this](const char *icon, const QString &text, const char *name, const QKeySequence &keys,
                               const std::function<void()> &act) {
        auto *made = new QAction(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(QLatin1StringView(name));
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, [act] { act(); });
        addAction(made);
        return made;
    };
    const auto button = [this, &row](QAction *shown) {
        auto *made = new QToolButton(this);
        made->setDefaultAction(shown);
        made->setObjectName(shown->objectName() + QStringLiteral("Button"));
        made->setAccessibleName(shown->text());
        row.addWidget(made);
        return made;
    };
    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("addFileButton"));
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Add a file"));
    m_add->setIcon(themedIcon(QStringLiteral("plus")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_add);
    menu->addAction(action("file", tr("New file …"), "newFile", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N),
                           [this] { Q_EMIT addRequested(chosenFolder()); }));
    menu->addAction(
        action("folder", tr("From the disk …"), "bringFile", {}, [this] { Q_EMIT bringRequested(chosenFolder()); }));
    m_add->setMenu(menu);
    row.addWidget(m_add);
    row.addStretch(1);
    m_rename = button(action("edit", tr("Rename (F2)"), "renameFile", Qt::Key_F2, [this] {
        if (!chosenFile().isEmpty())
            Q_EMIT renameRequested(chosenFile());
    }));
    m_remove = button(
        action("trash", tr("Delete (Ctrl+Del)"), "removeFile", QKeySequence(Qt::CTRL | Qt::Key_Delete), [this] {
            if (!chosenFile().isEmpty())
                Q_EMIT removeRequested(chosenFile());
        }));
}

QTreeWidgetItem *FilesPane::folderItem(const QString &folder)
{
    if (folder.isEmpty())
        return m_tree->invisibleRootItem();
    QTreeWidgetItem *parent = folderItem(folder.contains(u'/') ? folder.section(u'/', 0, -2) : QString());
    for (int i = 0; i < parent->childCount(); ++i)
        if (parent->child(i)->data(0, FolderPathRole).toString() == folder)
            return parent->child(i);
    auto *made = new QTreeWidgetItem(parent, {folder.section(u'/', -1)});
    made->setIcon(0, themedIcon(QStringLiteral("folder")));
    made->setData(0, FolderPathRole, folder);
    return made;
}

void FilesPane::show(const QList<library::FileInfo> &files, const QString &current, const QStringList &unsaved)
{
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    QTreeWidgetItem *chosen = nullptr;
    const auto add = [&](const library::FileInfo &file) {
        QTreeWidgetItem *parent = folderItem(file.path.contains(u'/') ? file.path.section(u'/', 0, -2) : QString());
        const bool marked = unsaved.contains(file.path);
        auto *item
            = new QTreeWidgetItem(parent,
                                  {marked ? tr("%1 ●").arg(file.path.section(u'/', -1)) : file.path.section(u'/', -1),
                                   models::sizeWords(file.bytes)});
        item->setIcon(0, themedIcon(file.executable ? QStringLiteral("terminal") : QStringLiteral("file")));
        item->setData(0, PathRole, file.path);
        item->setForeground(1, colours().dim);
        QStringList about{file.path, models::sizeWords(file.bytes)};
        if (!file.text)
            about << tr("not text");
        if (file.executable)
            about << tr("can be run");
        if (marked)
            about << tr("unsaved");
        item->setToolTip(0, about.join(QStringLiteral(", ")));
        item->setData(0, Qt::AccessibleTextRole, about.join(QStringLiteral(", ")));
        if (file.path == current)
            chosen = item;
    };
    for (const library::FileInfo &file : files) // SKILL.md first, then what lies beside it, then the folders
        if (!file.path.contains(u'/'))
            add(file);
    for (const library::FileInfo &file : files)
        if (file.path.contains(u'/'))
            add(file);
    m_tree->expandAll();
    if (chosen)
        m_tree->setCurrentItem(chosen);
    m_hint->setVisible(files.size() < 6);
    showState();
}

QString FilesPane::chosenFile() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    return item ? item->data(0, PathRole).toString() : QString();
}

QString FilesPane::chosenFolder() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    if (!item)
        return {};
    const QString folder = item->data(0, FolderPathRole).toString(), file = chosenFile();
    return !folder.isEmpty() ? folder : file.contains(u'/') ? file.section(u'/', 0, -2) : QString();
}

void FilesPane::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    showState();
}

void FilesPane::showState()
{
    const QString file = chosenFile();
    const bool movable = !m_readOnly && !file.isEmpty() && file != u"SKILL.md";
    m_add->setEnabled(!m_readOnly);
    m_rename->defaultAction()->setEnabled(movable);
    m_remove->defaultAction()->setEnabled(movable);
}

/// The sizes are lesser words, in the colours of the theme that is in force.
void FilesPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_tree)
        return;
    for (QTreeWidgetItemIterator item(m_tree); *item; ++item)
        (*item)->setForeground(1, colours().dim);
}

void FilesPane::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_readOnly && event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void FilesPane::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (!paths.isEmpty())
        Q_EMIT filesDropped(paths, chosenFolder());
}

} // namespace hsf::ui
