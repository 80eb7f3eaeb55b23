// SPDX-License-Identifier: MIT
//
// What an import would bring, before it does: each skill with its files and findings, a tick to take it, and beside it
// the choice where its place is taken. Decides nothing by itself; choices() is what the person chose.
#pragma once
#include "service/exchange.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace hsf::ui {

class ImportDetails;

class ImportPreview final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportPreview(QWidget *parent = nullptr);

    void setPlan(const changes::ImportPlan &plan);
    const changes::ImportPlan &plan() const { return m_plan; }
    const service::ImportChoices &choices() const { return m_choices; }
    bool withMemory() const;
    int chosen() const; ///< skills that are to come
    /// Why these choices cannot be carried out, in a sentence; empty: they can.
    QString problem() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void addMemory();
    QTreeWidgetItem *addSkill(int index);
    void showRow(int index);
    void showCurrent();
    void choose(int index, const changes::ImportChoice &choice);
    void tick(QTreeWidgetItem *item);
    void forAllTaken(int action);
    void colourSelection();

    changes::ImportPlan m_plan;
    service::ImportChoices m_choices;
    bool m_memory = true;
    bool m_filling = false;
    int m_shown = -1; ///< index of the skill in the details
    QTreeWidget *m_tree;
    QLabel *m_summary;
    QComboBox *m_all;
    QWidget *m_allRow;
    ImportDetails *m_details;
};

} // namespace hsf::ui
