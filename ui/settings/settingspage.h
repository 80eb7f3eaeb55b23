// SPDX-License-Identifier: MIT
//
// Settings: models (modelspage.h), learning, curator, appearance, where data lives. What is changed is in force at once.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QTabWidget;

namespace hsf::ui {

class ModelsPage;

class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(service::Factory &factory, QWidget *parent = nullptr);
    void showModels();

private:
    QWidget *makeLearning();
    QWidget *makeCurator();
    QWidget *makeAppearance();
    QWidget *makeData();
    template <class Edit> void change(Edit edit);

    service::Factory &m_factory;
    QTabWidget *m_tabs;
    ModelsPage *m_models;
};

} // namespace hsf::ui
