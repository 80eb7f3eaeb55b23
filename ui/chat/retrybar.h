// SPDX-License-Identifier: MIT
//
// Said while a model is asked again after a wait: "Rate limited · again in 12 s", with what can be done about it. Counts by
// itself; no timer exists while it is hidden.
#pragma once
#include <QDeadlineTimer>
#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace hsf::ui {

class RetryBar final : public QFrame
{
    Q_OBJECT
public:
    explicit RetryBar(QWidget *parent = nullptr);
    void wait(const QString &title, const QString &reason, int milliseconds);
    /// Something else of the turn came.
    void end();

Q_SIGNALS:
    void retryRequested();
    void stopRequested();

private:
    void count();
    QLabel *m_title, *m_reason;
    QPushButton *m_now;
    QTimer *m_clock;
    QString m_words;
    QDeadlineTimer m_until;
};

/// "12 s", "3 min", "2 h 5 min": of the time until the model is asked again.
QString shownWait(qint64 milliseconds);

} // namespace hsf::ui
