// SPDX-License-Identifier: MIT
//
// Settings: models (modelspage.h), learning, curator, appearance, notifications (noticesform.h), where data lives. What is changed is in force at once.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QFormLayout;
class QTabWidget;

namespace hsf::ui {

class ModelsPage;
class NoticeBus;
class NoticesForm;

class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(service::Factory &factory, QWidget *parent = nullptr);
    void showModels();
    void showLearning();
    void followDesktop(NoticeBus &desktop);

Q_SIGNALS:
    /// What was chosen is in force once everything was closed and opened again, which the person wants now.
    void reopenRequested();

private:
    QWidget *makeLearning();
    void addQueue(QFormLayout &form);
    QWidget *makeCurator();
    QWidget *makeAppearance();
    QWidget *makeData();
    template <class Edit> void change(Edit edit);

    service::Factory &m_factory;
    QTabWidget *m_tabs;
    ModelsPage *m_models;
    NoticesForm *m_notices;
};

} // namespace hsf::ui
