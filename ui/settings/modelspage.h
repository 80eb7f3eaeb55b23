// SPDX-License-Identifier: MIT
//
// Settings, Models: which model answers and which does the background work; the providers that are set up, and the models each
// offers. Saved with buttons, because half an address is no address.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace hsf::ui {

class Banner;
class ModelsList;
class ProviderForm;

class ModelsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ModelsPage(service::Factory &factory, QWidget *parent = nullptr);
    void focusFirst();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeInUse();
    QWidget *makeProviders();
    QWidget *makeNetwork();
    void addPresets(QPushButton &button);
    void connectModels();
    template <class Edit> void change(Edit edit);
    void showInUse();
    void showProviders();
    /// `place`: placeOf() it in the settings; empty: it is a new one.
    void edit(const ProviderSettings &provider, const QString &place);
    void addAccount();
    /// The fields as a provider in the settings; nothing when they are not usable, which is said.
    std::optional<ProviderSettings> saved();
    void keep(const ProviderSettings &provider);
    void fetch();
    void test();
    void use(ModelSettings Settings::*which);
    void remove();

    service::Factory &m_factory;
    QLabel *m_main, *m_auxiliary;
    QPushButton *m_noAuxiliary, *m_test, *m_account, *m_remove;
    QListWidget *m_providers;
    ProviderForm *m_form;
    ModelsList *m_models;
    Banner *m_answer;
    QString m_editing;   ///< place of the provider in the fields; empty: a new one
    QMap<QString, QList<llm::ModelInfo>> m_offered;   ///< by place, as fetched in this run
    bool m_testing = false;
};

} // namespace hsf::ui
