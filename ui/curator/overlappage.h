// SPDX-License-Identifier: MIT
//
// Skills that get in each other's way: both measures, the two beside each other, and the person's word that they may
// stay so.
#pragma once
#include "models/overlapmodel.h"

#include <QWidget>

class QPushButton;
class QStackedLayout;
class QTreeView;

namespace hsf::ui {

class OverlapPage final : public QWidget
{
    Q_OBJECT
public:
    explicit OverlapPage(service::CuratorService &curator, QWidget *parent = nullptr);
    ~OverlapPage() override;

Q_SIGNALS:
    void countChanged(int pairs);
    void skillRequested(const QString &id);

private:
    QWidget *makeTable();
    QList<skill::OverlapPair> chosen() const;
    void openChosen();
    void showPair(const skill::OverlapPair &pair, const QByteArray &first, const QByteArray &second);
    void showChoice();

    service::CuratorService &m_curator;
    models::OverlapModel m_pairs;
    QTreeView *m_table;
    QPushButton *m_open, *m_leave;
    QStackedLayout *m_stack;
};

} // namespace hsf::ui
