// SPDX-License-Identifier: MIT
//
// Settings: models, learning, curator, appearance, where data lives. What is changed is in force at once; a model is saved with
// its own button, because half an address is no address.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTabWidget;

namespace hsf::ui {

class Banner;

class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(service::Factory &factory, QWidget *parent = nullptr);
    void showModels();

private:
    struct ModelFields {
        QComboBox *preset = nullptr;
        QLineEdit *url = nullptr;
        QComboBox *model = nullptr;
        QLineEdit *key = nullptr;
        QComboBox *place = nullptr;
        QSpinBox *context = nullptr;
        QPushButton *test = nullptr;
        QPushButton *list = nullptr;
        Banner *answer = nullptr;
    };
    QWidget *makeModels();
    QWidget *makeModel(ModelFields &fields, const QString &prefix, ModelSettings Settings::*which);
    QWidget *makeLearning();
    QWidget *makeCurator();
    QWidget *makeAppearance();
    QWidget *makeData();
    template <class Edit> void change(Edit edit);
    void saveModel(const ModelFields &fields, ModelSettings Settings::*which);

    service::Factory &m_factory;
    QTabWidget *m_tabs;
    ModelFields m_main, m_auxiliary;
    ModelFields *m_testing = nullptr;
};

} // namespace hsf::ui
