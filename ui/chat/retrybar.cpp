// SPDX-License-Identifier: MIT
#include "ui/chat/retrybar.h"

#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace hsf::ui {

QString shownWait(qint64 milliseconds)
{
    const qint64 seconds = (std::max<qint64>(0, milliseconds) + 999) / 1'000;
    if (seconds < 120)
        return RetryBar::tr("%1 s").arg(seconds);
    const qint64 minutes = (seconds + 59) / 60;
    return minutes < 60 ? RetryBar::tr("%1 min").arg(minutes) : RetryBar::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

RetryBar::RetryBar(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("retryBar"));
    setFrameShape(QFrame::StyledPanel);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_title = new QLabel;
    m_title->setObjectName(QStringLiteral("retryTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setTextScale(*m_title, 1.0, true);
    m_reason = new QLabel;
    m_reason->setObjectName(QStringLiteral("retryReason"));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    setDim(*m_reason);
    words->addWidget(m_title);
    words->addWidget(m_reason);
    m_now = new QPushButton(tr("Retry &now"));
    m_now->setObjectName(QStringLiteral("retryNowButton"));
    auto *stop = new QPushButton(tr("Stop"));
    stop->setObjectName(QStringLiteral("retryStopButton"));
    stop->setAccessibleName(tr("Stop waiting for the model"));
    row->addLayout(words, 1);
    row->addWidget(m_now, 0, Qt::AlignVCenter);
    row->addWidget(stop, 0, Qt::AlignVCenter);
    m_clock = new QTimer(this);
    m_clock->setInterval(500);
    connect(m_clock, &QTimer::timeout, this, &RetryBar::count);
    connect(m_now, &QPushButton::clicked, this, [this] {
        m_until = QDeadlineTimer(0);
        count();
        Q_EMIT retryRequested();
    });
    connect(stop, &QPushButton::clicked, this, &RetryBar::stopRequested);
    hide();
}

void RetryBar::wait(const QString &title, const QString &reason, int milliseconds)
{
    m_words = title;
    m_reason->setText(reason);
    m_until = QDeadlineTimer(milliseconds);
    m_clock->start();
    count();
    show();
}

void RetryBar::end()
{
    m_clock->stop();
    hide();
}

void RetryBar::count()
{
    const bool over = m_until.hasExpired();
    m_now->setEnabled(!over);
    m_title->setText(over ? tr("%1 · asking again …").arg(m_words) : tr("%1 · again in %2").arg(m_words, shownWait(m_until.remainingTime())));
    if (over)
        m_clock->stop();
}

} // namespace hsf::ui
