// SPDX-License-Identifier: MIT
#include "ui/library/importpreview.h"

#include "models/words.h"
#include "skill/names.h"
#include "skill/skillid.h"
#include "ui/library/importdetails.h"
#include "ui/library/importwords.h"
#include "ui/parts/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTreeWidget>

namespace hsf::ui {

using changes::Collision;
using changes::ImportChoice;
using Action = ImportChoice::Action;

namespace {

enum Column { Name, Deed, Found, ColumnCount };
constexpr int indexRole = Qt::UserRole; // of the skill, at its row and at its files'
constexpr int fileRole = Qt::UserRole + 1;
constexpr int memoryIndex = -2;

} // namespace

ImportPreview::ImportPreview(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("importPreview"));
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_all = new QComboBox(this);
    m_all->setObjectName(QStringLiteral("importForAll"));
    m_all->addItems({tr("leave them out"), tr("bring them under another name"), tr("replace what is there")});
    auto *allLabel = new QLabel(tr("Where a skill is &there already:"), this);
    allLabel->setBuddy(m_all);
    m_allRow = new QWidget(this);
    auto *allLayout = new QHBoxLayout(m_allRow);
    allLayout->setContentsMargins(0, 0, 0, 0);
    allLayout->addWidget(allLabel);
    allLayout->addWidget(m_all);
    allLayout->addStretch();
    m_tree = new QTreeWidget(this);
    m_tree->setObjectName(QStringLiteral("importTree"));
    m_tree->setAccessibleName(tr("Skills that can be imported, with their files"));
    m_tree->setColumnCount(ColumnCount);
    m_tree->setHeaderLabels({tr("Skill"), tr("What would happen"), tr("Found")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    colourSelection();
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tree);
    m_details = new ImportDetails(this);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({580, 420});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_summary);
    layout->addWidget(m_allRow);
    layout->addWidget(splitter, 1);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ImportPreview::showCurrent);
    connect(m_tree, &QTreeWidget::itemChanged, this, &ImportPreview::tick);
    connect(m_details, &ImportDetails::chosen, this, [this](const ImportChoice &choice) {
        if (m_shown >= 0)
            choose(m_shown, choice);
    });
    connect(m_all, &QComboBox::activated, this, &ImportPreview::forAllTaken);
}

void ImportPreview::setPlan(const changes::ImportPlan &plan)
{
    m_plan = plan;
    m_choices = service::proposedChoices(plan);
    m_memory = true;
    fill();
}

void ImportPreview::fill()
{
    m_filling = true;
    m_tree->clear();
    QList<QTreeWidgetItem *> items;
    for (int i = 0; i < m_plan.items.size(); ++i)
        items << addSkill(i);
    m_tree->addTopLevelItems(items);
    addMemory();
    m_filling = false;
    for (int i = 0; i < m_plan.items.size(); ++i)
        showRow(i);
    m_tree->setColumnWidth(Deed, m_tree->fontMetrics().averageCharWidth() * 26);
    m_tree->setColumnWidth(Found, m_tree->fontMetrics().averageCharWidth() * 18);
    m_summary->setText(planWords(m_plan));
    m_allRow->setVisible(m_plan.count(Collision::Taken) > 0);
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
    showCurrent();
    Q_EMIT changed();
}

QTreeWidgetItem *ImportPreview::addSkill(int index)
{
    const changes::ImportItem &one = m_plan.items.at(index);
    auto *item = new QTreeWidgetItem;
    item->setText(Name, one.skill.id);
    item->setData(Name, indexRole, index);
    for (const auto &[path, bytes] : one.skill.files.asKeyValueRange()) {
        auto *file = new QTreeWidgetItem(item);
        file->setText(Name, path);
        file->setText(Deed,
                      one.skill.executables.contains(path) ? tr("%1, executable").arg(models::sizeWords(bytes.size()))
                                                           : models::sizeWords(bytes.size()));
        file->setData(Name, indexRole, index);
        file->setData(Name, fileRole, path);
    }
    return item;
}

void ImportPreview::addMemory()
{
    if (m_plan.memory.isEmpty())
        return;
    auto *top = new QTreeWidgetItem(m_tree);
    top->setText(Name, tr("Memory"));
    top->setData(Name, indexRole, memoryIndex);
    const auto added = std::ranges::count(m_plan.memory, changes::MemoryItem::Fate::Add, &changes::MemoryItem::fate);
    top->setText(Deed, tr("%n entries would be added", nullptr, int(added)));
    top->setCheckState(Name, m_memory ? Qt::Checked : Qt::Unchecked);
    for (const changes::MemoryItem &entry : std::as_const(m_plan.memory)) {
        auto *row = new QTreeWidgetItem(top);
        row->setText(Name, entry.text.simplified());
        row->setToolTip(Name, entry.text);
        row->setText(Deed, memoryWords(entry));
        row->setData(Name, indexRole, memoryIndex);
        row->setData(Name, fileRole, entry.text);
    }
}

