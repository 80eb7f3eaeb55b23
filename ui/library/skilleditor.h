// SPDX-License-Identifier: MIT
//
// One skill opened for editing: form, source and preview of the same bytes, its problems with their fixes, and who
// wrote which line. Unsaved text is kept per file as long as the program runs, whatever is opened in between, and
// against a crash.
#pragma once
#include "service/factory.h"
#include "ui/library/draft.h"
#include "ui/library/lineorigins.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace hsf::ui {

class Banner;
class ChipLabel;
class FindBar;
class MarkdownPreview;
class ProblemsList;
class SkillForm;
class SourceEdit;

class SkillEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit SkillEditor(service::Factory &factory, QWidget *parent = nullptr);
    ~SkillEditor() override;

    enum class View { Automatic, Source, Both, Preview };
    void setView(View view);

    void take(const service::SkillView &view);
    /// Text of an earlier run; shown when its file is opened next.
    void takeRecovered(const service::EditorDraft &draft);
    void save();
    void revert();
    bool isUnsaved() const { return m_draft && m_draft->isUnsaved(); }
    bool isReadOnly() const;
    QStringList unsaved() const; ///< "id: file" of everything kept
    QStringList unsavedFiles(const QString &id) const;
    QByteArray bytes() const { return m_draft ? m_draft->bytes : QByteArray(); }
    QString file() const { return m_draft ? m_draft->file : QString(); }
    Banner &banner() const { return *m_banner; }

Q_SIGNALS:
    void unsavedChanged();
    void fileRequested(const QString &id, const QString &file);
    void renameRequested();
    /// Of all files of the skill, as one change.
    void fixAllRequested();
    /// Of another file than the one that is open.
    void otherFixRequested(const hsf::skill::Fix &fix);
    void messageRequested(const hsf::SessionId &session, qint64 message);
    void revisionRequested(const QString &commit);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // skilleditorparts.cpp
    void makeHead(QVBoxLayout &layout);
    QWidget *makeTools();
    void makeBody(QVBoxLayout &layout);
    void makeActions();
    QAction *action(const QString &text, const char *name, const QList<QKeySequence> &keys,
                    const std::function<void()> &act);

    // skilleditorview.cpp
    void showViews();
    void showPreview();
    void followSource();
    void followPreview();
    void openLink(const QUrl &link);
    void showOrigins();
    void openOrigin(const LineOrigin &origin);
    void askForFixes(const skill::Findings &findings);
    void previewFix(const skill::Fix &fix);
    void applyFix(const skill::Fix &fix);

    // skilleditor.cpp
    void connectServices();
    void keepDraft();
    void showDraft();
    void showFiles(const service::SkillView &view);
    void showFindings(const skill::Findings &findings);
    void showState();
    void showConflict();
    void compareWithDisk();
    void takeSource();
    void takeEdit(const std::function<QByteArray(const QByteArray &)> &edit);
    void afterEdit();
    void keepAgainstCrash();
    void takeSaved(const changes::ChangeSet &set);
    void takeRefusal(const QString &id, const QString &sentence);

    service::Factory &m_factory;
    service::LibraryService &m_library;
    std::optional<service::SkillRow> m_row;
    std::optional<Draft> m_draft;
    QHash<QString, Draft> m_kept; // by id and file
    QList<LineOrigin> m_origins; // of the file as the history has it
    QString m_blamed; // id and file that these belong to
    skill::Findings m_findings;
    QByteArray m_fixedBytes; // what the fixes were found for
    bool m_filling = false, m_following = false, m_gone = false;
    View m_view = View::Automatic;
    int m_fixTicket = 0, m_applyTicket = 0;
    QTimer m_typed, m_check;
    QLabel *m_title, *m_readOnly;
    ChipLabel *m_mark;
    QComboBox *m_files;
    QButtonGroup *m_viewButtons;
    QToolButton *m_more;
    QPushButton *m_save, *m_revert;
    QAction *m_showOrigins, *m_openOrigin, *m_replace, *m_rename;
    Banner *m_banner, *m_conflict;
    SkillForm *m_form;
    QSplitter *m_views;
    SourceEdit *m_source;
    FindBar *m_find;
    MarkdownPreview *m_preview;
    ProblemsList *m_problems;
};

} // namespace hsf::ui
