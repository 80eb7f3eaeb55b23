// SPDX-License-Identifier: MIT
#include "ui/library/newskilldialog.h"

#include "skill/document.h"
#include "skill/names.h"
#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hsf::ui {

QByteArray newSkillText(const QString &name, const QString &description)
{
    QString title = name;
    title.replace(u'-', u' ');
    title[0] = title.at(0).toUpper();
    const QString body
        = NewSkillDialog::tr(
              "# %1\n\n## When to use\n\n- \n\n## Steps\n\n1. \n\n## Pitfalls\n\n- \n\n## Verification\n\n- \n")
              .arg(title);
    return skill::withField(skill::withField("---\n---\n\n" + body.toUtf8(), QStringLiteral("name"), name),
                            QStringLiteral("description"), description);
}

NewSkillDialog::NewSkillDialog(const QStringList &taken, QWidget *parent)
    : QDialog(parent)
    , m_taken(taken)
{
    setObjectName(QStringLiteral("newSkillDialog"));
    setWindowTitle(tr("New skill"));
    resize(520, 320);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("newSkillName"));
    m_name->setPlaceholderText(tr("For example pdf-tables"));
    m_category = new QLineEdit(this);
    m_category->setObjectName(QStringLiteral("newSkillCategory"));
    m_category->setPlaceholderText(tr("Optional, for example documents"));
    m_description = new QPlainTextEdit(this);
    m_description->setObjectName(QStringLiteral("newSkillDescription"));
    m_description->setPlaceholderText(tr("What it does and when to use it. Agents choose by this."));
    m_description->setTabChangesFocus(true);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("newSkillProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(QStringLiteral("createButton"));
    setWeight(*m_create, Weight::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &NewSkillDialog::check);
    connect(m_category, &QLineEdit::textChanged, this, &NewSkillDialog::check);
    connect(m_description, &QPlainTextEdit::textChanged, this, &NewSkillDialog::check);
    auto *form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Category"), m_category);
    form->addRow(tr("Description"), m_description);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    check();
}

QString NewSkillDialog::folder() const
{
    const QString category = m_category->text().trimmed();
    return category.isEmpty() ? m_name->text().trimmed() : category + u'/' + m_name->text().trimmed();
}

QByteArray NewSkillDialog::content() const
{
    return newSkillText(m_name->text().trimmed(), m_description->toPlainText().trimmed());
}

void NewSkillDialog::check()
{
    const QString name = m_name->text().trimmed();
    const auto problem = [&]() -> QString {
        if (name.isEmpty())
            return tr("Give it a name.");
        if (const auto good = skill::checkNewName(name); !good)
            return good.error().message;
        for (const QString &part : m_category->text().trimmed().split(u'/', Qt::SkipEmptyParts))
            if (const auto good = skill::checkNewName(part); !good)
                return tr("Category: %1").arg(good.error().message);
        if (m_taken.contains(folder()))
            return tr("There is a skill %1 already.").arg(folder());
        const auto length = m_description->toPlainText().trimmed().toUcs4().size();
        if (length == 0)
            return tr("Say in a sentence what it does and when to use it.");
        return length > 1024 ? tr("The description has %1 characters; 1024 are allowed.").arg(length) : QString();
    }();
    m_problem->setText(problem);
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, name.isEmpty() ? colours().dim : colours().error);
    m_problem->setPalette(palette);
    m_create->setEnabled(problem.isEmpty());
}

} // namespace hsf::ui
