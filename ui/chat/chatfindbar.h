// SPDX-License-Identifier: MIT
//
// Find in the conversation: marks as one types, goes from place to place, says in how many messages.
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace hsf::ui {

class ConversationView;

class ChatFindBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ChatFindBar(ConversationView &view, QWidget *parent = nullptr);
    void open(const QString &words = {});
    void close();
    void refresh();   ///< after the conversation changed
    void next() { go(1); }
    void previous() { go(-1); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void go(int step);
    void count();
    ConversationView &m_view;
    QLineEdit *m_words;
    QLabel *m_count;
};

} // namespace hsf::ui
