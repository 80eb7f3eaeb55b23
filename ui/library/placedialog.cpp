// SPDX-License-Identifier: MIT
#include "ui/library/placedialog.h"

#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

QString bullets(const QStringList &sentences)
{
    QString html = QStringLiteral("<ul style=\"margin-left:0\">");
    for (const QString &sentence : sentences)
        html += QStringLiteral("<li style=\"margin-bottom:6px\">") + sentence.toHtmlEscaped() + QStringLiteral("</li>");
    return html + QStringLiteral("</ul>");
}

} // namespace

void PlaceDialog::open(service::LibraryService &library, QWidget *parent)
{
    auto *dialog = new PlaceDialog(library, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

PlaceDialog::PlaceDialog(service::LibraryService &library, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
{
    setObjectName(QStringLiteral("placeDialog"));
    setWindowTitle(tr("Place of the skill library"));
    resize(600, 460);
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("placeFolder"));
    m_folder->setAccessibleName(tr("Folder of the library"));
    m_folder->setPlaceholderText(tr("A folder of its own, or one of another program, as ~/.claude/skills"));
    auto *browse = new QPushButton(tr("&Choose …"), this);
    browse->setObjectName(QStringLiteral("choosePlace"));
    connect(browse, &QPushButton::clicked, this, &PlaceDialog::browse);
    auto *row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    m_words = new QLabel(tr("What is there, and what would be written there, stands here before anything happens."), this);
    m_words->setObjectName(QStringLiteral("placeWords"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignTop);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *own = buttons->addButton(tr("The program's &own folder"), QDialogButtonBox::ResetRole);
    own->setObjectName(QStringLiteral("ownPlace"));
    m_use = buttons->addButton(tr("&Use this folder"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName(QStringLiteral("usePlace"));
    m_use->setEnabled(false);
    m_use->setDefault(false);
    connect(own, &QPushButton::clicked, this, [this] {
        m_library.setPlace({});
        accept();
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_library.setPlace(QDir::cleanPath(m_folder->text()));
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_folder, &QLineEdit::textChanged, this, &PlaceDialog::ask);
    connect(&library, &service::LibraryService::placePreviewed, this, &PlaceDialog::tell);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(row);
    layout->addWidget(m_words, 1);
    layout->addWidget(buttons);
}

void PlaceDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the skill library"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void PlaceDialog::ask()
{
    m_use->setEnabled(false);
    QString folder = m_folder->text().trimmed();
    if (folder.startsWith(u"~/")) {
        folder = QDir::homePath() + folder.sliced(1);
        m_folder->setText(folder); // asks again
        return;
    }
    if (!QDir::isAbsolutePath(folder)) {
        m_words->setText(tr("Give the whole path of a folder."));
        return;
    }
    m_words->setText(tr("Looking …"));
    m_library.previewPlace(folder);
}

void PlaceDialog::tell(const library::PlacePreview &preview)
{
    if (preview.folder != QDir::cleanPath(m_folder->text().trimmed()))
        return;
    if (!preview.refusal.isEmpty()) {
        m_words->setText(preview.refusal);
        return;
    }
    QStringList says;
    if (!preview.exists)
        says.append(tr("The folder is not there; it is made when the home is opened with it."));
    else if (preview.skills + preview.archived == 0)
        says.append(tr("No skills are there yet."));
    else
        says.append(tr("%n skill(s) are there and become the library", nullptr, preview.skills)
                    + (preview.archived > 0 ? tr(", with %n archived", nullptr, preview.archived) : QString()) + u'.');
    if (!preview.program.isEmpty())
        says.append(tr("%1 uses this folder too: it will see each change you make or allow here, and you will see its changes.").arg(preview.program));
    says.append(tr("At first nothing in it is written. The state of its %n file(s) is recorded in the history, which stays in the program's own "
                   "folder.",
                   nullptr, preview.files));
    says.append(tr("Later, changes you make or allow are written into the skills' folders; archived skills are moved to .archive below it. Other "
                   "files there are left alone."));
    if (!preview.problems.isEmpty())
        says.append(tr("%n thing(s) in it cannot be read: %1", nullptr, int(preview.problems.size())).arg(preview.problems.constFirst()));
    if (!preview.leftBehind.isEmpty())
        says.append(tr("%n skill(s) of today's library are not there (%1). They stay where they are and in the history, and are not shown any more; "
                       "today's folder can be shown as a source.",
                       nullptr, int(preview.leftBehind.size()))
                        .arg(preview.leftBehind.first(std::min<qsizetype>(preview.leftBehind.size(), 5)).join(QStringLiteral(", "))
                             + (preview.leftBehind.size() > 5 ? QStringLiteral(" …") : QString())));
    m_words->setText(bullets(says));
    m_use->setEnabled(true);
}

} // namespace hsf::ui
