// SPDX-License-Identifier: MIT
//
// Layout, scrolling and the way from change to change. Mouse and selection are diffselection.cpp, painting is
// diffpaint.cpp.
#include "ui/parts/diffcanvas.h"

#include "ui/parts/diffaccess.h"
#include "ui/parts/diffrail.h"
#include "ui/parts/theme.h"

#include <QFontMetricsF>
#include <QScrollBar>

namespace hsf::ui {

static constexpr int railWidth = 11;

DiffCanvas::DiffCanvas(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_rail(new DiffRail(this))
{
    installDiffAccess();
    setObjectName(QStringLiteral("diffCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else wrapping would depend on itself
    setLayoutDirection(Qt::LeftToRight);
    setViewportMargins(0, 0, railWidth, 0);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_untouched = false; });
    connect(m_rail, &DiffRail::jumped, this, [this](double to) {
        m_untouched = false;
        verticalScrollBar()->setValue(int(to * m_tops.back()) - viewport()->height() / 2);
    });
    viewport()->setMouseTracking(true);
    m_tops = {0};
    takeFont();
}

void DiffCanvas::takeFont()
{
    m_font = monospaceFont();
    const QFontMetricsF metrics(m_font);
    m_column = std::max(1.0, metrics.horizontalAdvance(QLatin1Char('m')));
    m_ascent = metrics.ascent();
    m_sheet = GlyphSheet(m_font, m_column);
    m_grid.line = int(std::ceil(metrics.height())) + 4;
    m_grid.head = m_grid.line + 14;
}

void DiffCanvas::setFiles(const QList<FileDiff> &files)
{
    tellLinesChanged(*this);
    m_files = files;
    m_sections.assign(size_t(files.size()), {});
    for (size_t i = 0; i < m_sections.size(); ++i)
        m_sections[i].take(files.at(qsizetype(i)));
    m_chosen.clear();
    m_anchor = m_head = {};
    m_current = m_awaited = {};
    m_digits = 3;
    m_untouched = true;
    takeFirst();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    layOut();
    Q_EMIT chosenChanged(0);
}

// Until somebody has gone anywhere, the first change is the current one.
void DiffCanvas::takeFirst()
{
    if (m_untouched)
        m_current = {};
    for (int file = 0; m_current.file < 0 && file < int(m_sections.size()); ++file)
        if (m_sections[size_t(file)].hunkCount() > 0)
            m_current = {file, 0};
}

void DiffCanvas::change(int file, const std::function<void(DiffSection &)> &change)
{
    keepPlace([&] {
        DiffSection &section = m_sections[size_t(file)];
        change(section);
        section.layOut(m_grid);
        const int digits = int(QString::number(section.largestLine()).size());
        if (digits > m_digits) { // all become narrower
            m_digits = digits;
            fitGrid();
        }
    });
    takeFirst();
    Q_EMIT hunkCountChanged();
    if (m_awaited.file == file && m_sections[size_t(file)].state() != DiffSection::State::Waiting)
        goTo(std::exchange(m_awaited, {}));
}

void DiffCanvas::changeAll(const std::function<void(DiffSection &)> &change)
{
    m_anchor = m_head = {};
    keepPlace([&] {
        for (DiffSection &section : m_sections) {
            change(section);
            section.layOut(m_grid);
        }
    });
    Q_EMIT hunkCountChanged();
}

void DiffCanvas::reload()
{
    const Place current = m_current;
    const bool untouched = m_untouched;
    const auto chosen = m_chosen;
    keepPlace([this] {
        m_anchor = m_head = {};
        for (size_t i = 0; i < m_sections.size(); ++i) {
            const bool counted = m_sections[i].isCounted();
            const int count = m_sections[i].hunkCount();
            m_sections[i] = {};
            m_sections[i].take(m_files.at(qsizetype(i)));
            if (counted)
                m_sections[i].setHunkCount(count);
            m_sections[i].layOut(m_grid);
        }
    });
    m_chosen = chosen;
    m_current = current;
    if (!untouched)
        goTo(current);
}

void DiffCanvas::colour(int file, const DiffColours &colours)
{
    m_sections[size_t(file)].setColours(colours);
    viewport()->update();
}

void DiffCanvas::setHunkCounts(const QList<std::pair<int, int>> &counts)
{
    for (const auto &[file, count] : counts)
        if (!m_sections[size_t(file)].isCounted())
            m_sections[size_t(file)].setHunkCount(count);
    takeFirst();
    Q_EMIT hunkCountChanged();
}

void DiffCanvas::setChoosable(bool choosable)
{
    m_choosable = choosable;
    layOut();
}

void DiffCanvas::setSides(bool sides)
{
    if (m_grid.sides == sides)
        return;
    m_anchor = m_head = {};
    m_side = 0;
    m_grid.sides = sides;
    layOut();
    if (!m_untouched)
        goTo(m_current);
}

void DiffCanvas::setWrap(bool wrap)
{
    m_grid.wrap = wrap;
    setHorizontalScrollBarPolicy(wrap ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    layOut();
}

int DiffCanvas::gutter(int side) const
{
    const int tick = m_choosable && side == 0 ? m_grid.line + 4 : 0;
    return 8 + tick + int(m_column * (m_grid.sides ? m_digits + 3 : 2 * m_digits + 4));
}

int DiffCanvas::cellWidth(int side) const
{
    const int width = viewport()->width();
    return !m_grid.sides ? width : side == 0 ? width / 2 : width - width / 2;
}

void DiffCanvas::fitGrid()
{
    for (const int side : {0, 1})
        m_grid.columns[side] = std::max(10, int((cellWidth(side) - gutter(side) - 8) / m_column));
    for (DiffSection &section : m_sections)
        section.layOut(m_grid);
}

void DiffCanvas::layOut()
{
    keepPlace([this] { fitGrid(); });
}

// Heights changed: what stands at the top stays there.
void DiffCanvas::keepPlace(const std::function<void()> &change)
{
    const int value = verticalScrollBar()->value();
    const At top = at(0);
    const bool known = top.file >= 0 && top.file < int(m_tops.size()) - 1;
    int inside = known ? value - m_tops[size_t(top.file)] : 0;
    if (known && top.line >= 0)
        inside -= m_sections[size_t(top.file)].lines().at(top.line).top;
    tellLinesChanged(*this);
    change();
    place();
    if (m_untouched) {
        showFirst();
    } else if (known && value > 0 && top.file < int(m_sections.size())) {
        const DiffSection &section = m_sections[size_t(top.file)];
        const int line = top.line < section.lines().size() ? top.line : -1;
        const int base = line >= 0 ? section.lines().at(line).top : 0;
        verticalScrollBar()->setValue(m_tops[size_t(top.file)] + std::min(base + inside, section.height()));
    }
    viewport()->update();
    fillRail();
    if (!m_placing && wanted() >= 0) {
        m_placing = true;
        Q_EMIT sectionsWanted();
        m_placing = false;
    }
}

void DiffCanvas::place()
{
    m_tops.resize(m_sections.size() + 1);
    int top = 0, widest = 0;
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_tops[i] = top;
        top += m_sections[i].height();
        widest = std::max(widest, m_sections[i].widest());
    }
    m_tops.back() = top;
    verticalScrollBar()->setRange(0, std::max(0, top - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_grid.line * 3);
    const int shown = std::min(m_grid.columns[0], m_grid.sides ? m_grid.columns[1] : m_grid.columns[0]);
    horizontalScrollBar()->setRange(0, m_grid.wrap ? 0 : int(std::max(0, widest - shown) * m_column));
    horizontalScrollBar()->setPageStep(int(shown * m_column));
    horizontalScrollBar()->setSingleStep(int(4 * m_column));
}

// What changed is what one came to see: in a low pane the lines before it give way.
void DiffCanvas::showFirst()
{
    if (m_current.file < 0 || m_current.hunk != 0)
        return;
    const DiffSection &section = m_sections[size_t(m_current.file)];
    if (section.hunks().isEmpty())
        return;
    const int top = m_tops[size_t(m_current.file)];
    const DiffSection::Hunk &hunk = section.hunks().constFirst();
    const int first = top + section.lines().at(hunk.first).top;
    const int last = top + section.lines().at(hunk.last).top + section.lineHeight(hunk.last);
    verticalScrollBar()->setValue(std::clamp(last - viewport()->height(), 0, std::max(0, first - m_grid.line)));
}

int DiffCanvas::wanted() const
{
    if (m_sections.empty())
        return -1;
    const int margin = viewport()->height() / 2;
    for (int file = fileAt(-margin); file < int(m_sections.size()); ++file) {
        if (m_tops[size_t(file)] - verticalScrollBar()->value() > viewport()->height() + margin)
            break;
        if (m_sections[size_t(file)].state() == DiffSection::State::Unread)
            return file;
    }
    const bool awaited
        = m_awaited.file >= 0 && m_sections[size_t(m_awaited.file)].state() == DiffSection::State::Unread;
    return awaited ? m_awaited.file : -1;
}

void DiffCanvas::scrollContentsBy(int dx, int dy)
{
    QAbstractScrollArea::scrollContentsBy(dx, dy);
    const double whole = std::max(1, m_tops.back());
    m_rail->setView(verticalScrollBar()->value() / whole,
                    (verticalScrollBar()->value() + viewport()->height()) / whole);
    if (!m_placing && wanted() >= 0) {
        m_placing = true;
        Q_EMIT sectionsWanted();
        m_placing = false;
    }
}

void DiffCanvas::fillRail()
{
    m_rail->clear();
    const double whole = std::max(1, m_tops.back());
    for (size_t i = 0; i < m_sections.size(); ++i) {
        const DiffSection &section = m_sections[i];
        if (section.state() != DiffSection::State::Ready) { // one side only, or not known yet
            const bool created = m_files.at(qsizetype(i)).before.isEmpty(),
                       gone = m_files.at(qsizetype(i)).after.isEmpty();
            if (section.hunkCount() > 0)
                m_rail->add(m_tops[i] / whole, m_tops[i + 1] / whole,
                            quint8(created    ? DiffRail::Added
                                       : gone ? DiffRail::Removed
                                              : DiffRail::Added | DiffRail::Removed));
            continue;
        }
        for (const DiffSection::Hunk &hunk : section.hunks()) {
            const double from = m_tops[i] + section.lines().at(hunk.first).top;
            const double to = m_tops[i] + section.lines().at(hunk.last).top + section.lineHeight(hunk.last);
            const int kinds = (hunk.removes ? DiffRail::Removed : 0) | (hunk.adds ? DiffRail::Added : 0);
            m_rail->add(from / whole, (to - 1) / whole, quint8(kinds ? kinds : DiffRail::Quiet));
        }
    }
    m_rail->setView(verticalScrollBar()->value() / whole,
                    (verticalScrollBar()->value() + viewport()->height()) / whole);
}

void DiffCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const QRect view = viewport()->geometry();
    m_rail->setGeometry(view.right() + 1, view.top(), railWidth, view.height());
    layOut();
}

void DiffCanvas::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        takeFont();
        layOut();
    }
}

