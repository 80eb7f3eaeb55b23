// SPDX-License-Identifier: MIT
#include "ui/changes/filterbar.h"

#include "models/words.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

namespace hsf::ui {

FilterBar::FilterBar(const QString &name, const QList<changes::State> &states, QWidget *parent)
    : QWidget(parent)
    , m_words(new QLineEdit(this))
    , m_hidden(new QLabel(this))
    , m_typing(new QTimer(this))
{
    setObjectName(name + QStringLiteral("FilterBar"));
    m_words->setObjectName(name + QStringLiteral("Filter"));
    m_words->setAccessibleName(tr("Find changes by skill, words or file"));
    m_words->setPlaceholderText(tr("Skill, words, file"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_author = choice(name + QStringLiteral("Author"), tr("Everybody"));
    m_author->setAccessibleName(tr("By whom"));
    for (const auto origin :
         {changes::Origin::Agent, changes::Origin::Review, changes::Origin::Synthesis, changes::Origin::Curator,
          changes::Origin::You, changes::Origin::Outside, changes::Origin::Imported, changes::Origin::Bundled})
        m_author->addItem(models::originWord(origin), int(origin));
    m_state = choice(name + QStringLiteral("State"), tr("Any state"));
    m_state->setAccessibleName(tr("State"));
    for (const changes::State state : states)
        m_state->addItem(models::stateWord(state), int(state));
    m_risk = choice(name + QStringLiteral("Risk"), tr("Any risk"));
    m_risk->setAccessibleName(tr("Risk"));
    for (const models::Risk risk : {models::Risk::High, models::Risk::Medium, models::Risk::Low})
        m_risk->addItem(models::riskWord(risk), int(risk));
    m_hidden->setObjectName(name + QStringLiteral("Hidden"));
    m_hidden->setTextFormat(Qt::RichText);
    m_hidden->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_hidden->hide();
    connect(m_hidden, &QLabel::linkActivated, this, &FilterBar::clear);
    // Each key would ask the database.
    m_typing->setSingleShot(true);
    m_typing->setInterval(120);
    connect(m_words, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, [this] { Q_EMIT filterChanged(filter()); });
    auto *choices = new QHBoxLayout;
    choices->setSpacing(6);
    for (QComboBox *box : {m_author, m_state, m_risk})
        choices->addWidget(box, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 4);
    layout->setSpacing(6);
    layout->addWidget(m_words);
    layout->addLayout(choices);
    layout->addWidget(m_hidden);
}

QComboBox *FilterBar::choice(const QString &name, const QString &words)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->addItem(words, -1);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    connect(box, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT filterChanged(filter()); });
    return box;
}

models::SetFilter FilterBar::filter() const
{
    const auto chosen = [](const QComboBox *box) { return box->currentData().toInt(); };
    models::SetFilter filter{.words = m_words->text()};
    if (const int author = chosen(m_author); author >= 0)
        filter.author = changes::Origin(author);
    if (const int state = chosen(m_state); state >= 0)
        filter.state = changes::State(state);
    if (const int risk = chosen(m_risk); risk >= 0)
        filter.risk = models::Risk(risk);
    return filter;
}

void FilterBar::setHidden(int rows)
{
    m_hidden->setVisible(rows > 0);
    m_hidden->setText(QStringLiteral("%1 · <a style=\"color:%2\" href=\"show\">%3</a>")
                          .arg(tr("%n hidden by filter", nullptr, rows), colours().accent.name(), tr("Show")));
}

void FilterBar::clear()
{
    const QSignalBlocker blocks[]
        = {QSignalBlocker(m_words), QSignalBlocker(m_author), QSignalBlocker(m_state), QSignalBlocker(m_risk)};
    m_words->clear();
    for (QComboBox *box : {m_author, m_state, m_risk})
        box->setCurrentIndex(0);
    Q_EMIT filterChanged({});
}

} // namespace hsf::ui
