// SPDX-License-Identifier: MIT
//
// The source of a file, coloured, with line numbers and a dot at each line that has a finding.
#pragma once
#include "skill/finding.h"

#include <QMap>
#include <QPlainTextEdit>

#include <memory>

namespace hsf::ui {

class Colouring;

class SourceEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit SourceEdit(QWidget *parent = nullptr);
    ~SourceEdit() override;

    QString rawText() const; ///< with "\n", no-break spaces and all
    /// The least replacement, so that undo, cursor and scroll survive.
    void changeTo(const QString &text);
    void setFileName(const QString &name); ///< chooses the colouring
    void setFindings(const skill::Findings &findings);
    void goToLine(int line);
    int gutterWidth() const;
    void paintGutter(QPaintEvent *event);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void placeGutter();
    QWidget *m_gutter;
    std::unique_ptr<Colouring> m_colouring;
    QMap<int, skill::Severity> m_marks; // worst by line
};

} // namespace hsf::ui
