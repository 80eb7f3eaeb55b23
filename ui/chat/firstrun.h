// SPDX-License-Identifier: MIT
//
// The empty chat of a person who has no model yet: three cards, no wizard, and below them the skills that other programs keep.
#pragma once
#include "service/exchangeservice.h"
#include "service/modelservice.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hsf::ui {

class FirstRun final : public QWidget
{
    Q_OBJECT
public:
    FirstRun(service::ModelService &models, QWidget *parent = nullptr);
    /// Offers them below the cards, for import or to be shown where they are.
    void offerSources(const QList<service::KnownSource> &sources);

Q_SIGNALS:
    void endpointChosen(const QString &baseUrl, const QString &model);
    void settingsRequested();
    void lookAroundRequested();
    void importRequested(const QString &path);
    void sourceRequested(const QString &folder);

private:
    void showFound(const QList<llm::FoundServer> &servers);
    QFrame *makeOffers();
    QLabel *m_found;
    QFrame *m_offers;
    QVBoxLayout *m_offerRows;
    QVBoxLayout *m_servers;
    QPushButton *m_search;
};

} // namespace hsf::ui
