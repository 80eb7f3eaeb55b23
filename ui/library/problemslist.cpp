// SPDX-License-Identifier: MIT
#include "ui/library/problemslist.h"

#include "models/words.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

namespace hsf::ui {

static constexpr int mostHeight = 112; ///< of the list; more are scrolled to

ProblemsList::ProblemsList(QWidget *parent)
    : QWidget(parent)
{
    m_toggle = new QToolButton(this);
    m_toggle->setObjectName(QStringLiteral("problemsToggle"));
    m_toggle->setAutoRaise(true);
    m_toggle->setAccessibleName(tr("Show the problems"));
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("problemsTitle"));
    setDim(*m_title);
    m_fix = new QPushButton(this);
    m_fix->setObjectName(QStringLiteral("fixButton"));
    m_fixAll = new QPushButton(tr("Fix all …"), this);
    m_fixAll->setObjectName(QStringLiteral("fixAllButton"));
    m_fixAll->setAccessibleName(tr("Fix all problems that can be fixed at once"));
    m_fixAll->setToolTip(tr("Shows what would change in all files of the skill; one change, which can be undone"));
    connect(m_fixAll, &QPushButton::clicked, this, &ProblemsList::fixAllRequested);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("problemsList"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setWordWrap(true);
    const auto go = [this](const QListWidgetItem *item) {
        const skill::Finding &finding = m_findings.at(m_list->row(item));
        Q_EMIT placeRequested(finding.file, finding.line);
    };
    connect(m_list, &QListWidget::itemClicked, this, go);
    connect(m_list, &QListWidget::itemActivated, this, go);
    connect(m_list, &QListWidget::currentRowChanged, this, &ProblemsList::showState);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        if (const auto fix = fixAt(m_list->currentRow()))
            Q_EMIT fixRequested(*fix);
    });
    auto *fix = new QAction(tr("Fix the problem"), m_list);
    fix->setShortcut(Qt::CTRL | Qt::Key_Period);
    fix->setShortcutContext(Qt::WidgetShortcut);
    connect(fix, &QAction::triggered, m_fix, &QPushButton::click);
    m_list->addAction(fix);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->addWidget(m_toggle);
    row->addWidget(m_title, 1);
    row->addWidget(m_fixAll);
    row->addWidget(m_fix);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_list);
    showState();
}

void ProblemsList::setFindings(const skill::Findings &findings)
{
    if (findings == m_findings && m_list->count() == findings.size())
        return;
    m_findings = findings;
    m_fixes.clear();
    const int row = m_list->currentRow();
    m_list->clear();
    for (const skill::Finding &finding : findings) {
        const QString place = finding.line > 0 ? tr("%1 line %2").arg(finding.file).arg(finding.line) : finding.file;
        m_list->addItem(tr("%1 · %2 · %3").arg(models::severityWord(finding.severity), place, finding.message));
    }
    if (row >= 0 && row < m_list->count())
        m_list->setCurrentRow(row);
    showState();
}

void ProblemsList::setFixes(const QList<std::optional<skill::Fix>> &fixes)
{
    if (fixes.size() != m_findings.size())
        return;
    m_fixes = fixes;
    for (int row = 0; row < m_list->count(); ++row) {
        const auto fix = fixAt(row);
        m_list->item(row)->setIcon(fix ? themedIcon(QStringLiteral("tool")) : QIcon());
        m_list->item(row)->setToolTip(fix ? tr("Can be fixed: %1").arg(fix->words) : QString());
    }
    showState();
}

std::optional<skill::Fix> ProblemsList::fixAt(int row) const
{
    return row >= 0 && row < m_fixes.size() ? m_fixes.at(row) : std::nullopt;
}

void ProblemsList::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    showState();
}

void ProblemsList::setOpen(bool open)
{
    m_open = open;
    showState();
}

void ProblemsList::showState()
{
    const qsizetype fixable = std::ranges::count_if(m_fixes, [](const auto &fix) { return fix.has_value(); });
    const bool some = !m_findings.isEmpty(), open = m_open;
    m_title->setText(!some ? tr("No problems found")
                         : fixable
                         ? tr("%n finding(s), %1 can be fixed at once", nullptr, int(m_findings.size())).arg(fixable)
                         : tr("%n finding(s)", nullptr, int(m_findings.size())));
    m_toggle->setVisible(some);
    m_toggle->setIcon(themedIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_list->setVisible(some && open);
    int height = 2 * m_list->frameWidth() + 8;
    for (int row = 0; row < m_list->count() && height < mostHeight; ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setFixedHeight(std::min(height, mostHeight));
    const auto fix = fixAt(m_list->currentRow());
    m_fix->setVisible(some && open && fixable > 0 && !m_readOnly);
    m_fixAll->setVisible(m_fix->isVisibleTo(this) && fixable > 1);
    m_fix->setEnabled(fix.has_value());
    m_fix->setText(tr("Fix …"));
    m_fix->setAccessibleName(fix ? tr("Fix: %1").arg(fix->words) : tr("Fix the chosen problem"));
    m_fix->setToolTip(fix ? fix->words : tr("Choose a finding with the tool sign"));
}

} // namespace hsf::ui
