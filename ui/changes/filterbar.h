// SPDX-License-Identifier: MIT
//
// Words, author, state and risk above a list of change sets; and, when that keeps rows back, how many and a way to see
// them.
#pragma once
#include "models/changesetmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;

namespace hsf::ui {

class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    /// `name`: "held" makes heldFilter, heldAuthor, heldState, heldRisk, heldHidden.
    FilterBar(const QString &name, const QList<changes::State> &states, QWidget *parent = nullptr);
    models::SetFilter filter() const;
    void setHidden(int rows); ///< kept back by the filter
    void clear();

Q_SIGNALS:
    void filterChanged(const hsf::models::SetFilter &filter);

private:
    QComboBox *choice(const QString &name, const QString &words);
    QLineEdit *m_words;
    QComboBox *m_author, *m_state, *m_risk;
    QLabel *m_hidden;
    QTimer *m_typing;
};

} // namespace hsf::ui