int DiffCanvas::fileAt(int y) const
{
    const int absolute = y + verticalScrollBar()->value();
    const auto after = std::ranges::upper_bound(m_tops, absolute);
    return std::clamp(int(after - m_tops.begin()) - 1, 0, int(m_sections.size()) - 1);
}

DiffCanvas::At DiffCanvas::at(int y) const
{
    if (m_sections.empty() || m_tops.size() != m_sections.size() + 1)
        return {};
    const int file = fileAt(y);
    return {file, m_sections[size_t(file)].lineAt(y + verticalScrollBar()->value() - m_tops[size_t(file)])};
}

QRect DiffCanvas::lineRect(int file, int line) const
{
    const DiffSection &section = m_sections[size_t(file)];
    const int top = m_tops[size_t(file)] - verticalScrollBar()->value();
    if (line < 0)
        return {0, top, viewport()->width(), m_grid.head};
    return {0, top + section.lines().at(line).top, viewport()->width(), section.lineHeight(line)};
}

int DiffCanvas::hunkCount() const
{
    int count = 0;
    for (const DiffSection &section : m_sections)
        count += section.hunkCount();
    return count;
}

int DiffCanvas::numberOf(const Place &place) const
{
    if (place.file < 0 || place.file >= int(m_sections.size()))
        return -1;
    int number = place.hunk;
    for (int file = 0; file < place.file; ++file)
        number += m_sections[size_t(file)].hunkCount();
    return number;
}

