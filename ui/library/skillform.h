// SPDX-License-Identifier: MIT
//
// The front matter as a form, each rule beside its field. Shows fields and tells which one was edited and what the
// bytes become; the bytes are somebody else's.
#pragma once
#include "skill/document.h"

#include <QWidget>

#include <functional>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;
class QToolButton;

namespace hsf::ui {

class ChipLabel;
class FittedArea;

/// What becomes of a file's bytes.
using BytesEdit = std::function<QByteArray(const QByteArray &)>;

class SkillForm final : public QWidget
{
    Q_OBJECT
public:
    explicit SkillForm(QWidget *parent = nullptr);
    /// A field one types in is left alone when it says the same. `folderName`: what the name must equal.
    void show(const skill::Document &document, const QString &folderName);
    void setReadOnly(bool readOnly);
    void setOpen(bool open);
    bool isOpen() const;
    void setAllKeysShown(bool shown);

Q_SIGNALS:
    /// How the file's bytes change; called with those there are by then.
    void edited(const hsf::ui::BytesEdit &edit);
    void renameRequested();
    void lineRequested(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeFields();
    void makeName();
    void makeDescription();
    QLineEdit *makeLine(const QString &key, const QString &name, const QString &hint, const QString &rule);
    void makeTags();
    void makeMetadata();
    void makeKeys();
    void showLines(const skill::Document &document);
    void showMetadata(const skill::Document &document);
    void showKeys(const skill::Document &document);
    void showVisibility();
    void showSummary();
    void fitBody();
    void judge();
    void setRule(QLabel &label, const QString &words, bool broken);
    void editMetadata(int row, int column);

    struct Line {
        QString key;
        QLineEdit *edit;
        QLabel *rule;
        QString ruleWords;
        QWidget *row;
        bool filled = false;
    };
    QToolButton *m_toggle, *m_allKeys;
    QWidget *m_body;
    FittedArea *m_scroll;
    QFormLayout *m_form;
    QLabel *m_summary, *m_name, *m_nameRule, *m_count, *m_trigger, *m_keysTitle;
    ChipLabel *m_score;
    QPushButton *m_rename, *m_addEntry, *m_removeEntry;
    QPlainTextEdit *m_description;
    QLineEdit *m_tags;
    QList<Line> m_lines;
    QWidget *m_metadataRow;
    QTableWidget *m_metadata, *m_keys;
    QString m_folderName;
    QString m_summaryText;
    bool m_open = true, m_showing = false, m_readOnly = false;
    bool m_hasMetadata = false;
    bool m_fitPlanned = false;
};

} // namespace hsf::ui
