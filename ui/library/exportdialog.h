// SPDX-License-Identifier: MIT
//
// Skills for other programs: which ones, where to, and what has to be changed for it in the copy, shown before it is
// written.
#pragma once
#include "service/exchangeservice.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace hsf::ui {

class Banner;

class ExportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `ids`: all that could be exported; `ticked`: those that are meant at first.
    ExportDialog(service::ExchangeService &exchange, const QStringList &ids, const QStringList &ticked,
                 QWidget *parent = nullptr);

    QStringList ticked() const;

private:
    QWidget *makeChoice(const QStringList &ids, const QStringList &ticked);
    QWidget *makePlace();
    void connectService();
    void filter(const QString &words);
    void look();
    void showStrict(const QList<library::StrictSkill> &skills);
    void updateButtons();
    void write();

    service::ExchangeService &m_exchange;
    QList<library::StrictSkill> m_strict;
    bool m_looking = false, m_again = false, m_writing = false, m_needsChanges = false, m_impossible = false;
    QTimer m_soon;
    Banner *m_banner;
    QListWidget *m_list;
    QLineEdit *m_filter, *m_place;
    QCheckBox *m_agree, *m_replace;
    QTextBrowser *m_words;
    QLabel *m_count;
    QPushButton *m_export, *m_close;
};

} // namespace hsf::ui
