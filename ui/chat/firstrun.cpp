// SPDX-License-Identifier: MIT
#include "ui/chat/firstrun.h"

#include "ui/parts/iconlabel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace hsf::ui {

namespace {

struct Card {
    QFrame *frame;
    QVBoxLayout *column;
};

Card card(const QString &icon, const QString &title, const QString &text)
{
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    auto *picture = new IconLabel(icon, 28);
    auto *head = new QLabel(title);
    head->setWordWrap(true);
    setTextScale(*head, 1.15, true);
    auto *words = new QLabel(text);
    words->setWordWrap(true);
    setDim(*words);
    column->addWidget(picture);
    column->addWidget(head);
    column->addWidget(words);
    frame->setMinimumWidth(130);
    return {frame, column};
}

} // namespace

FirstRun::FirstRun(service::ModelService &models, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("firstRun"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 24, 24, 24);
    outer->addStretch(1);
    auto *welcome = new QLabel(tr("Which model shall answer?"));
    welcome->setWordWrap(true);
    setTextScale(*welcome, 1.6, true);
    auto *hint = new QLabel(tr("You chat, the agent uses tools on your files, and what it learns becomes skills that you see, check and can undo. "
                               "Everything but sending works without a model."));
    hint->setWordWrap(true);
    setDim(*hint);
    outer->addWidget(welcome);
    outer->addWidget(hint);
    outer->addSpacing(16);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    Card local = card(QStringLiteral("model"), tr("A model on this computer"),
                      tr("Ollama, LM Studio, llama.cpp or vLLM. Only this computer is asked, and no key is sent."));
    m_search = new QPushButton(tr("&Look for one"));
    m_search->setObjectName(QStringLiteral("discoverButton"));
    m_found = new QLabel;
    m_found->setWordWrap(true);
    m_found->hide();
    m_servers = new QVBoxLayout;
    local.column->addWidget(m_found);
    local.column->addLayout(m_servers);
    local.column->addStretch();
    local.column->addWidget(m_search);

    Card online = card(QStringLiteral("globe"), tr("An online provider"),
                       tr("Any address that speaks OpenAI's Chat Completions. The key goes into the system's keychain."));
    auto *settings = new QPushButton(tr("&Set up …"));
    settings->setObjectName(QStringLiteral("setUpButton"));
    online.column->addStretch();
    online.column->addWidget(settings);

    Card look = card(QStringLiteral("eye"), tr("Look around first"),
                     tr("A replay: the model's words are recorded. Tools, review, changes and curator really run, on a sample library of "
                        "their own. Two minutes."));
    auto *start = new QPushButton(tr("Look &around"));
    start->setObjectName(QStringLiteral("lookAroundButton"));
    setWeight(*start, Weight::Primary);
    look.column->addStretch();
    look.column->addWidget(start);
    for (const Card &one : {local, online, look})
        row->addWidget(one.frame, 1);
    outer->addLayout(row);
    outer->addStretch(2);

    connect(m_search, &QPushButton::clicked, this, [this, &models] {
        m_search->setEnabled(false);
        m_found->setText(tr("Looking …"));
        m_found->show();
        models.discover();
    });
    connect(&models, &service::ModelService::discovered, this, &FirstRun::showFound);
    connect(settings, &QPushButton::clicked, this, &FirstRun::settingsRequested);
    connect(start, &QPushButton::clicked, this, &FirstRun::lookAroundRequested);
}

void FirstRun::showFound(const QList<llm::FoundServer> &servers)
{
    m_search->setEnabled(true);
    while (QLayoutItem *item = m_servers->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_found->setVisible(true);
    m_found->setText(servers.isEmpty() ? tr("No server answered. Start one and look again, or set up its address.")
                                       : tr("Found:"));
    for (const llm::FoundServer &server : servers) {
        const QString model = server.models.isEmpty() ? QString() : server.models.first().id;
        auto *use = new QPushButton(server.needsKey       ? tr("%1 (needs a key)").arg(server.name)
                                    : model.isEmpty() ? tr("%1 (no model loaded)").arg(server.name)
                                                      : tr("Use %1 · %2").arg(server.name, model));
        m_servers->addWidget(use);
        connect(use, &QPushButton::clicked, this, [this, server, model] {
            if (server.needsKey || model.isEmpty())
                Q_EMIT settingsRequested();
            else
                Q_EMIT endpointChosen(server.baseUrl, model);
        });
    }
}

} // namespace hsf::ui
