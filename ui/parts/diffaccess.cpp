// SPDX-License-Identifier: MIT
#include "ui/parts/diffaccess.h"

#include "ui/parts/accesschildren.h"
#include "ui/parts/diffcanvas.h"

#include <QAccessibleWidget>

namespace hsf::ui {

namespace {

struct LinePlace {
    int file = -1, line = -1; ///< line -1: the file's head
};

int lineCount(const DiffCanvas &canvas)
{
    int count = 0;
    for (const DiffSection &section : canvas.sections())
        count += 1 + int(section.lines().size());
    return count;
}

std::optional<LinePlace> placeAt(const DiffCanvas &canvas, int index)
{
    for (int file = 0; file < int(canvas.sections().size()) && index >= 0; ++file) {
        const int lines = 1 + int(canvas.sections()[size_t(file)].lines().size());
        if (index < lines)
            return LinePlace{file, index - 1};
        index -= lines;
    }
    return std::nullopt;
}

QString wordsOf(const DiffSection &section, const DiffLine &line)
{
    if (line.kind == DiffLine::Kind::Fold || line.kind == DiffLine::Kind::Opened || line.kind == DiffLine::Kind::Guard)
        return section.textOf(line.cells[0]);
    QStringList words; // beside each other stand what was removed and what was added, or twice the same
    for (const DiffCell &cell : line.cells) {
        if (cell.isEmpty())
            continue;
        const QString spokenCell = cell.row >= 0 ? spoken(section.rows().at(cell.row)) : cell.note;
        if (!words.contains(spokenCell))
            words.append(spokenCell);
    }
    return words.join(u'\n');
}

class LineAccess final : public PlaceAccess<DiffCanvas>, public QAccessibleActionInterface
{
public:
    using PlaceAccess<DiffCanvas>::PlaceAccess;
    bool isValid() const override { return m_view && placeAt(*m_view, m_place); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return isHead() ? QAccessible::Heading : QAccessible::ListItem; }
    QString text(QAccessible::Text what) const override
    {
        const auto at = linePlace();
        if (!at || what != QAccessible::Name)
            return {};
        const DiffSection &section = m_view->sections()[size_t(at->file)];
        return at->line < 0 ? section.head() : wordsOf(section, section.lines().at(at->line));
    }
    QRect rect() const override
    {
        const auto at = linePlace();
        return at ? global(m_view->lineRect(at->file, at->line)) : QRect();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        const auto at = linePlace();
        if (!at)
            return state;
        state.offscreen = !isSeen(m_view->lineRect(at->file, at->line));
        const DiffLine *line = lineOf(*at);
        state.focusable = line && line->startsHunk;
        state.focused = state.focusable && m_view->hasFocus() && m_view->currentPlace() == DiffCanvas::Place{at->file, line->hunk};
        state.checkable = state.focusable && m_view->isChoosable();
        state.checked = state.checkable && m_view->isChosen({at->file, line->hunk});
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override
    {
        const auto at = linePlace();
        const DiffLine *line = at ? lineOf(*at) : nullptr;
        if (!line || !line->startsHunk)
            return {};
        return m_view->isChoosable() ? QStringList{toggleAction(), setFocusAction()} : QStringList{setFocusAction()};
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &action) override
    {
        const auto at = linePlace();
        const DiffLine *line = at ? lineOf(*at) : nullptr;
        if (!line || !line->startsHunk)
            return;
        if (action == toggleAction())
            m_view->toggle({at->file, line->hunk});
        if (action == setFocusAction()) {
            m_view->setFocus(Qt::OtherFocusReason);
            m_view->goTo({at->file, line->hunk});
        }
    }

private:
    std::optional<LinePlace> linePlace() const { return m_view ? placeAt(*m_view, m_place) : std::nullopt; }
    bool isHead() const { return linePlace() && linePlace()->line < 0; }
    const DiffLine *lineOf(const LinePlace &at) const
    {
        return at.line < 0 ? nullptr : &m_view->sections()[size_t(at.file)].lines().at(at.line);
    }
};

class CanvasAccess final : public QAccessibleWidget
{
public:
    explicit CanvasAccess(DiffCanvas *canvas) : QAccessibleWidget(canvas, QAccessible::List), m_canvas(canvas) {}
    int childCount() const override { return lineCount(*m_canvas); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return m_lines.at(index, [this](int place) { return new LineAccess(m_canvas, place); });
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0, count = childCount(); i < count; ++i) {
            const auto at = placeAt(*m_canvas, i);
            const QRect rect = m_canvas->lineRect(at->file, at->line);
            if (QRect(m_canvas->viewport()->mapToGlobal(rect.topLeft()), rect.size()).contains(x, y))
                return child(i);
        }
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *line = dynamic_cast<const LineAccess *>(child);
        return line ? line->place() : -1;
    }
    QAccessibleInterface *focusChild() const override { return m_canvas->hasFocus() ? currentLine() : nullptr; }
    QAccessibleInterface *currentLine() const
    {
        const DiffCanvas::Place current = m_canvas->currentPlace();
        if (current.file < 0 || current.file >= int(m_canvas->sections().size()))
            return nullptr;
        int before = 1;
        for (int file = 0; file < current.file; ++file)
            before += 1 + int(m_canvas->sections()[size_t(file)].lines().size());
        const auto &hunks = m_canvas->sections()[size_t(current.file)].hunks();
        return current.hunk >= 0 && current.hunk < hunks.size() ? child(before + hunks.at(current.hunk).first) : nullptr;
    }
    void leave() { m_lines.leave(); }

private:
    DiffCanvas *m_canvas;
    mutable AccessChildren m_lines;
};

CanvasAccess *canvasAccess(DiffCanvas &canvas)
{
    return QAccessible::isActive() ? dynamic_cast<CanvasAccess *>(QAccessible::queryAccessibleInterface(&canvas)) : nullptr;
}

QAccessibleInterface *makeDiffAccess(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<DiffCanvas *>(object);
    return canvas ? new CanvasAccess(canvas) : nullptr;
}

} // namespace

void installDiffAccess()
{
    static const bool installed = (QAccessible::installFactory(makeDiffAccess), true);
    Q_UNUSED(installed)
}

void tellLinesChanged(DiffCanvas &canvas)
{
    if (CanvasAccess *access = canvasAccess(canvas))
        access->leave();
}

void tellCurrentChange(DiffCanvas &canvas)
{
    CanvasAccess *access = canvas.hasFocus() ? canvasAccess(canvas) : nullptr;
    if (QAccessibleInterface *line = access ? access->currentLine() : nullptr) {
        QAccessibleEvent event(line, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace hsf::ui