DiffCanvas::Place DiffCanvas::placeOf(int number) const
{
    for (int file = 0; number >= 0 && file < int(m_sections.size()); ++file) {
        const int count = m_sections[size_t(file)].hunkCount();
        if (number < count)
            return {file, number};
        number -= count;
    }
    return {};
}

void DiffCanvas::goTo(const Place &place)
{
    if (place.file < 0 || place.file >= int(m_sections.size()))
        return;
    m_current = place;
    m_untouched = false;
    const DiffSection &section = m_sections[size_t(place.file)];
    if (section.state() == DiffSection::State::Unread || section.state() == DiffSection::State::Waiting) {
        m_awaited = place; // comes back here
        verticalScrollBar()->setValue(m_tops[size_t(place.file)]);
        if (wanted() >= 0 && !m_placing) {
            m_placing = true;
            Q_EMIT sectionsWanted();
            m_placing = false;
        }
    } else {
        const int line = place.hunk < section.hunks().size() ? section.hunks().at(place.hunk).first : -1;
        const QRect rect = lineRect(place.file, line);
        if (rect.top() < 0 || rect.bottom() + 2 * m_grid.line > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - viewport()->height() / 4);
    }
    viewport()->update();
    tellCurrentChange(*this);
    Q_EMIT currentChanged();
}

