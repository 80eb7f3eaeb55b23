// SPDX-License-Identifier: MIT
//
// Asks what a new skill is called, what it is for and what it starts from; the name is checked while it is typed, and
// what would be made is seen beside it.
#pragma once
#include "skill/templates.h"

#include <QDialog>
#include <QMap>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace hsf::ui {

class ChipLabel;
class MarkdownPreview;

class NewSkillDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `taken`: ids that exist already.
    explicit NewSkillDialog(const QStringList &taken, QWidget *parent = nullptr);
    QString folder() const; ///< "name" or "category/name"
    QByteArray content() const { return files().value(QStringLiteral("SKILL.md")); }
    QMap<QString, QByteArray> files() const;

private:
    QWidget *makeForm();
    QWidget *makePreview();
    void check();
    void showPreview();
    const QStringList m_taken;
    const QList<skill::SkillTemplate> m_starts;
    QLineEdit *m_name, *m_category;
    QPlainTextEdit *m_description;
    QListWidget *m_start;
    ChipLabel *m_score;
    QLabel *m_problem, *m_hint, *m_filesThere;
    MarkdownPreview *m_preview;
    QPushButton *m_create;
};

} // namespace hsf::ui
