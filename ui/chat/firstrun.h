// SPDX-License-Identifier: MIT
//
// The empty chat of a person who has no model yet: three cards, no wizard.
#pragma once
#include "service/modelservice.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hsf::ui {

class FirstRun final : public QWidget
{
    Q_OBJECT
public:
    FirstRun(service::ModelService &models, QWidget *parent = nullptr);

Q_SIGNALS:
    void endpointChosen(const QString &baseUrl, const QString &model);
    void settingsRequested();
    void lookAroundRequested();

private:
    void showFound(const QList<llm::FoundServer> &servers);
    QLabel *m_found;
    QVBoxLayout *m_servers;
    QPushButton *m_search;
};

} // namespace hsf::ui