void ImportPreview::showRow(int index)
{
    QTreeWidgetItem *item = m_tree->topLevelItem(index);
    const changes::ImportItem &one = m_plan.items.at(index);
    const bool possible = one.skill.obstacle.isEmpty();
    m_filling = true;
    item->setFlags(possible ? item->flags() | Qt::ItemIsUserCheckable : item->flags() & ~Qt::ItemIsUserCheckable);
    item->setCheckState(Name, m_choices.at(index).action == Action::Skip ? Qt::Unchecked : Qt::Checked);
    item->setText(Deed, deedWords(one, m_choices.at(index)));
    item->setToolTip(Deed, item->text(Deed));
    item->setToolTip(Name, one.skill.id);
    item->setText(Found, foundWords(one));
    const skill::Severity worst = one.worst();
    const Colours &now = colours();
    const QColor tone = !possible || worst >= skill::Severity::Critical ? now.error
        : worst >= skill::Severity::Warning                             ? now.warning
                                                                        : now.dim;
    item->setForeground(Found, tone);
    item->setForeground(Deed, m_choices.at(index).action == Action::Skip ? now.dim : now.text);
    m_filling = false;
}

void ImportPreview::showCurrent()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const int index = item ? item->data(Name, indexRole).toInt() : -1;
    const QString file = item ? item->data(Name, fileRole).toString() : QString();
    m_shown = index >= 0 ? index : -1;
    if (m_shown >= 0)
        return m_details->showSkill(m_plan.items.at(index), m_choices.at(index), file);
    const QString about = tr("What is remembered about you and your work. Entries that are known already, or for which "
                             "there is no room, stay out.");
    m_details->showText(item ? tr("Memory") : QString(), !item ? QString() : file.isEmpty() ? about : file);
}

void ImportPreview::choose(int index, const ImportChoice &choice)
{
    if (m_choices.at(index) == choice)
        return;
    m_choices[index] = choice;
    showRow(index);
    if (m_shown == index)
        showCurrent();
    Q_EMIT changed();
}

void ImportPreview::tick(QTreeWidgetItem *item)
{
    if (m_filling || item->parent())
        return;
    const int index = item->data(Name, indexRole).toInt();
    const bool on = item->checkState(Name) == Qt::Checked;
    if (index == memoryIndex) {
        m_memory = on;
        return Q_EMIT changed();
    }
    const changes::ImportItem &one = m_plan.items.at(index);
    const bool repair = m_choices.at(index).repair;
    if (!on || !one.skill.obstacle.isEmpty())
        return choose(index, {Action::Skip, one.skill.id, repair});
    const bool free = one.collision == Collision::Free;
    choose(index, {Action::Take, free ? one.skill.id : one.freeId, repair});
}

void ImportPreview::forAllTaken(int action)
{
    for (int i = 0; i < m_plan.items.size(); ++i) {
        const changes::ImportItem &one = m_plan.items.at(i);
        if (one.collision != Collision::Taken || !one.skill.obstacle.isEmpty())
            continue;
        const bool repair = m_choices.at(i).repair;
        choose(i,
               action == 0       ? ImportChoice{Action::Skip, one.skill.id, repair}
                   : action == 1 ? ImportChoice{Action::Take, one.freeId, repair}
                                 : ImportChoice{Action::Replace, one.skill.id, repair});
    }
}

bool ImportPreview::withMemory() const
{
    return m_memory && std::ranges::contains(m_plan.memory, changes::MemoryItem::Fate::Add, &changes::MemoryItem::fate);
}

int ImportPreview::chosen() const
{
    return int(
        std::ranges::count_if(m_choices, [](const ImportChoice &choice) { return choice.action != Action::Skip; }));
}

QString ImportPreview::problem() const
{
    QSet<QString> ids;
    for (const ImportChoice &choice : m_choices) {
        if (choice.action == Action::Skip)
            continue;
        if (!skill::SkillId::parse(choice.id) || !skill::checkFilePath(choice.id))
            return tr("\"%1\" cannot be a skill's name.").arg(choice.id);
        if (ids.contains(choice.id))
            return tr("Two of them would be called %1.").arg(choice.id);
        ids << choice.id;
    }
    return {};
}

void ImportPreview::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::StyleChange)
        return;
    colourSelection();
    for (int i = 0; i < m_choices.size() && i < m_tree->topLevelItemCount(); ++i)
        showRow(i);
    showCurrent();
}

/// The place before the words too, where the arrow is.
void ImportPreview::colourSelection()
{
    QPalette palette = m_tree->palette();
    palette.setColor(QPalette::Highlight, colours().accentSoft);
    palette.setColor(QPalette::HighlightedText, colours().text);
    m_tree->setPalette(palette);
}

} // namespace hsf::ui
