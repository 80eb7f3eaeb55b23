// SPDX-License-Identifier: MIT
//
// Beside the editor: how a skill stands, the switches a person has, and the skills that are like it.
#pragma once
#include "service/libraryservice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace hsf::ui {

class ChipLabel;

/// A skill that gets in this one's way, as a sentence.
struct Neighbour {
    QString id, words;
    bool operator==(const Neighbour &) const = default;
};

class SkillFacts final : public QWidget
{
    Q_OBJECT
public:
    explicit SkillFacts(QWidget *parent = nullptr);
    void showRow(const service::SkillRow &row);
    void showNeighbours(const QList<Neighbour> &neighbours);
    /// A button that asks for them.
    void offerNeighbours(bool offered);

Q_SIGNALS:
    void factRequested(const QString &fact, const QString &value);
    void archiveRequested();
    void restoreRequested();
    void adoptRequested();
    void renameRequested();
    void skillRequested(const QString &id);
    void neighboursRequested();

private:
    QCheckBox *makeSwitch(const QString &text, const QString &about, const QString &fact);
    QPushButton *makeButton(const char *icon, const QString &text, const char *name, void (SkillFacts::*wish)());
    void makeFacts(QFormLayout &form);
    ChipLabel *m_origin;
    QComboBox *m_stage;
    QLabel *m_created, *m_changed, *m_lastUse, *m_size, *m_folder, *m_neighboursTitle;
    QCheckBox *m_managed, *m_pinned, *m_enabled;
    QListWidget *m_neighbours;
    QPushButton *m_archive, *m_restore, *m_adopt, *m_rename, *m_findNeighbours;
};

} // namespace hsf::ui
