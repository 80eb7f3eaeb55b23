// SPDX-License-Identifier: MIT
//
// The front matter as a form. Shows fields, tells which one was edited; the bytes are somebody else's.
#pragma once
#include "skill/document.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace hsf::ui {

class SkillForm final : public QWidget
{
    Q_OBJECT
public:
    explicit SkillForm(QWidget *parent = nullptr);
    void show(const skill::Document &document); ///< a field one types in is left alone when it says the same
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void fieldEdited(const QString &key, const QString &value);

private:
    QLineEdit *makeLine(const QString &key, const QString &name, const QString &hint);
    void showCount();

    QLabel *m_name, *m_count;
    QPlainTextEdit *m_description;
    QList<std::pair<QString, QLineEdit *>> m_lines;
    bool m_showing = false;
};

} // namespace hsf::ui
