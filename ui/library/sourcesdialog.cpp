// SPDX-License-Identifier: MIT
#include "ui/library/sourcesdialog.h"

#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

enum Role { FolderRole = Qt::UserRole };

QString withHomeShort(const QString &folder)
{
    const QString home = QDir::homePath() + u'/';
    return folder.startsWith(home) ? QStringLiteral("~/") + folder.sliced(home.size()) : folder;
}

} // namespace

void SourcesDialog::open(service::LibraryService &library, QWidget *parent)
{
    auto *dialog = new SourcesDialog(library, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

SourcesDialog::SourcesDialog(service::LibraryService &library, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
{
    setObjectName(QStringLiteral("sourcesDialog"));
    setWindowTitle(tr("Sources of skills"));
    resize(560, 420);
    auto *about = new QLabel(tr("Skills of other programs can stand beside yours. They are shown and used, and never changed where they lie: "
                                "a change to one copies it into your library first. Tick the folders to show."),
                             this);
    about->setWordWrap(true);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("sourceFolders"));
    m_list->setAccessibleName(tr("Folders of skills shown read-only"));
    m_list->setWordWrap(true);
    m_list->setSpacing(4);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        const QString folder = item->data(FolderRole).toString();
        if (item->checkState() == Qt::Checked)
            m_library.addSource(folder);
        else
            m_library.removeSource(folder);
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *add = buttons->addButton(tr("&Add a folder …"), QDialogButtonBox::ActionRole);
    add->setObjectName(QStringLiteral("addSource"));
    connect(add, &QPushButton::clicked, this, &SourcesDialog::addFolder);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(about);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(&library, &service::LibraryService::rowsChanged, this, &SourcesDialog::fill);
    connect(&library, &service::LibraryService::sourcesFound, this, [this](const QList<library::SkillFolder> &folders) {
        m_known = folders;
        m_looked = true;
        fill();
    });
    library.lookForSources();
    fill();
}

// Folders that are shown stand first, those that could be behind them.
void SourcesDialog::fill()
{
    const QSignalBlocker quiet(m_list);
    const int at = m_list->currentRow();
    m_list->clear();
    const auto add = [this](const QString &folder, const QString &program, const QString &count, bool shown) {
        auto *item = new QListWidgetItem(program + QStringLiteral("  ·  ") + count + u'\n' + withHomeShort(folder), m_list);
        item->setData(FolderRole, folder);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(folder);
    };
    for (const QString &folder : m_library.sources()) {
        const auto count = std::ranges::count(m_library.rows(), folder, [](const service::SkillRow &row) { return row.entry.source; });
        const QString words = QDir(folder).exists() ? tr("%n skill(s), shown read-only", nullptr, int(count)) : tr("the folder is not there");
        add(folder, library::sourceName(folder), words, true);
    }
    for (const library::SkillFolder &known : std::as_const(m_known)) {
        if (!m_library.sources().contains(known.folder))
            add(known.folder, known.program, tr("%n skill(s), not shown", nullptr, known.skills), false);
    }
    if (m_list->count() == 0) {
        auto *item = new QListWidgetItem(m_looked ? tr("No folder of Hermes, Claude Code, Codex or shared agents was found. Any other folder can "
                                                       "be added below.")
                                                  : tr("Looking for folders …"),
                                         m_list);
        item->setFlags(Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(std::clamp(at, 0, m_list->count() - 1));
}

void SourcesDialog::addFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of skills"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { m_library.addSource(folder); });
    dialog->open();
}

} // namespace hsf::ui
