// SPDX-License-Identifier: MIT
//
// What stands around the lines of a DiffView: the bar with its menu, the notices, the search, and the list for ears.
#include "ui/parts/diffview.h"

#include "base/pending.h"
#include "ui/parts/diffcanvas.h"
#include "ui/parts/difffind.h"
#include "ui/parts/diffjobs.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QStringListModel>
#include <QToolButton>

namespace hsf::ui {

static constexpr qsizetype searchedAtOnce = 300'000; // bytes that are searched or listed at once
static constexpr int mostHits = 10'000, mostListed = 50'000, describedCharacters = 20'000;

QAction *DiffView::makeAction(const QString &words, const char *icon, const QKeySequence &keys)
{
    auto *action = new QAction(words, this);
    if (icon)
        action->setIcon(themedIcon(QLatin1StringView(icon)));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!keys.isEmpty())
        action->setToolTip(QStringLiteral("%1 (%2)").arg(words, keys.toString(QKeySequence::NativeText)));
    addAction(action);
    return action;
}

QWidget *DiffView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    const auto button = [&](QAction *action, const char *name) {
        auto *made = new QToolButton(bar);
        made->setObjectName(QLatin1StringView(name));
        made->setDefaultAction(action);
        made->setAccessibleName(action->text());
        made->setAutoRaise(true);
        return made;
    };
    m_place = new QLabel(bar);
    m_place->setObjectName(QStringLiteral("hunkPlace"));
    setDim(*m_place);
    m_previous = makeAction(tr("Previous change"), "chevron-up", QKeySequence(Qt::SHIFT | Qt::Key_F7));
    m_next = makeAction(tr("Next change"), "chevron-down", QKeySequence(Qt::Key_F7));
    connect(m_previous, &QAction::triggered, this, &DiffView::previousHunk);
    connect(m_next, &QAction::triggered, this, &DiffView::nextHunk);
    auto *find = makeAction(tr("Find in the difference"), "search", QKeySequence(QKeySequence::Find));
    connect(find, &QAction::triggered, this, &DiffView::find);
    auto *options = new QToolButton(bar);
    options->setObjectName(QStringLiteral("diffOptionsButton"));
    options->setIcon(themedIcon(QStringLiteral("more")));
    options->setAccessibleName(tr("How the difference is shown"));
    options->setToolTip(tr("How the difference is shown"));
    options->setPopupMode(QToolButton::InstantPopup);
    options->setAutoRaise(true);
    options->setMenu(makeMenu());
    layout->addWidget(m_place);
    layout->addWidget(button(m_previous, "previousHunkButton"));
    layout->addWidget(button(m_next, "nextHunkButton"));
    layout->addStretch();
    layout->addWidget(button(find, "diffFindButton"));
    layout->addWidget(options);
    return bar;
}

