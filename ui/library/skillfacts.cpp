// SPDX-License-Identifier: MIT
#include "ui/library/skillfacts.h"

#include "models/skillmodel.h"
#include "models/words.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace hsf::ui {

SkillFacts::SkillFacts(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("skillFacts"));
    const auto words = [this] {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return label;
    };
    m_origin = new ChipLabel(this);
    m_stage = new ChipLabel(this);
    m_stage->setObjectName(QStringLiteral("stageChip"));
    m_created = words();
    m_lastUse = words();
    m_size = words();
    m_folder = words();
    setDim(*m_folder);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(6);
    form->addRow(tr("From"), m_origin);
    form->addRow(tr("Stage"), m_stage);
    form->addRow(tr("Created"), m_created);
    form->addRow(tr("Last use"), m_lastUse);
    form->addRow(tr("Size"), m_size);
    m_managed = makeSwitch(tr("Managed"), tr("Reviews may improve it and the curator may propose to archive it."),
                           QStringLiteral("managed"));
    m_pinned
        = makeSwitch(tr("Pinned"), tr("Stays in front, and nobody proposes to change it."), QStringLiteral("pinned"));
    makeHistory();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->addLayout(form);
    layout->addWidget(m_managed);
    layout->addWidget(m_pinned);
    layout->addWidget(m_folder);
    auto *history = new QLabel(tr("History"), this);
    setTextScale(*history, 1.0, true);
    layout->addSpacing(4);
    layout->addWidget(history);
    layout->addWidget(m_noHistory);
    layout->addWidget(m_history, 1);
    for (QPushButton *button : {m_adopt, m_restore, m_archive})
        layout->addWidget(button);
}

QCheckBox *SkillFacts::makeSwitch(const QString &text, const QString &about, const QString &fact)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(fact + QStringLiteral("Switch"));
    box->setToolTip(about);
    box->setAccessibleDescription(about);
    connect(box, &QCheckBox::clicked, this,
            [this, fact](bool on) { Q_EMIT factRequested(fact, on ? QStringLiteral("yes") : QStringLiteral("no")); });
    return box;
}

void SkillFacts::makeHistory()
{
    m_noHistory = new QLabel(tr("No revision recorded yet."), this);
    m_noHistory->setWordWrap(true);
    setDim(*m_noHistory);
    m_history = new QListWidget(this);
    m_history->setObjectName(QStringLiteral("historyList"));
    m_history->setAccessibleName(tr("History"));
    m_history->setWordWrap(true);
    m_history->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto open
        = [this](const QListWidgetItem *item) { Q_EMIT revisionRequested(item->data(Qt::UserRole).toString()); };
    connect(m_history, &QListWidget::itemClicked, this, open);
    connect(m_history, &QListWidget::itemActivated, this, open);
    const auto button = [this](const char *icon, const QString &text, const char *name, void (SkillFacts::*wish)()) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, wish);
        return made;
    };
    m_adopt = button("copy", tr("Copy into the library"), "adoptButton", &SkillFacts::adoptRequested);
    m_restore = button("restore", tr("Restore"), "restoreButton", &SkillFacts::restoreRequested);
    m_archive = button("archive", tr("Archive"), "archiveButton", &SkillFacts::archiveRequested);
}

void SkillFacts::showRow(const service::SkillRow &row)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto stage = models::stageOf(row);
    const bool own = row.entry.source.isEmpty();
    m_origin->setChip(own ? models::originWord(row.facts.origin) : tr("read-only source"));
    m_stage->setChip(models::stageWord(stage),
                     stage == changes::Stage::Active      ? Tone::Ok
                         : stage == changes::Stage::Stale ? Tone::Warning
                                                          : Tone::Accent);
    m_created->setText(row.facts.created.isValid() ? models::agoWords(row.facts.created, now) : tr("unknown"));
    m_created->setToolTip(models::momentWords(row.facts.created));
    m_lastUse->setText(row.lastUse.isValid() ? models::agoWords(row.lastUse, now) : tr("never"));
    m_lastUse->setToolTip(models::momentWords(row.lastUse));
    m_size->setText(tr("%1, %n file(s)", nullptr, row.entry.fileCount).arg(models::sizeWords(row.entry.bytes)));
    m_size->setToolTip(tr("About %1 tokens when loaded, %2 in the catalogue")
                           .arg(row.entry.bodyTokens)
                           .arg(row.entry.catalogueTokens));
    m_folder->setText(row.entry.folder);
    m_managed->setChecked(row.facts.managed);
    m_pinned->setChecked(row.facts.pinned);
    const bool archived = stage == changes::Stage::Archived;
    m_managed->setEnabled(own && !archived);
    m_pinned->setEnabled(own && !archived);
    m_archive->setVisible(own && !archived);
    m_restore->setVisible(own && archived);
    m_adopt->setVisible(!own);
}

void SkillFacts::show(const service::SkillView &view)
{
    showRow(view.row);
    m_history->clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const auto &revision : view.history) {
        const QString origin
            = models::originWord(changes::originFromName(revision.trailers.value(QStringLiteral("Origin"))));
        auto *item = new QListWidgetItem(
            tr("%1\n%2 · %3").arg(revision.subject, origin, models::agoWords(revision.time, now)), m_history);
        item->setData(Qt::UserRole, revision.commit);
        item->setToolTip(
            tr("%1\n%2\nClick to see what it changed.").arg(revision.subject, models::momentWords(revision.time)));
    }
    m_noHistory->setVisible(view.history.isEmpty());
    m_history->setVisible(!view.history.isEmpty());
}

} // namespace hsf::ui
