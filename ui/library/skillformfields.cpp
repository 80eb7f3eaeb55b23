// SPDX-License-Identifier: MIT
//
// The fields of a SkillForm.
#include "ui/library/skillform.h"

#include "skill/nestedfields.h"
#include "ui/library/fittedarea.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>

namespace hsf::ui {

namespace {
QLabel *makeRule(QWidget *parent)
{
    auto *rule = new QLabel(parent);
    rule->setTextFormat(Qt::PlainText);
    rule->setWordWrap(true);
    setTextScale(*rule, 0.9);
    return rule;
}

QWidget *beside(std::initializer_list<QWidget *> widgets, QWidget *parent, int stretched = 0)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    int index = 0;
    for (QWidget *widget : widgets)
        layout->addWidget(widget, index++ == stretched ? 3 : 2);
    return row;
}

QTableWidget *makeTable(QWidget *parent, const char *name, const QString &accessible)
{
    auto *table = new QTableWidget(0, 2, parent);
    table->setObjectName(QLatin1StringView(name));
    table->setAccessibleName(accessible);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    return table;
}
} // namespace

SkillForm::SkillForm(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("skillForm"));
    m_toggle = new QToolButton(this);
    m_toggle->setObjectName(QStringLiteral("formToggle"));
    m_toggle->setText(tr("Front matter"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setAutoRaise(true);
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setDim(*m_summary);
    m_allKeys = new QToolButton(this);
    m_allKeys->setObjectName(QStringLiteral("allKeysButton"));
    m_allKeys->setText(tr("Show all keys"));
    m_allKeys->setCheckable(true);
    m_allKeys->setAutoRaise(true);
    connect(m_allKeys, &QToolButton::toggled, this, &SkillForm::showVisibility);
    auto *head = new QHBoxLayout;
    head->addWidget(m_toggle);
    head->addWidget(m_summary, 1);
    head->addWidget(m_allKeys);
    m_body = new QWidget;
    m_form = new QFormLayout(m_body);
    makeFields();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(head);
    m_scroll = new FittedArea(this); // all keys of a small window need more room than there is
    m_scroll->setWidget(m_body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_body->installEventFilter(this);
    layout->addWidget(m_scroll);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    setOpen(true);
    showVisibility();
}

void SkillForm::makeFields()
{
    m_form->setContentsMargins({});
    m_form->setVerticalSpacing(4);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeName();
    makeDescription();
    makeTags();
    makeLine(QStringLiteral("license"), tr("License"), tr("For example MIT"),
             tr("a short name, or a file of the skill"));
    makeLine(QStringLiteral("compatibility"), tr("Compatibility"), tr("What it needs: programs, network …"),
             tr("up to 500 characters"));
    makeLine(QStringLiteral("allowed-tools"), tr("Allowed tools"), tr("For example Read Bash(git:*)"),
             tr("parted by spaces; shown and checked, grants nothing"));
    makeMetadata();
    makeKeys();
}

void SkillForm::makeName()
{
    m_name = new QLabel(m_body);
    m_name->setObjectName(QStringLiteral("nameField"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_nameRule = makeRule(m_body);
    m_nameRule->setObjectName(QStringLiteral("nameRule"));
    m_rename = new QPushButton(tr("Rename …"), m_body);
    m_rename->setObjectName(QStringLiteral("renameButton"));
    m_rename->setAccessibleName(tr("Rename the skill"));
    connect(m_rename, &QPushButton::clicked, this, &SkillForm::renameRequested);
    auto *row = new QWidget(m_body);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(m_name);
    layout->addWidget(m_nameRule, 1);
    layout->addWidget(m_rename);
    m_form->addRow(tr("Name"), row);
}

void SkillForm::makeDescription()
{
    m_description = new QPlainTextEdit(m_body);
    m_description->setObjectName(QStringLiteral("descriptionField"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What the skill does and when to use it. Agents choose by this."));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(QFontMetrics(m_description->font()).lineSpacing() * 3 + 18);
    m_count = makeRule(m_body);
    m_count->setObjectName(QStringLiteral("descriptionCount"));
    m_count->setWordWrap(false);
    m_score = new ChipLabel(m_body);
    m_score->setObjectName(QStringLiteral("triggerScore"));
    m_trigger = makeRule(m_body);
    m_trigger->setObjectName(QStringLiteral("triggerHint"));
    setDim(*m_trigger);
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] {
        judge();
        const QString text = m_description->toPlainText();
        if (!m_showing)
            Q_EMIT edited([text](const QByteArray &bytes) {
                return skill::withField(bytes, QStringLiteral("description"), text);
            });
    });
    auto *below = new QWidget(m_body);
    auto *row = new QHBoxLayout(below);
    row->setContentsMargins({});
    row->addWidget(m_score);
    row->addWidget(m_trigger, 1);
    row->addWidget(m_count);
    auto *both = new QWidget(m_body);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(m_description);
    column->addWidget(below);
    m_form->addRow(tr("Description"), both);
}

QLineEdit *SkillForm::makeLine(const QString &key, const QString &name, const QString &hint, const QString &rule)
{
    auto *line = new QLineEdit(m_body);
    line->setObjectName(key + QStringLiteral("Field"));
    line->setAccessibleName(name);
    line->setAccessibleDescription(rule);
    line->setPlaceholderText(hint);
    auto *label = makeRule(m_body);
    label->setObjectName(key + QStringLiteral("Rule"));
    setRule(*label, rule, false);
    connect(line, &QLineEdit::textEdited, this, [this, key](const QString &text) {
        judge();
        Q_EMIT edited([key, text](const QByteArray &bytes) {
            return text.isEmpty() ? skill::withoutField(bytes, key) : skill::withField(bytes, key, text);
        });
    });
    QWidget *row = beside({line, label}, m_body);
    m_form->addRow(name, row);
    m_lines.append({key, line, label, rule, row});
    return line;
}

void SkillForm::makeTags()
{
    m_tags = new QLineEdit(m_body);
    m_tags->setObjectName(QStringLiteral("tagsField"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("Words to find it by, with commas between"));
    connect(m_tags, &QLineEdit::textEdited, this, [this](const QString &text) {
        QStringList tags;
        for (const QString &tag : text.split(u',', Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty() && !tags.contains(tag.trimmed()))
                tags << tag.trimmed();
        Q_EMIT edited([tags](const QByteArray &bytes) { return skill::withTags(bytes, tags); });
    });
    m_form->addRow(tr("Tags"), m_tags);
}

void SkillForm::makeMetadata()
{
    m_metadata = makeTable(m_body, "metadataTable", tr("Metadata"));
    m_metadata->setHorizontalHeaderLabels({tr("Key"), tr("Value")});
    connect(m_metadata, &QTableWidget::cellChanged, this, &SkillForm::editMetadata);
    m_addEntry = new QPushButton(tr("Add …"), m_body);
    m_addEntry->setObjectName(QStringLiteral("addMetadataButton"));
    m_addEntry->setAccessibleName(tr("Add a metadata entry"));
    m_removeEntry = new QPushButton(tr("Remove"), m_body);
    m_removeEntry->setObjectName(QStringLiteral("removeMetadataButton"));
    m_removeEntry->setAccessibleName(tr("Remove the selected metadata entry"));
    connect(m_addEntry, &QPushButton::clicked, this, [this] {
        const QString key
            = QInputDialog::getText(this, tr("Metadata"), tr("Name of the new entry, for example author:")).trimmed();
        if (!key.isEmpty())
            Q_EMIT edited([key](const QByteArray &bytes) {
                return skill::withMapEntry(bytes, QStringLiteral("metadata"), key, QString());
            });
    });
    connect(m_removeEntry, &QPushButton::clicked, this, [this] {
        if (const auto *item = m_metadata->item(m_metadata->currentRow(), 0))
            Q_EMIT edited([key = item->text()](const QByteArray &bytes) {
                return skill::withoutMapEntry(bytes, QStringLiteral("metadata"), key);
            });
    });
    auto *buttons = new QWidget(m_body);
    auto *column = new QVBoxLayout(buttons);
    column->setContentsMargins({});
    column->addWidget(m_addEntry);
    column->addWidget(m_removeEntry);
    column->addStretch(1);
    m_metadataRow = new QWidget(m_body);
    auto *row = new QHBoxLayout(m_metadataRow);
    row->setContentsMargins({});
    row->addWidget(m_metadata, 1);
    row->addWidget(buttons);
    m_form->addRow(tr("Metadata"), m_metadataRow);
}

void SkillForm::makeKeys()
{
    m_keysTitle = new QLabel(tr("All keys, as they stand; Enter goes to the line"), m_body);
    setDim(*m_keysTitle);
    m_keys = makeTable(m_body, "keysTable", tr("All keys of the front matter"));
    m_keys->horizontalHeader()->hide();
    m_keys->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_keys, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem *item) {
        Q_EMIT lineRequested(m_keys->item(item->row(), 0)->data(Qt::UserRole).toInt());
    });
    m_form->addRow(m_keysTitle);
    m_form->addRow(m_keys);
}

} // namespace hsf::ui
