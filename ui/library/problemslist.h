// SPDX-License-Identifier: MIT
//
// What lint and scan say of a skill: each finding leads to its line; what can be repaired without thinking has a
// button.
#pragma once
#include "skill/fix.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QToolButton;

namespace hsf::ui {

class ProblemsList final : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemsList(QWidget *parent = nullptr);
    void setFindings(const skill::Findings &findings);
    /// One for each finding, in their order; nullopt: a person has to think.
    void setFixes(const QList<std::optional<skill::Fix>> &fixes);
    const skill::Findings &findings() const { return m_findings; }
    void setReadOnly(bool readOnly);
    void setOpen(bool open);

Q_SIGNALS:
    void placeRequested(const QString &file, int line);
    void fixRequested(const hsf::skill::Fix &fix);
    void fixAllRequested();

private:
    void showState();
    std::optional<skill::Fix> fixAt(int row) const;
    QToolButton *m_toggle;
    QLabel *m_title;
    QPushButton *m_fix, *m_fixAll;
    QListWidget *m_list;
    skill::Findings m_findings;
    QList<std::optional<skill::Fix>> m_fixes;
    bool m_open = true, m_readOnly = false;
};

} // namespace hsf::ui
