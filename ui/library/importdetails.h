// SPDX-License-Identifier: MIT
//
// One skill of an import: what was found in it, what may be done with it, the text of a file.
#pragma once
#include "service/exchange.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTextBrowser;

namespace hsf::ui {

class ImportDetails final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportDetails(QWidget *parent = nullptr);

    /// `file`: of the skill, to be shown as text; empty: none.
    void showSkill(const changes::ImportItem &item, const changes::ImportChoice &choice, const QString &file);
    /// A memory entry, or what memory is about; empty: nothing at all.
    void showText(const QString &title, const QString &text);

Q_SIGNALS:
    void chosen(const hsf::changes::ImportChoice &choice);

private:
    void fillChoices(const changes::ImportChoice &choice);
    void choose(bool renamed);

    std::optional<changes::ImportItem> m_item;
    QLabel *m_title, *m_prospect;
    QComboBox *m_action;
    QLineEdit *m_rename;
    QCheckBox *m_repair;
    QTextBrowser *m_words;
    QPlainTextEdit *m_text;
};

} // namespace hsf::ui
