// SPDX-License-Identifier: MIT
//
// Beside the editor: how a skill stands, the switches a person has, and its past.
#pragma once
#include "service/libraryservice.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace hsf::ui {

class ChipLabel;

class SkillFacts final : public QWidget
{
    Q_OBJECT
public:
    explicit SkillFacts(QWidget *parent = nullptr);
    void show(const service::SkillView &view);
    void showRow(const service::SkillRow &row);

Q_SIGNALS:
    void factRequested(const QString &fact, const QString &value);
    void archiveRequested();
    void restoreRequested();
    void adoptRequested();
    void revisionRequested(const QString &commit);

private:
    QCheckBox *makeSwitch(const QString &text, const QString &about, const QString &fact);
    void makeHistory();
    ChipLabel *m_origin, *m_stage;
    QLabel *m_created, *m_lastUse, *m_size, *m_folder, *m_noHistory;
    QCheckBox *m_managed, *m_pinned;
    QListWidget *m_history;
    QPushButton *m_archive, *m_restore, *m_adopt;
};

} // namespace hsf::ui
