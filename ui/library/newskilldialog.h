// SPDX-License-Identifier: MIT
//
// Asks what a new skill is called and what it is for; the name is checked while it is typed.
#pragma once
#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hsf::ui {

class NewSkillDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `taken`: ids that exist already.
    explicit NewSkillDialog(const QStringList &taken, QWidget *parent = nullptr);
    QString folder() const; ///< "name" or "category/name"
    QByteArray content() const;

private:
    void check();
    const QStringList m_taken;
    QLineEdit *m_name, *m_category;
    QPlainTextEdit *m_description;
    QLabel *m_problem;
    QPushButton *m_create;
};

/// The SKILL.md a new skill starts with.
QByteArray newSkillText(const QString &name, const QString &description);

} // namespace hsf::ui
