// SPDX-License-Identifier: MIT
//
// The bar to find words in a difference: says what is sought and which way to go; finding is done elsewhere.
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace hsf::ui {

class DiffFindBar final : public QWidget
{
    Q_OBJECT
public:
    explicit DiffFindBar(QWidget *parent = nullptr);
    void open(const QString &words); ///< keeps the words of before when there are none
    QString words() const;
    void setPlace(int number, qsizetype count, bool searching = false); ///< from 1; 0: none yet

Q_SIGNALS:
    void sought(const QString &words);
    void stepped(int by);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_field;
    QLabel *m_place;
};

} // namespace hsf::ui
