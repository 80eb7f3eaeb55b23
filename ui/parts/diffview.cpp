// SPDX-License-Identifier: MIT
#include "ui/parts/diffview.h"

#include "ui/parts/diffcanvas.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMetaMethod>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

namespace hsf::ui {

// More than that is laid out only when asked for: it would stop the window for a moment.
static constexpr qsizetype guardBytes = 2'000'000;

DiffView::DiffView(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new DiffCanvas(this))
{
    setObjectName(QStringLiteral("diffView"));
    setAccessibleName(tr("Difference"));
    m_canvas->setAccessibleName(tr("Changed lines"));
    auto *guard = new QWidget(this);
    m_guardText = new QLabel(guard);
    m_guardText->setWordWrap(true);
    m_guardText->setAlignment(Qt::AlignCenter);
    auto *anyway = new QPushButton(tr("Show anyway"), guard);
    anyway->setObjectName(QStringLiteral("showAnywayButton"));
    connect(anyway, &QPushButton::clicked, this, &DiffView::showAnyway);
    auto *guardLayout = new QVBoxLayout(guard);
    guardLayout->addStretch();
    guardLayout->addWidget(m_guardText);
    guardLayout->addWidget(anyway, 0, Qt::AlignHCenter);
    guardLayout->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    m_bar = makeBar();
    layout->addWidget(m_bar);
    auto *body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(guard);
    layout->addWidget(body, 1);
    connect(m_canvas, &DiffCanvas::currentChanged, this, &DiffView::announceHunk);
    connect(m_canvas, &DiffCanvas::chosenChanged, this, &DiffView::chosenChanged);
    connect(m_canvas, &DiffCanvas::menuRequested, this, &DiffView::askForMenu);
    announceHunk();
}

DiffView::~DiffView() = default;

QWidget *DiffView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    const auto button = [&](const char *icon, const QString &words, const QKeySequence &keys, void (DiffView::*go)()) {
        auto *action = new QAction(themedIcon(QLatin1StringView(icon)), words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(words, keys.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, go);
        addAction(action);
        auto *made = new QToolButton(bar);
        made->setDefaultAction(action);
        made->setAccessibleName(words);
        made->setAutoRaise(true);
        return made;
    };
    m_place = new QLabel(bar);
    m_place->setObjectName(QStringLiteral("hunkPlace"));
    setDim(*m_place);
    m_previous
        = button("chevron-up", tr("Previous change"), QKeySequence(Qt::SHIFT | Qt::Key_F7), &DiffView::previousHunk);
    m_next = button("chevron-down", tr("Next change"), QKeySequence(Qt::Key_F7), &DiffView::nextHunk);
    layout->addWidget(m_place);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addStretch();
    return bar;
}

void DiffView::setFiles(const QList<FileDiff> &files)
{
    m_files = files;
    qsizetype bytes = 0;
    for (const FileDiff &file : files)
        bytes += file.before.size() + file.after.size();
    m_guarded = bytes > guardBytes;
    if (!m_guarded)
        return load();
    m_canvas->setItems({});
    m_guardText->setText(tr("This difference is large: %1.").arg(QLocale().formattedDataSize(bytes)));
    m_stack->setCurrentIndex(1);
    announceHunk();
}

void DiffView::showAnyway()
{
    m_guarded = false;
    load();
}

void DiffView::load()
{
    QList<DiffItem> items;
    for (int i = 0; i < m_files.size(); ++i)
        items.append(diffItems(i, m_files.at(i), diff::unifiedRows(m_files.at(i).before, m_files.at(i).after)));
    m_canvas->setItems(items);
    m_canvas->setAccessibleDescription(plainList().left(20'000));
    m_stack->setCurrentIndex(0);
    announceHunk();
}

// What the canvas holds, and not what it was computed from: a fold that was opened comes back as its lines.
QList<diff::Row> DiffView::rows(const QString &path) const
{
    QList<diff::Row> rows;
    for (const DiffItem &item : m_canvas->items())
        if (item.kind == DiffItem::Kind::Row && m_files.at(item.file).path == path)
            rows.append(item.row);
    return rows;
}

int DiffView::hunkCount() const
{
    return int(m_canvas->hunks().size());
}

int DiffView::currentHunk() const
{
    return m_canvas->current();
}

void DiffView::nextHunk()
{
    m_canvas->goTo(std::min(m_canvas->current() + 1, hunkCount() - 1));
}

void DiffView::previousHunk()
{
    m_canvas->goTo(std::max(m_canvas->current() - 1, 0));
}

void DiffView::announceHunk()
{
    const int total = hunkCount(), current = m_canvas->current() + 1;
    m_place->setText(total == 0 ? tr("No changes") : tr("%1 of %2").arg(current).arg(total));
    m_bar->setVisible(total > 0);
    m_previous->defaultAction()->setEnabled(current > 1);
    m_next->defaultAction()->setEnabled(current < total);
    Q_EMIT currentHunkChanged(current, total);
}

void DiffView::setChoosable(bool choosable)
{
    m_canvas->setChoosable(choosable);
}

void DiffView::chooseCurrentHunk()
{
    if (!m_canvas->isChosen(currentHunk()))
        m_canvas->toggle(currentHunk());
    nextHunk();
}

QMap<QString, QList<int>> DiffView::chosenHunks() const
{
    QMap<QString, QList<int>> chosen;
    for (int i = 0; i < hunkCount(); ++i) {
        const auto &[file, hunk] = m_canvas->hunks().at(i);
        if (m_canvas->isChosen(i))
            chosen[m_files.at(file).path].append(hunk);
    }
    return chosen;
}

std::optional<DiffView::HunkPlace> DiffView::currentPlace() const
{
    if (currentHunk() < 0)
        return std::nullopt;
    const auto &[file, hunk] = m_canvas->hunks().at(currentHunk());
    return HunkPlace{m_files.at(file).path, hunk};
}

void DiffView::goTo(const HunkPlace &place)
{
    for (int i = 0; i < hunkCount(); ++i) {
        const auto &[file, hunk] = m_canvas->hunks().at(i);
        if (hunk == place.hunk && m_files.at(file).path == place.path)
            return m_canvas->goTo(i);
    }
}

QByteArray DiffView::hunkText(const QString &path, int hunk, bool added) const
{
    const auto file = std::ranges::find(m_files, path, &FileDiff::path);
    if (file == m_files.end())
        return {};
    const QList<diff::Change> changes = diff::diffLines(file->before, file->after);
    if (hunk < 0 || hunk >= changes.size())
        return {};
    const diff::Change &change = changes.at(hunk);
    const int from = added ? change.newStart : change.oldStart, to = added ? change.newEnd : change.oldEnd;
    return diff::joinLines(diff::splitLines(added ? file->after : file->before).sliced(from, to - from));
}

QByteArray DiffView::hunkNewText(const QString &path, int hunk) const
{
    return hunkText(path, hunk, true);
}

QByteArray DiffView::hunkOldText(const QString &path, int hunk) const
{
    return hunkText(path, hunk, false);
}

void DiffView::fillMenu(QMenu &menu)
{
    m_canvas->fillMenu(menu);
}

void DiffView::askForMenu(int hunk, const QPoint &globalPosition)
{
    if (hunk >= 0 && isSignalConnected(QMetaMethod::fromSignal(&DiffView::hunkContextRequested))) {
        const auto &[file, index] = m_canvas->hunks().at(hunk);
        Q_EMIT hunkContextRequested(m_files.at(file).path, index, globalPosition);
        return;
    }
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(globalPosition);
}

int DiffView::chosenCount() const
{
    return m_canvas->chosenCount();
}

void DiffView::setChosenHunks(const QMap<QString, QList<int>> &hunks)
{
    for (int i = 0; i < hunkCount(); ++i) {
        const auto &[file, hunk] = m_canvas->hunks().at(i);
        if (hunks.value(m_files.at(file).path).contains(hunk) != m_canvas->isChosen(i))
            m_canvas->toggle(i);
    }
}

QRect DiffView::hunkRect(const HunkPlace &place) const
{
    QRect rect;
    for (int i = 0; i < m_canvas->items().size(); ++i) {
        const DiffItem &item = m_canvas->items().at(i);
        if (item.kind == DiffItem::Kind::Row && item.row.hunk == place.hunk && m_files.at(item.file).path == place.path)
            rect |= m_canvas->itemRect(i);
    }
    return rect.isEmpty() ? rect : rect.translated(m_canvas->viewport()->mapTo(this, QPoint()));
}

QString DiffView::selectedText() const
{
    return m_canvas->selectedText();
}

QString DiffView::plainList() const
{
    QStringList lines;
    for (const DiffItem &item : m_canvas->items())
        if (item.row.hunk >= 0 || item.kind == DiffItem::Kind::Head)
            lines.append(spoken(item));
    return lines.join(u'\n');
}

QWidget *DiffView::canvas() const
{
    return m_canvas;
}

} // namespace hsf::ui
