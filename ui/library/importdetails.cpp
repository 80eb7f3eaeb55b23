// SPDX-License-Identifier: MIT
#include "ui/library/importdetails.h"
#include "base/text.h"

#include "models/words.h"
#include "ui/library/importwords.h"
#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBrowser>

namespace hsf::ui {

using changes::Collision;
using changes::ImportChoice;
using Action = ImportChoice::Action;

namespace {

enum Wish { LeaveOut, Bring, BringAs, Replace };

Wish wishOf(const changes::ImportItem &item, const ImportChoice &choice)
{
    if (choice.action == Action::Skip)
        return LeaveOut;
    if (choice.action == Action::Replace)
        return Replace;
    return item.collision == Collision::Free && choice.id == item.skill.id ? Bring : BringAs;
}

bool isSkillText(const QByteArray &bytes)
{
    return bytes.size() <= (1 << 20) && isText(bytes);
}

} // namespace

ImportDetails::ImportDetails(QWidget *parent)
    : QWidget(parent)
{
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("importTitle"));
    m_prospect = new QLabel(this);
    m_prospect->setObjectName(QStringLiteral("importProspect"));
    for (QLabel *label : {m_title, m_prospect}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setTextScale(*m_title, 1.1, true);
    m_action = new QComboBox(this);
    m_action->setObjectName(QStringLiteral("importChoice"));
    m_action->setAccessibleName(tr("What to do with this skill"));
    m_rename = new QLineEdit(this);
    m_rename->setObjectName(QStringLiteral("importRename"));
    m_rename->setAccessibleName(tr("Its name in the library"));
    m_repair = new QCheckBox(this);
    m_repair->setObjectName(QStringLiteral("importRepair"));
    m_words = new QTextBrowser(this);
    m_words->setObjectName(QStringLiteral("importWords"));
    m_words->setAccessibleName(tr("What was found in this skill"));
    m_words->setOpenLinks(false);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("importText"));
    m_text->setAccessibleName(tr("The file's text"));
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setTabChangesFocus(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_action);
    row->addWidget(m_rename, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_prospect);
    layout->addLayout(row);
    layout->addWidget(m_repair);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_text, 1);
    connect(m_action, &QComboBox::activated, this, [this] { choose(false); });
    connect(m_rename, &QLineEdit::textEdited, this, [this] { choose(true); });
    connect(m_repair, &QCheckBox::toggled, this, [this] { choose(true); });
}

void ImportDetails::showText(const QString &title, const QString &text)
{
    m_item.reset();
    for (QWidget *widget : QList<QWidget *>{m_prospect, m_action, m_rename, m_repair, m_words})
        widget->hide();
    m_title->setText(title);
    m_text->setPlainText(text);
    m_text->setVisible(!text.isEmpty());
}

void ImportDetails::showSkill(const changes::ImportItem &item, const ImportChoice &choice, const QString &file)
{
    m_item = item;
    m_title->setText(file.isEmpty() ? item.skill.id : tr("%1 of %2").arg(file, item.skill.id));
    m_prospect->setText(item.prospect());
    m_prospect->setVisible(!item.prospect().isEmpty());
    const bool waits = item.skill.obstacle.isEmpty() && item.worst() == skill::Severity::High;
    setInk(*m_prospect, waits ? Ink::Warning : Ink::Error);
    fillChoices(choice);
    m_repair->setVisible(!item.repairs.isEmpty());
    m_repair->setText(tr("&Repair what can be repaired (%1)").arg(item.repairs.size()));
    const QSignalBlocker noChoice(m_repair);
    m_repair->setChecked(choice.repair);
    m_words->setVisible(file.isEmpty());
    m_words->setHtml(detailsHtml(item));
    const QByteArray bytes = item.skill.files.value(file);
    m_text->setVisible(!file.isEmpty());
    m_text->setPlainText(isSkillText(bytes) ? QString::fromUtf8(bytes)
                                       : tr("Not a text (%1).").arg(models::sizeWords(bytes.size())));
}

void ImportDetails::fillChoices(const ImportChoice &choice)
{
    m_action->clear();
    m_action->addItem(tr("Leave out"), LeaveOut);
    if (m_item->collision == Collision::Free)
        m_action->addItem(tr("Bring it"), Bring);
    m_action->addItem(tr("Bring it as"), BringAs);
    if (m_item->collision == Collision::Taken)
        m_action->addItem(tr("Replace what is there"), Replace);
    const Wish now = wishOf(*m_item, choice);
    m_action->setCurrentIndex(m_action->findData(now));
    m_action->setEnabled(m_item->skill.obstacle.isEmpty());
    m_action->show();
    // While a name is being typed it is nobody else's to change; the wish stays even where it is the old name again.
    const bool typing = m_rename->isVisible() && m_rename->hasFocus();
    m_rename->setVisible(typing || now == BringAs);
    if (typing)
        m_action->setCurrentIndex(m_action->findData(BringAs));
    else
        m_rename->setText(choice.id);
}

void ImportDetails::choose(bool keepName)
{
    if (!m_item)
        return;
    const int wish = m_action->currentData().toInt();
    ImportChoice choice{Action::Take, m_item->skill.id, m_repair->isChecked()};
    if (wish == LeaveOut)
        choice.action = Action::Skip;
    else if (wish == Replace)
        choice.action = Action::Replace;
    else if (wish == BringAs)
        choice.id = keepName                       ? m_rename->text().trimmed()
            : m_item->collision == Collision::Free ? m_item->skill.id + QStringLiteral("-2")
                                                   : m_item->freeId;
    Q_EMIT chosen(choice);
}

} // namespace hsf::ui
