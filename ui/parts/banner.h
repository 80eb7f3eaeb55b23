// SPDX-License-Identifier: MIT
//
// A line above a page: what could not be done, what happened, with what one can do about it. Stays until closed or
// replaced.
#pragma once
#include <KMessageWidget>

namespace hsf::ui {

class Banner final : public KMessageWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);
    void showError(const QString &sentence) { show(sentence, Error); }
    void showWarning(const QString &sentence) { show(sentence, Warning); }
    void showNews(const QString &sentence) { show(sentence, Positive); }
    /// A button in the banner, until the next sentence.
    QAction *offer(const QString &text);
    void dismiss();

private:
    void show(const QString &sentence, MessageType type);
};

} // namespace hsf::ui
