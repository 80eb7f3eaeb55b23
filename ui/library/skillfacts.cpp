// SPDX-License-Identifier: MIT
#include "ui/library/skillfacts.h"

#include "models/skillmodel.h"
#include "models/words.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

namespace hsf::ui {

SkillFacts::SkillFacts(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("skillFacts"));
    auto *form = new QFormLayout;
    form->setVerticalSpacing(6);
    makeFacts(*form);
    m_managed = makeSwitch(tr("Managed"), tr("Reviews may improve it and the curator may propose to archive it."),
                           QStringLiteral("managed"));
    m_pinned
        = makeSwitch(tr("Pinned"), tr("Stays in front, and nobody proposes to change it."), QStringLiteral("pinned"));
    m_enabled = makeSwitch(tr("Enabled"), tr("Agents are told of it. Switched off it stays here and nobody uses it."),
                           QStringLiteral("enabled"));
    m_folder = new QLabel(this);
    m_folder->setWordWrap(true);
    m_folder->setTextFormat(Qt::PlainText);
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setDim(*m_folder);
    setTextScale(*m_folder, 0.9);
    m_neighboursTitle = new QLabel(tr("Like this one"), this);
    setTextScale(*m_neighboursTitle, 1.0, true);
    m_neighbours = new QListWidget(this);
    m_neighbours->setObjectName(QStringLiteral("neighboursList"));
    m_neighbours->setAccessibleName(tr("Skills that are like this one"));
    m_neighbours->setWordWrap(true);
    m_neighbours->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_neighbours->setMaximumHeight(140);
    const auto open
        = [this](const QListWidgetItem *item) { Q_EMIT skillRequested(item->data(Qt::UserRole).toString()); };
    connect(m_neighbours, &QListWidget::itemActivated, this, open);
    m_findNeighbours = makeButton("search", tr("Find skills like this one"), "findNeighboursButton",
                                  &SkillFacts::neighboursRequested);
    m_rename = makeButton("edit", tr("Rename …"), "renameSkillButton", &SkillFacts::renameRequested);
    m_adopt = makeButton("copy", tr("Copy into the library"), "adoptButton", &SkillFacts::adoptRequested);
    m_restore = makeButton("restore", tr("Restore"), "restoreButton", &SkillFacts::restoreRequested);
    m_archive = makeButton("archive", tr("Archive"), "archiveButton", &SkillFacts::archiveRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 0, 0);
    layout->addLayout(form);
    for (QCheckBox *box : {m_enabled, m_pinned, m_managed})
        layout->addWidget(box);
    layout->addWidget(m_folder);
    layout->addWidget(m_neighboursTitle);
    layout->addWidget(m_neighbours);
    layout->addWidget(m_findNeighbours);
    layout->addStretch(1);
    for (QPushButton *button : {m_rename, m_adopt, m_restore, m_archive})
        layout->addWidget(button);
    showNeighbours({});
    offerNeighbours(false);
}

void SkillFacts::makeFacts(QFormLayout &form)
{
    const auto words = [this] {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        return label;
    };
    m_origin = new ChipLabel(this);
    m_stage = new QComboBox(this);
    m_stage->setObjectName(QStringLiteral("stageBox"));
    m_stage->setAccessibleName(tr("Stage"));
    for (const changes::Stage stage : {changes::Stage::Trial, changes::Stage::Active, changes::Stage::Stale})
        m_stage->addItem(models::stageWord(stage), changes::stageName(stage));
    connect(m_stage, &QComboBox::activated, this,
            [this] { Q_EMIT factRequested(QStringLiteral("stage"), m_stage->currentData().toString()); });
    m_created = words();
    m_changed = words();
    m_lastUse = words();
    m_size = words();
    form.addRow(tr("From"), m_origin);
    form.addRow(tr("Stage"), m_stage);
    form.addRow(tr("Created"), m_created);
    form.addRow(tr("Changed"), m_changed);
    form.addRow(tr("Last use"), m_lastUse);
    form.addRow(tr("Size"), m_size);
}

QCheckBox *SkillFacts::makeSwitch(const QString &text, const QString &about, const QString &fact)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(fact + QStringLiteral("Switch"));
    box->setToolTip(about);
    box->setAccessibleDescription(about);
    connect(box, &QCheckBox::toggled, this,
            [this, fact](bool on) { Q_EMIT factRequested(fact, on ? QStringLiteral("yes") : QStringLiteral("no")); });
    return box;
}

QPushButton *SkillFacts::makeButton(const char *icon, const QString &text, const char *name, void (SkillFacts::*wish)())
{
    auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
    made->setObjectName(QLatin1StringView(name));
    made->setAccessibleName(text);
    connect(made, &QPushButton::clicked, this, wish);
    return made;
}

void SkillFacts::showRow(const service::SkillRow &row)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto stage = models::stageOf(row);
    const bool own = row.entry.source.isEmpty(), archived = stage == changes::Stage::Archived;
    const auto moment = [&](QLabel &label, const QDateTime &time, const QString &never) {
        label.setText(time.isValid() ? models::agoWords(time, now) : never);
        label.setToolTip(models::momentWords(time));
    };
    m_origin->setChip(own ? models::originWord(row.facts.origin) : tr("read-only source"));
    const QSignalBlocker quiet(m_stage);
    m_stage->removeItem(m_stage->findData(changes::stageName(changes::Stage::Archived)));
    if (archived)
        m_stage->addItem(models::stageWord(stage), changes::stageName(stage));
    m_stage->setCurrentIndex(m_stage->findData(changes::stageName(stage)));
    moment(*m_created, row.facts.created, tr("unknown"));
    moment(*m_changed, row.facts.changed, tr("unknown"));
    moment(*m_lastUse, row.lastUse, tr("never"));
    m_size->setText(tr("%1, %n file(s)", nullptr, row.entry.fileCount).arg(models::sizeWords(row.entry.bytes)));
    m_size->setToolTip(tr("About %1 tokens when loaded, %2 in the catalogue")
                           .arg(row.entry.bodyTokens)
                           .arg(row.entry.catalogueTokens));
    QString folder = row.entry.folder;
    m_folder->setText(folder.replace(u'/', QStringLiteral("/\u200b"))); // may break at each step
    m_folder->setAccessibleName(tr("Folder: %1").arg(row.entry.folder));
    const QSignalBlocker noWish[]{QSignalBlocker(m_managed), QSignalBlocker(m_pinned), QSignalBlocker(m_enabled)};
    m_managed->setChecked(row.facts.managed);
    m_pinned->setChecked(row.facts.pinned);
    m_enabled->setChecked(row.facts.enabled);
    for (QWidget *part : std::initializer_list<QWidget *>{m_managed, m_pinned, m_enabled, m_stage})
        part->setEnabled(own && !archived);
    m_rename->setVisible(own && !archived);
    m_archive->setVisible(own && !archived);
    m_restore->setVisible(own && archived);
    m_adopt->setVisible(!own);
}

void SkillFacts::offerNeighbours(bool offered)
{
    m_findNeighbours->setVisible(offered);
}

void SkillFacts::showNeighbours(const QList<Neighbour> &neighbours)
{
    m_neighbours->clear();
    for (const Neighbour &neighbour : neighbours) {
        auto *item = new QListWidgetItem(neighbour.words, m_neighbours);
        item->setData(Qt::UserRole, neighbour.id);
        item->setToolTip(tr("Enter opens %1").arg(neighbour.id));
    }
    m_neighboursTitle->setVisible(!neighbours.isEmpty());
    m_neighbours->setVisible(!neighbours.isEmpty());
}

} // namespace hsf::ui