QMenu *DiffView::makeMenu()
{
    auto *menu = new QMenu(this);
    auto *modes = new QActionGroup(menu);
    const QString words[] = {tr("Side by side where there is room"), tr("Unified"), tr("Side by side")};
    const char *names[] = {"diffAutomatic", "diffUnified", "diffSideBySide"};
    for (int i = 0; i < 3; ++i) {
        m_modeActions[i] = makeAction(words[i], nullptr, {});
        m_modeActions[i]->setObjectName(QLatin1StringView(names[i]));
        m_modeActions[i]->setCheckable(true);
        modes->addAction(m_modeActions[i]);
        menu->addAction(m_modeActions[i]);
        connect(m_modeActions[i], &QAction::triggered, this, [this, i] {
            setMode(Mode(i));
            Q_EMIT optionsChanged();
        });
    }
    m_modeActions[0]->setChecked(true);
    const auto option = [&](const QString &text, const char *name, bool on, auto act) {
        QAction *action = makeAction(text, nullptr, {});
        action->setObjectName(QLatin1StringView(name));
        action->setCheckable(true);
        action->setChecked(on);
        menu->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    menu->addSeparator();
    m_wrapAction = option(tr("Wrap long lines"), "diffWrap", true, [this](bool on) {
        setWrap(on);
        Q_EMIT optionsChanged();
    });
    m_whiteSpaceAction = option(tr("Ignore white space"), "diffIgnoreWhiteSpace", false, [this](bool on) {
        setIgnoreWhiteSpace(on);
        Q_EMIT optionsChanged();
    });
    menu->addSeparator();
    QAction *open = menu->addAction(tr("Open all folds"), this, [this] { setAllFoldsOpen(true); });
    open->setObjectName(QStringLiteral("diffOpenFolds"));
    QAction *close = menu->addAction(tr("Close all folds"), this, [this] { setAllFoldsOpen(false); });
    close->setObjectName(QStringLiteral("diffCloseFolds"));
    menu->addSeparator();
    m_listAction = option(tr("Changes as a plain list"), "diffListAction", false, [this](bool on) { setList(on); });
    return menu;
}

QWidget *DiffView::makeNotice()
{
    m_whiteSpaceText = new QLabel(this);
    m_whiteSpaceText->setObjectName(QStringLiteral("whiteSpaceNotice"));
    m_whiteSpaceText->setWordWrap(true);
    m_whiteSpaceText->hide();
    setDim(*m_whiteSpaceText);
    auto *notice = new QWidget(this);
    m_noticeText = new QLabel(notice);
    m_noticeText->setObjectName(QStringLiteral("guardNotice"));
    m_noticeText->setWordWrap(true);
    auto *anyway = new QPushButton(tr("Show anyway"), notice);
    anyway->setObjectName(QStringLiteral("showAnywayButton"));
    anyway->setAccessibleName(tr("Show anyway"));
    connect(anyway, &QPushButton::clicked, this, &DiffView::showAnyway);
    auto *layout = new QHBoxLayout(notice);
    layout->setContentsMargins({});
    layout->addWidget(m_noticeText, 1);
    layout->addWidget(anyway);
    notice->hide();
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        const SpokenChanges list = spokenChanges(m_files, m_guarded, index.row() + 1);
        const auto [file, hunk] = list.places.value(index.row(), {-1, -1});
        if (file < 0)
            return;
        setList(false);
        m_canvas->goTo({file, std::max(0, hunk)});
    });
    return notice;
}

void DiffView::announceHunk()
{
    const int total = hunkCount(), current = m_canvas->current() + 1;
    const bool all = std::ranges::all_of(m_canvas->sections(), &DiffSection::isCounted);
    const QLocale locale;
    if (total == 0)
        m_place->setText(all ? tr("No changes") : tr("Counting …"));
    else
        m_place->setText(
            (all ? tr("%1 of %2") : tr("%1 of %2 …")).arg(locale.toString(current), locale.toString(total)));
    m_bar->setVisible(!m_files.isEmpty());
    m_previous->setEnabled(current > 1);
    m_next->setEnabled(current < total);
    if (current == m_toldCurrent && total == m_toldTotal)
        return;
    m_toldCurrent = current;
    m_toldTotal = total;
    Q_EMIT currentHunkChanged(current, total);
}

void DiffView::tellNotices()
{
    if (m_guarded.size() == 1) {
        const FileDiff &file = m_files.at(*m_guarded.cbegin());
        m_noticeText->setText(
            QStringLiteral("%1 · %2").arg(file.path, guardText(file, diff::guardOf(file.before, file.after))));
    } else {
        m_noticeText->setText(
            tr("%n file(s) are not shown unasked: large, or not text.", nullptr, int(m_guarded.size())));
    }
    m_notice->setVisible(isGuarded());
    int quiet = 0;
    for (const DiffSection &section : m_canvas->sections())
        quiet += section.quietCount();
    m_whiteSpaceText->setText(quiet == 0 ? tr("White space is ignored here. What is accepted is still exact.")
                                         : tr("White space is ignored here: %n change(s) of nothing else are folded. "
                                              "What is accepted is still exact.",
                                              nullptr, quiet));
    m_whiteSpaceText->setVisible(m_ignoreWhiteSpace);
}

