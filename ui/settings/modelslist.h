// SPDX-License-Identifier: MIT
//
// The models of a provider, to search and to mark, and below them the one that is meant, with what is known of it.
#pragma once
#include "service/providers.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeView;

namespace hsf::models {
class ProviderModels;
}

namespace hsf::ui {

class ModelsList final : public QWidget
{
    Q_OBJECT
public:
    explicit ModelsList(QWidget *parent = nullptr);
    void show(const ProviderSettings &provider, const QList<llm::ModelInfo> &models);
    /// The one that is meant, as it is in use.
    void choose(const ModelSettings &model);
    QString chosen() const;
    /// What the fields say of it; where it says something else than is known without it, `edited` gets that.
    ModelSettings model(ProviderSettings &provider) const;
    void setFetching(bool fetching);

Q_SIGNALS:
    void fetchRequested();
    void favouriteToggled(const QString &model);

private:
    void take(const QString &id);
    void countHidden();
    llm::ModelInfo infoOf(const QString &id) const;
    ProviderSettings m_provider;
    QList<llm::ModelInfo> m_infos;
    models::ProviderModels *m_rows;
    QTreeView *m_view;
    QLineEdit *m_search, *m_name;
    QLabel *m_hidden;
    QPushButton *m_fetch;
    QSpinBox *m_context, *m_thinking;
    QDoubleSpinBox *m_input, *m_output;
    QWidget *m_thinkingLabel;
};

} // namespace hsf::ui