bool DiffCanvas::isQuiet(const Place &place) const
{
    if (place.file < 0)
        return false;
    const DiffSection &section = m_sections[size_t(place.file)];
    return place.hunk < section.hunks().size()
        && section.lines().at(section.hunks().at(place.hunk).first).kind == DiffLine::Kind::Fold;
}

void DiffCanvas::toggle(const Place &place)
{
    if (!m_choosable || place.file < 0)
        return;
    if (!m_chosen.remove({place.file, place.hunk}))
        m_chosen.insert({place.file, place.hunk});
    viewport()->update();
    Q_EMIT chosenChanged(int(m_chosen.size()));
}

void DiffCanvas::choose(const QSet<std::pair<int, int>> &chosen)
{
    m_chosen = chosen;
    viewport()->update();
    Q_EMIT chosenChanged(int(m_chosen.size()));
}

void DiffCanvas::setSought(const QString &words)
{
    m_sought = words;
    viewport()->update();
}

void DiffCanvas::show(int file, int oldLine, int newLine, const diff::Mark &mark)
{
    if (file < 0 || file >= int(m_sections.size()))
        return;
    m_untouched = false;
    int line = -1;
    change(file, [&](DiffSection &section) {
        section.layOut(m_grid);
        line = section.lineOf(oldLine, newLine);
    });
    if (line < 0)
        return;
    m_side = m_grid.sides && newLine > 0 ? 1 : 0;
    m_anchor = {file, line, mark.start};
    m_head = {file, line, mark.start + mark.length};
    const QList<int> &breaks = m_sections[size_t(file)].lines().at(line).cells[m_side].breaks;
    const int wrapped = int(std::ranges::upper_bound(breaks, mark.start) - breaks.begin());
    const int top = lineRect(file, line).top() + wrapped * m_grid.line;
    if (top < 0 || top + 2 * m_grid.line > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + top - viewport()->height() / 3);
    const int x = int(
        columnsOf(QStringView(m_sections[size_t(file)].textOf(m_sections[size_t(file)].lines().at(line).cells[m_side]))
                      .first(mark.start))
        * m_column);
    if (!m_grid.wrap
        && (x < horizontalScrollBar()->value()
            || x > horizontalScrollBar()->value() + horizontalScrollBar()->pageStep()))
        horizontalScrollBar()->setValue(x - horizontalScrollBar()->pageStep() / 2);
    viewport()->update();
}

} // namespace hsf::ui
