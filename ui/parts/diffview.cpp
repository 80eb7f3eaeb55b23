// SPDX-License-Identifier: MIT
//
// Which file is compared when, and the way from change to change. The bar, the notices and the search are
// diffbar.cpp's.
#include "ui/parts/diffview.h"

#include "base/pending.h"
#include "ui/parts/diffcanvas.h"
#include "ui/parts/difffind.h"
#include "ui/parts/diffjobs.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMetaMethod>
#include <QScrollBar>
#include <QStackedLayout>
#include <QStringListModel>

namespace hsf::ui {

using State = DiffSection::State;

// Bytes of both sides. What is small is there at once; the rest comes a moment later.
static constexpr qsizetype smallFile = 100'000, shownAtOnce = 200'000, countedTogether = 2'000'000;
static constexpr int sideBySideFrom = 900;

DiffView::DiffView(QWidget *parent)
    : QWidget(parent)
    , m_gone(std::make_shared<std::atomic<bool>>(false))
    , m_searchGone(std::make_shared<std::atomic<bool>>(false))
    , m_hits(std::make_unique<QList<DiffHit>>())
    , m_canvas(new DiffCanvas(this))
    , m_find(new DiffFindBar(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("diffView"));
    setAccessibleName(tr("Difference"));
    m_canvas->setAccessibleName(tr("Changed lines"));
    m_list->setObjectName(QStringLiteral("diffList"));
    m_list->setAccessibleName(tr("List of changes"));
    m_list->setWordWrap(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setModel(new QStringListModel(m_list));
    m_find->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    m_bar = makeBar();
    m_notice = makeNotice();
    auto *body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(m_list);
    layout->addWidget(m_bar);
    layout->addWidget(m_find);
    layout->addWidget(m_whiteSpaceText);
    layout->addWidget(m_notice);
    layout->addWidget(body, 1);
    connect(m_canvas, &DiffCanvas::sectionsWanted, this, &DiffView::loadWanted);
    connect(m_canvas, &DiffCanvas::currentChanged, this, &DiffView::announceHunk);
    connect(m_canvas, &DiffCanvas::hunkCountChanged, this, &DiffView::announceHunk);
    connect(m_canvas, &DiffCanvas::chosenChanged, this, &DiffView::chosenChanged);
    connect(m_canvas, &DiffCanvas::menuRequested, this, &DiffView::askForMenu);
    connect(m_canvas, &DiffCanvas::guardClicked, this, &DiffView::showAnyway);
    connect(m_find, &DiffFindBar::sought, this, &DiffView::seek);
    connect(m_find, &DiffFindBar::stepped, this, [this](int by) { goToHit(m_hit + by); });
    connect(m_find, &DiffFindBar::closed, this, &DiffView::closeFind);
    announceHunk();
}

DiffView::~DiffView()
{
    *m_gone = true;
    *m_searchGone = true;
}

void DiffView::setFiles(const QList<FileDiff> &files)
{
    *m_gone = true;
    m_gone = std::make_shared<std::atomic<bool>>(false);
    m_files = files;
    m_guarded.clear();
    m_anyway.clear();
    m_foldsOpen = false;
    m_toldTotal = -1;
    m_canvas->setFiles(files); // asks for those in view
    count();
    if (m_listed)
        fillList();
    if (m_find->isVisible())
        seek(m_find->words());
    announceHunk();
}

void DiffView::loadWanted()
{
    for (int file = m_canvas->wanted(); file >= 0; file = m_canvas->wanted())
        load(file);
    tellNotices();
    describe();
}

void DiffView::load(int file)
{
    const FileDiff diff = m_files.at(file);
    const bool same
        = m_canvas->sections().at(size_t(file)).isCounted() && m_canvas->sections().at(size_t(file)).hunkCount() == 0;
    const auto guard = same || m_anyway.contains(file) ? diff::Guard::None : diff::guardOf(diff.before, diff.after);
    if (guard != diff::Guard::None) {
        m_guarded.insert(file);
        m_canvas->change(file, [&](DiffSection &section) { section.guard(guardText(diff, guard)); });
        return;
    }
    using WhiteSpace = diff::RowOptions::WhiteSpace;
    const diff::RowOptions options{.whiteSpace = m_ignoreWhiteSpace ? WhiteSpace::Ignored : WhiteSpace::Exact};
    const auto show = [this, file](const QList<diff::Row> &rows) {
        m_canvas->change(file, [&](DiffSection &section) {
            section.setRows(rows);
            if (m_foldsOpen)
                section.setAllOpen(true);
        });
        colour(file);
    };
    if (diff.before.size() + diff.after.size() <= smallFile)
        return show(diff::unifiedRows(diff.before, diff.after, options));
    m_canvas->change(file, [](DiffSection &section) { section.wait(); });
    inBackground(&diffPool(), [diff, options, gone = m_gone] {
        return *gone ? QList<diff::Row>() : diff::unifiedRows(diff.before, diff.after, options);
    }).then(this, [this, file, show, gone = m_gone](const QList<diff::Row> &rows) {
        if (*gone)
            return;
        show(rows);
        tellNotices();
        describe();
        if (m_hit >= 0 && m_hits->at(m_hit).file == file) // what was found there waited for its lines
            goToHit(m_hit);
    });
}

void DiffView::colour(int file)
{
    const FileDiff diff = m_files.at(file);
    if (!isWorthColouring(diff))
        return;
    inBackground(&colourPool(), [diff, gone = m_gone] {
        return coloursOf(diff, [&gone] { return bool(*gone); });
    }).then(this, [this, file, gone = m_gone](const DiffColours &colours) {
        if (!*gone)
            m_canvas->colour(file, colours);
    });
}

// How many changes there are in what nobody has looked at yet.
void DiffView::count()
{
    QList<NumberedFile> files;
    qsizetype bytes = 0, all = 0;
    for (const FileDiff &file : std::as_const(m_files))
        all += file.before.size() + file.after.size();
    const auto send = [&] {
        if (files.isEmpty())
            return;
        if (all <= shownAtOnce) {
            m_canvas->setHunkCounts(hunkCounts(files, m_gone));
        } else {
            inBackground(&diffPool(), [files, gone = m_gone] {
                return hunkCounts(files, gone);
            }).then(this, [this, gone = m_gone](const QList<std::pair<int, int>> &counts) {
                if (!*gone)
                    m_canvas->setHunkCounts(counts);
            });
        }
        files.clear();
        bytes = 0;
    };
    for (int i = 0; i < m_files.size(); ++i) {
        const DiffSection &section = m_canvas->sections().at(size_t(i));
        if (section.isCounted() || section.state() == State::Waiting) // its rows are coming, and bring it
            continue;
        files.append({i, m_files.at(i)});
        bytes += m_files.at(i).before.size() + m_files.at(i).after.size();
        if (bytes > countedTogether)
            send();
    }
    send();
}

void DiffView::showAnyway()
{
    m_anyway += m_guarded;
    const QSet<int> files = std::exchange(m_guarded, {});
    for (const int file : files)
        load(file);
    tellNotices();
    describe();
}

// What the canvas holds, and not what it was computed from: a fold that was opened comes back as its lines.
QList<diff::Row> DiffView::rows(const QString &path) const
{
    QList<diff::Row> rows;
    for (int i = 0; i < m_files.size(); ++i) {
        if (m_files.at(i).path != path)
            continue;
        const DiffSection &section = m_canvas->sections().at(size_t(i));
        const bool coming = section.state() == State::Unread || section.state() == State::Waiting;
        const FileDiff &file = m_files.at(i);
        if (!coming)
            rows += section.rows();
        else if (m_anyway.contains(i) || diff::guardOf(file.before, file.after) == diff::Guard::None)
            rows += diff::unifiedRows(file.before, file.after);
    }
    return rows;
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    chooseMode();
}

void DiffView::chooseMode()
{
    m_canvas->setSides(m_mode == Mode::SideBySide || (m_mode == Mode::Automatic && width() >= sideBySideFrom));
}

void DiffView::setMode(Mode mode)
{
    m_mode = mode;
    m_modeActions[int(mode)]->setChecked(true);
    chooseMode();
}

bool DiffView::isSideBySide() const
{
    return m_canvas->hasSides();
}

void DiffView::setWrap(bool wrap)
{
    m_wrap = wrap;
    m_wrapAction->setChecked(wrap);
    m_canvas->setWrap(wrap);
}

void DiffView::setIgnoreWhiteSpace(bool ignore)
{
    m_whiteSpaceAction->setChecked(ignore);
    if (ignore == m_ignoreWhiteSpace)
        return;
    m_ignoreWhiteSpace = ignore;
    *m_gone = true; // what is under way was asked otherwise
    m_gone = std::make_shared<std::atomic<bool>>(false);
    m_guarded.clear();
    m_canvas->reload();
    loadWanted();
    count();
}

void DiffView::setAllFoldsOpen(bool open)
{
    m_foldsOpen = open;
    m_canvas->changeAll([open](DiffSection &section) {
        if (section.state() == State::Ready)
            section.setAllOpen(open);
    });
}

int DiffView::hunkCount() const
{
    return m_canvas->hunkCount();
}

int DiffView::currentHunk() const
{
    return m_canvas->current();
}

// Changes of white space alone are passed over while they are folded, unless there is nothing else.
void DiffView::step(int by)
{
    const int total = hunkCount();
    int number = std::clamp(currentHunk() + by, 0, std::max(0, total - 1));
    for (int next = number; next >= 0 && next < total; next += by) {
        if (!m_canvas->isQuiet(m_canvas->placeOf(next))) {
            number = next;
            break;
        }
    }
    m_canvas->goTo(m_canvas->placeOf(number));
}

void DiffView::nextHunk()
{
    step(1);
}

void DiffView::previousHunk()
{
    step(-1);
}

void DiffView::setChoosable(bool choosable)
{
    m_canvas->setChoosable(choosable);
}

void DiffView::chooseCurrentHunk()
{
    if (!m_canvas->isChosen(m_canvas->currentPlace()))
        m_canvas->toggle(m_canvas->currentPlace());
    nextHunk();
}

QMap<QString, QList<int>> DiffView::chosenHunks() const
{
    QMap<QString, QList<int>> chosen;
    for (const auto &[file, hunk] : m_canvas->chosen())
        chosen[m_files.at(file).path].append(hunk);
    for (QList<int> &hunks : chosen)
        std::ranges::sort(hunks);
    return chosen;
}

void DiffView::setChosenHunks(const QMap<QString, QList<int>> &hunks)
{
    QSet<std::pair<int, int>> chosen;
    for (int file = 0; file < m_files.size(); ++file)
        for (const int hunk : hunks.value(m_files.at(file).path))
            if (hunk >= 0
                && (hunk < m_canvas->sections().at(size_t(file)).hunkCount()
                    || !m_canvas->sections().at(size_t(file)).isCounted()))
                chosen.insert({file, hunk});
    m_canvas->choose(chosen);
}

int DiffView::chosenCount() const
{
    return int(m_canvas->chosen().size());
}

std::optional<DiffView::HunkPlace> DiffView::currentPlace() const
{
    const DiffCanvas::Place place = m_canvas->currentPlace();
    return place.file < 0 ? std::nullopt : std::optional(HunkPlace{m_files.at(place.file).path, place.hunk});
}

static int fileOf(const QList<FileDiff> &files, const QString &path)
{
    return int(std::ranges::find(files, path, &FileDiff::path) - files.begin());
}

void DiffView::goTo(const HunkPlace &place)
{
    if (const int file = fileOf(m_files, place.path); file < m_files.size())
        m_canvas->goTo({file, place.hunk});
}

QRect DiffView::hunkRect(const HunkPlace &place) const
{
    const int file = fileOf(m_files, place.path);
    if (file == m_files.size())
        return {};
    const QList<DiffSection::Hunk> &hunks = m_canvas->sections().at(size_t(file)).hunks();
    if (place.hunk < 0 || place.hunk >= hunks.size())
        return {};
    const QRect rect
        = m_canvas->lineRect(file, hunks.at(place.hunk).first) | m_canvas->lineRect(file, hunks.at(place.hunk).last);
    return {m_canvas->viewport()->mapTo(this, rect.topLeft()), rect.size()};
}

QByteArray DiffView::hunkText(const QString &path, int hunk, bool added) const
{
    const int number = fileOf(m_files, path);
    if (number == m_files.size())
        return {};
    const FileDiff &file = m_files.at(number);
    const QList<diff::Change> changes = diff::diffLines(file.before, file.after);
    if (hunk < 0 || hunk >= changes.size())
        return {};
    const diff::Change &change = changes.at(hunk);
    const int from = added ? change.newStart : change.oldStart, to = added ? change.newEnd : change.oldEnd;
    return diff::joinLines(diff::splitLines(added ? file.after : file.before).sliced(from, to - from));
}

QByteArray DiffView::hunkNewText(const QString &path, int hunk) const
{
    return hunkText(path, hunk, true);
}

QByteArray DiffView::hunkOldText(const QString &path, int hunk) const
{
    return hunkText(path, hunk, false);
}

void DiffView::askForMenu(int file, int hunk, const QPoint &globalPosition)
{
    if (hunk >= 0 && isSignalConnected(QMetaMethod::fromSignal(&DiffView::hunkContextRequested))) {
        Q_EMIT hunkContextRequested(m_files.at(file).path, hunk, globalPosition);
        return;
    }
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(globalPosition);
}

QString DiffView::selectedText() const
{
    return m_canvas->selectedText();
}

QString DiffView::plainList() const
{
    return spokenChanges(m_files, m_guarded, std::numeric_limits<qsizetype>::max()).lines.join(u'\n');
}

QWidget *DiffView::canvas() const
{
    return m_canvas;
}

} // namespace hsf::ui
