// SPDX-License-Identifier: MIT
//
// Settings, Models: which model answers and which does the background work. A model is saved with its own button, because half an
// address is no address.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace hsf::ui {

class Banner;

class ModelsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ModelsPage(service::Factory &factory, QWidget *parent = nullptr);
    void focusFirst();

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
    QWidget *makeModel(ModelFields &fields, const QString &prefix, ModelSettings Settings::*which);
    template <class Edit> void change(Edit edit);
    void saveModel(const ModelFields &fields, ModelSettings Settings::*which);

    service::Factory &m_factory;
    ModelFields m_main, m_auxiliary;
    ModelFields *m_testing = nullptr;
};

} // namespace hsf::ui
