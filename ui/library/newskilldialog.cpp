// SPDX-License-Identifier: MIT
#include "ui/library/newskilldialog.h"

#include "skill/document.h"
#include "skill/trigger.h"
#include "ui/library/markdownpreview.h"
#include "ui/library/namedialog.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hsf::ui {

NewSkillDialog::NewSkillDialog(const QStringList &taken, QWidget *parent)
    : QDialog(parent)
    , m_taken(taken)
    , m_starts(skill::skillTemplates())
{
    setObjectName(QStringLiteral("newSkillDialog"));
    setWindowTitle(tr("New skill"));
    resize(860, 540);
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
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(makeForm(), 1);
    row->addWidget(makePreview(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_start->setCurrentRow(0);
    check();
}

QWidget *NewSkillDialog::makeForm()
{
    auto *side = new QWidget(this);
    m_name = new QLineEdit(side);
    m_name->setObjectName(QStringLiteral("newSkillName"));
    m_name->setPlaceholderText(tr("For example pdf-tables"));
    m_category = new QLineEdit(side);
    m_category->setObjectName(QStringLiteral("newSkillCategory"));
    m_category->setPlaceholderText(tr("Optional, for example documents"));
    m_description = new QPlainTextEdit(side);
    m_description->setObjectName(QStringLiteral("newSkillDescription"));
    m_description->setPlaceholderText(tr("What it does and when to use it. Agents choose by this."));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(QFontMetrics(m_description->font()).lineSpacing() * 5 + 18);
    m_score = new ChipLabel(side);
    m_hint = new QLabel(side);
    m_hint->setObjectName(QStringLiteral("newSkillHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    setDim(*m_hint);
    setTextScale(*m_hint, 0.9);
    m_start = new QListWidget(side);
    m_start->setObjectName(QStringLiteral("newSkillStarts"));
    m_start->setAccessibleName(tr("Start from"));
    m_start->setWordWrap(true);
    for (const skill::SkillTemplate &start : m_starts)
        m_start->addItem(tr("%1\n%2").arg(start.title, start.about));
    connect(m_name, &QLineEdit::textChanged, this, &NewSkillDialog::check);
    connect(m_category, &QLineEdit::textChanged, this, &NewSkillDialog::check);
    connect(m_description, &QPlainTextEdit::textChanged, this, &NewSkillDialog::check);
    connect(m_start, &QListWidget::currentRowChanged, this, &NewSkillDialog::showPreview);
    auto *form = new QFormLayout(side);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Category"), m_category);
    form->addRow(tr("Description"), m_description);
    form->addRow(QString(), m_score);
    form->addRow(QString(), m_hint);
    form->addRow(tr("Start from"), m_start);
    return side;
}

QWidget *NewSkillDialog::makePreview()
{
    auto *side = new QWidget(this);
    m_filesThere = new QLabel(side);
    m_filesThere->setObjectName(QStringLiteral("newSkillFiles"));
    m_filesThere->setWordWrap(true);
    m_filesThere->setTextFormat(Qt::PlainText);
    setDim(*m_filesThere);
    m_preview = new MarkdownPreview(side);
    m_preview->setAccessibleName(tr("What the skill starts with"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_filesThere);
    return side;
}

QString NewSkillDialog::folder() const
{
    const QString category = m_category->text().trimmed();
    return category.isEmpty() ? m_name->text().trimmed() : category + u'/' + m_name->text().trimmed();
}

QMap<QString, QByteArray> NewSkillDialog::files() const
{
    return skill::filesFrom(m_starts.value(std::max(0, m_start->currentRow())), m_name->text().trimmed(),
                            m_description->toPlainText().trimmed());
}

void NewSkillDialog::check()
{
    const QString description = m_description->toPlainText().trimmed();
    const QString problem = [&]() -> QString {
        if (m_name->text().trimmed().isEmpty())
            return tr("Give it a name.");
        if (const QString bad = skillNameProblem(folder(), m_taken); !bad.isEmpty())
            return bad;
        const auto length = description.toUcs4().size();
        if (length == 0)
            return tr("Say in a sentence what it does and when to use it.");
        return length > skill::longestDescription
            ? tr("The description has %1 characters; %2 are allowed.").arg(length).arg(skill::longestDescription)
            : QString();
    }();
    m_problem->setText(problem);
    setInk(*m_problem, m_name->text().trimmed().isEmpty() ? Ink::Dim : Ink::Error);
    m_create->setEnabled(problem.isEmpty());
    const skill::TriggerQuality quality = skill::triggerQuality(description);
    m_score->setChip(description.isEmpty() ? QString() : tr("found by agents: %1 of 100").arg(quality.score),
                     quality.score >= 80       ? Tone::Ok
                         : quality.score >= 50 ? Tone::Warning
                                               : Tone::Error);
    m_hint->setText(description.isEmpty() ? QString() : quality.hints.value(0));
    showPreview();
}

void NewSkillDialog::showPreview()
{
    const QMap<QString, QByteArray> made = files();
    m_preview->setMarkdown(skill::parseDocument(made.value(QStringLiteral("SKILL.md"))).body(), 1);
    QStringList others = made.keys();
    others.removeAll(QStringLiteral("SKILL.md"));
    m_filesThere->setText(others.isEmpty() ? QString() : tr("Also: %1").arg(others.join(QStringLiteral(", "))));
}

} // namespace hsf::ui
