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
                       tr("OpenAI, Anthropic, OpenRouter and others, or any address that speaks Chat Completions or Messages. The key goes into the system's keychain."));
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
    outer->addSpacing(12);
    outer->addWidget(makeOffers());
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

QFrame *FirstRun::makeOffers()
{
    m_offers = new QFrame;
    m_offers->setObjectName(QStringLiteral("firstRunSkills"));
    m_offers->setFrameShape(QFrame::StyledPanel);
    m_offers->hide();
    auto *column = new QVBoxLayout(m_offers);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto *head = new QLabel(tr("Skills that are on this computer already"));
    setTextScale(*head, 1.05, true);
    auto *words = new QLabel(tr("Import copies them after you have seen every file; a source is shown and read where it is. Nothing there is changed."));
    words->setWordWrap(true);
    setDim(*words);
    m_offerRows = new QVBoxLayout;
    m_offerRows->setSpacing(6);
    column->addWidget(head);
    column->addWidget(words);
    column->addLayout(m_offerRows);
    return m_offers;
}

void FirstRun::offerSources(const QList<service::KnownSource> &sources)
{
    while (QLayoutItem *item = m_offerRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_offers->setVisible(!sources.isEmpty());
    for (const service::KnownSource &source : sources) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        auto *name = new QLabel(tr("%1: %n skill(s)", nullptr, source.skills).arg(source.title));
        name->setTextFormat(Qt::PlainText);
        name->setToolTip(source.path);
        auto *import = new QPushButton(tr("Import …"));
        import->setObjectName(QStringLiteral("firstRunImport-") + source.name);
        import->setAccessibleName(tr("Import the skills of %1").arg(source.title));
        auto *show = new QPushButton(tr("Show as a source"));
        show->setObjectName(QStringLiteral("firstRunSource-") + source.name);
        show->setAccessibleName(tr("Show the skills of %1 as a source").arg(source.title));
        line->addWidget(name, 1);
        line->addWidget(show);
        line->addWidget(import);
        m_offerRows->addWidget(row);
        connect(import, &QPushButton::clicked, this, [this, source] { Q_EMIT importRequested(source.path); });
        connect(show, &QPushButton::clicked, this, [this, source, show] {
            show->setEnabled(false);
            Q_EMIT sourceRequested(source.skillsFolder);
        });
    }
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
