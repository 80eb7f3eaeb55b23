// SPDX-License-Identifier: MIT
#include "ui/library/namedialog.h"

#include "skill/names.h"
#include "ui/parts/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hsf::ui {

NameDialog::NameDialog(const Words &words, const QStringList &folders, bool freeFolder,
                       const std::function<QString(const QString &)> &check, QWidget *parent)
    : QDialog(parent)
    , m_check(check)
{
    setObjectName(QStringLiteral("nameDialog"));
    setWindowTitle(words.title);
    resize(460, 180);
    m_folder = new QComboBox(this);
    m_folder->setObjectName(QStringLiteral("nameDialogFolder"));
    m_folder->setAccessibleName(words.folder);
    m_folder->setEditable(freeFolder);
    m_folder->addItems(folders);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("nameDialogName"));
    m_name->setAccessibleName(words.name);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("nameDialogProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(words.accept, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("nameDialogAccept"));
    setWeight(*m_accept, Weight::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &NameDialog::judge);
    connect(m_folder, &QComboBox::currentTextChanged, this, &NameDialog::judge);
    auto *form = new QFormLayout;
    form->addRow(words.folder, m_folder);
    form->addRow(words.name, m_name);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    m_name->setFocus();
    judge();
}

void NameDialog::setPath(const QString &path)
{
    const QString folder = path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
    if (const int index = m_folder->findText(folder); index >= 0)
        m_folder->setCurrentIndex(index);
    else
        m_folder->setEditText(folder);
    m_name->setText(path.section(u'/', -1));
    m_name->selectAll();
}

QString NameDialog::path() const
{
    const QString folder = m_folder->currentText().trimmed(), name = m_name->text().trimmed();
    return folder.isEmpty() ? name : folder + u'/' + name;
}

void NameDialog::judge()
{
    const bool empty = m_name->text().trimmed().isEmpty();
    const QString problem = empty ? tr("Give it a name.") : m_check(path());
    m_problem->setText(problem);
    setInk(*m_problem, empty ? Ink::Dim : Ink::Error);
    m_accept->setEnabled(problem.isEmpty());
}

QString skillNameProblem(const QString &id, const QStringList &taken)
{
    for (const QString &part : id.split(u'/')) {
        if (const auto good = skill::checkNewName(part); !good)
            return good.error().message;
    }
    if (id.count(u'/') > 1)
        return NameDialog::tr("One category is enough.");
    return taken.contains(id) ? NameDialog::tr("There is a skill %1 already.").arg(id) : QString();
}

QString fileNameProblem(const QString &path, const QStringList &taken)
{
    if (const auto good = skill::checkNewFilePath(path); !good)
        return good.error().message;
    return taken.contains(path) ? NameDialog::tr("There is a file %1 already.").arg(path) : QString();
}

QStringList supportFolders(const QStringList &files)
{
    QStringList folders{QStringLiteral("references"), QStringLiteral("templates"), QStringLiteral("scripts"),
                        QStringLiteral("assets"), QStringLiteral("evals")};
    for (const QString &file : files) {
        const QString folder = file.section(u'/', 0, -2);
        if (!folder.isEmpty() && !folders.contains(folder))
            folders << folder;
    }
    return folders;
}

} // namespace hsf::ui