// For a screen reader that stays on the lines; the whole is in the plain list.
void DiffView::describe()
{
    QString words;
    for (const DiffSection &section : m_canvas->sections()) {
        if (words.size() > describedCharacters || section.state() == DiffSection::State::Unread)
            break;
        words += section.head() + u'\n';
        for (const diff::Row &row : section.rows()) {
            if (words.size() > describedCharacters)
                break;
            if (row.hunk >= 0 && row.bytes.size() < describedCharacters)
                words += spoken(row) + u'\n';
        }
    }
    words.truncate(describedCharacters);
    if (words != m_canvas->accessibleDescription())
        m_canvas->setAccessibleDescription(words);
}

void DiffView::setList(bool list)
{
    m_listed = list;
    m_listAction->setChecked(list);
    m_stack->setCurrentIndex(list ? 1 : 0);
    if (list)
        fillList();
    (list ? static_cast<QWidget *>(m_list) : m_canvas)->setFocus();
}

void DiffView::fillList()
{
    auto *model = static_cast<QStringListModel *>(m_list->model());
    qsizetype bytes = 0;
    for (const FileDiff &file : std::as_const(m_files))
        bytes += file.before.size() + file.after.size();
    if (bytes <= searchedAtOnce)
        return model->setStringList(spokenChanges(m_files, m_guarded, mostListed).lines);
    model->setStringList({tr("Reading …")});
    inBackground(&diffPool(), [files = m_files, guarded = m_guarded] {
        return spokenChanges(files, guarded, mostListed).lines;
    }).then(this, [model, gone = m_gone](const QStringList &lines) {
        if (!*gone)
            model->setStringList(lines);
    });
}

void DiffView::fillMenu(QMenu &menu)
{
    m_canvas->fillMenu(menu);
    menu.addSeparator();
    menu.addActions({m_next, m_previous});
    menu.addSeparator();
    menu.addActions({m_modeActions[0], m_modeActions[1], m_modeActions[2]});
    menu.addSeparator();
    menu.addActions({m_wrapAction, m_whiteSpaceAction, m_listAction});
}

void DiffView::find()
{
    setList(false);
    m_find->open(m_canvas->selectedText());
}

void DiffView::closeFind()
{
    *m_searchGone = true;
    m_find->hide();
    m_hits->clear();
    m_hit = -1;
    m_canvas->setSought({});
    m_canvas->setFocus();
}

void DiffView::seek(const QString &words)
{
    *m_searchGone = true;
    m_searchGone = std::make_shared<std::atomic<bool>>(false);
    m_canvas->setSought(words);
    m_hits->clear();
    m_hit = -1;
    if (words.isEmpty())
        return m_find->setPlace(0, 0);
    QList<NumberedFile> files;
    qsizetype bytes = 0;
    for (int i = 0; i < m_files.size(); ++i) {
        if (m_guarded.contains(i))
            continue;
        files.append({i, m_files.at(i)});
        bytes += m_files.at(i).before.size() + m_files.at(i).after.size();
    }
    if (bytes <= searchedAtOnce)
        return takeHits(findAll(files, words, mostHits, m_searchGone));
    m_find->setPlace(0, 0, true);
    inBackground(&diffPool(), [files, words, gone = m_searchGone] {
        return findAll(files, words, mostHits, gone);
    }).then(this, [this, gone = m_searchGone](const QList<DiffHit> &hits) {
        if (!*gone)
            takeHits(hits);
    });
}

void DiffView::takeHits(const QList<DiffHit> &hits)
{
    *m_hits = hits;
    if (hits.isEmpty())
        return m_find->setPlace(0, 0);
    goToHit(0);
}

void DiffView::goToHit(int number)
{
    if (m_hits->isEmpty())
        return;
    m_hit = (number + int(m_hits->size())) % int(m_hits->size()); // around the ends
    const DiffHit hit = m_hits->at(m_hit);
    m_find->setPlace(m_hit + 1, m_hits->size());
    if (m_canvas->sections().at(size_t(hit.file)).state() == DiffSection::State::Unread)
        load(hit.file);
    m_canvas->show(hit.file, hit.found.oldLine, hit.found.newLine, hit.found.mark);
}

} // namespace hsf::ui
