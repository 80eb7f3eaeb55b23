// SPDX-License-Identifier: MIT
//
// Skills from elsewhere, in four steps of one window: where from, a look at everything, the work, what came of it.
// Nothing is written before the person says so in the second step.
#pragma once
#include "service/exchangeservice.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTextBrowser;
class QVBoxLayout;

namespace hsf::ui {

class Banner;
class ImportPreview;

class ImportDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ImportDialog(service::ExchangeService &exchange, QWidget *parent = nullptr);

    /// Looks into a folder or archive at once, as when it was dropped here.
    void lookInto(const QString &path);
    /// The path of what is dragged, if one could import it: a local folder or an archive.
    static QString pathOf(const QMimeData &data);

Q_SIGNALS:
    void skillRequested(const QString &id);
    void changeRequested(const hsf::ChangeSetId &id);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;
    void done(int result) override;

private:
    enum Step { Source, Work, Preview, Report };
    QWidget *makeSource();
    QWidget *makeWork();
    QWidget *makeReport();
    void connectService();
    void goTo(Step step);
    void showSources(const QList<service::KnownSource> &sources);
    void showProgress(int done, int total);
    void updateButtons();
    void goOn();
    void openLink(const QUrl &link);

    service::ExchangeService &m_exchange;
    bool m_working = false;
    QString m_reportHtml; ///< links take their colour when it is set
    Banner *m_banner;
    QStackedWidget *m_steps;
    QVBoxLayout *m_sources;
    QLabel *m_none, *m_doing, *m_problem, *m_outcome;
    QProgressBar *m_progress;
    ImportPreview *m_preview;
    QTextBrowser *m_report;
    QPushButton *m_back, *m_next, *m_close;
};

} // namespace hsf::ui
