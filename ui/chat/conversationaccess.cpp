// SPDX-License-Identifier: MIT
#include "ui/chat/conversationaccess.h"

#include "ui/chat/conversationview.h"
#include "ui/parts/accesschildren.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace hsf::ui {

namespace {

using Part = ConversationView::Part;

// A link or a button in a message.
class PartAccess final : public PlaceAccess<ConversationView>, public QAccessibleActionInterface
{
public:
    PartAccess(ConversationView *view, int entry, int place) : PlaceAccess<ConversationView>(view, place), m_entry(entry) {}
    bool isValid() const override { return m_view && m_entry < m_view->entries().size(); }
    QAccessibleInterface *parent() const override
    {
        QAccessibleInterface *list = isValid() ? QAccessible::queryAccessibleInterface(m_view.data()) : nullptr;
        return list ? list->child(m_entry) : nullptr;
    }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override
    {
        const auto is = part();
        return is && is->kind == Part::Kind::Link ? QAccessible::Link : QAccessible::Button;
    }
    QString text(QAccessible::Text what) const override
    {
        const auto is = part();
        return !is ? QString() : what == QAccessible::Name ? is->words : what == QAccessible::Description ? is->link : QString();
    }
    QRect rect() const override
    {
        const auto is = part();
        if (!is)
            return {};
        return global(is->kind == Part::Kind::Link ? m_view->lettersRect(m_entry, is->from, is->to) : m_view->entryRect(m_entry));
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.linked = role() == QAccessible::Link;
        state.offscreen = !isValid() || !isSeen(m_view->entryRect(m_entry));
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &action) override
    {
        if (const auto is = part(); is && action == pressAction())
            m_view->pressPart(m_entry, *is);
    }

private:
    std::optional<Part> part() const
    {
        const QList<Part> all = isValid() ? m_view->partsOf(m_entry) : QList<Part>();
        return m_place < all.size() ? std::optional(all.at(m_place)) : std::nullopt;
    }
    int m_entry;
};

// A message.
class EntryAccess final : public PlaceAccess<ConversationView>, public QAccessibleTextInterface, public QAccessibleActionInterface
{
public:
    using PlaceAccess::PlaceAccess;
    bool isValid() const override { return m_view && m_place < m_view->entries().size(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    int childCount() const override { return isValid() ? int(m_view->partsOf(m_place).size()) : 0; }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return m_parts.at(index, [this](int place) { return new PartAccess(m_view, m_place, place); });
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (child(i)->role() == QAccessible::Link && child(i)->rect().contains(x, y))
                return child(i);
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *part = dynamic_cast<const PartAccess *>(child);
        return part ? part->place() : -1;
    }
    QString text(QAccessible::Text what) const override
    {
        if (!isValid())
            return {};
        const Entry &entry = m_view->entries().at(m_place);
        return what == QAccessible::Name ? spokenEntry(entry) : what == QAccessible::Description ? spokenMoment(entry) : QString();
    }
    QRect rect() const override { return isValid() ? global(m_view->entryRect(m_place)) : QRect(); }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.multiLine = true;
        state.selectableText = true;
        if (!isValid())
            return state;
        const Entry &entry = m_view->entries().at(m_place);
        state.focused = m_view->hasFocus() && m_view->currentEntry() == m_place;
        state.expandable = m_view->foldable(entry);
        state.expanded = state.expandable && entry.open;
        state.collapsed = state.expandable && !entry.open;
        state.busy = entry.state == Entry::State::Busy;
        state.offscreen = !isSeen(m_view->entryRect(m_place));
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    // The words
    int characterCount() const override { return isValid() ? int(m_view->spokenText(m_place).size()) : 0; }
    QString text(int start, int end) const override
    {
        const QString all = isValid() ? m_view->spokenText(m_place) : QString();
        return all.mid(std::max(0, start), (end < 0 ? int(all.size()) : end) - std::max(0, start));
    }
    int cursorPosition() const override { return isValid() ? m_view->selectedLetters(m_place).second : 0; }
    void setCursorPosition(int position) override { setSelection(0, position, position); }
    QRect characterRect(int offset) const override { return isValid() ? global(m_view->lettersRect(m_place, offset, offset + 1)) : QRect(); }
    int offsetAtPoint(const QPoint &point) const override
    {
        const QPoint inView = isValid() ? m_view->viewport()->mapFromGlobal(point) : QPoint();
        return isValid() && m_view->entryAt(inView.y()) == m_place ? m_view->letterAt(inView) : -1;
    }
    void scrollToSubstring(int, int) override
    {
        if (isValid())
            m_view->makeCurrent(m_place);
    }
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }
    int selectionCount() const override
    {
        const auto [from, to] = isValid() ? m_view->selectedLetters(m_place) : std::pair(0, 0);
        return from < to ? 1 : 0;
    }
    void selection(int, int *start, int *end) const override { std::tie(*start, *end) = isValid() ? m_view->selectedLetters(m_place) : std::pair(0, 0); }
    void addSelection(int start, int end) override { setSelection(0, start, end); }
    void removeSelection(int) override { setSelection(0, 0, 0); }
    void setSelection(int, int start, int end) override
    {
        if (isValid())
            m_view->selectLetters(m_place, start, end);
    }

    // What can be done with it as a whole
    QStringList actionNames() const override
    {
        const bool folds = isValid() && m_view->foldable(m_view->entries().at(m_place));
        return folds ? QStringList{toggleAction(), setFocusAction()} : QStringList{setFocusAction()};
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &action) override
    {
        if (!isValid())
            return;
        if (action == toggleAction())
            m_view->toggle(m_place);
        if (action == setFocusAction()) {
            m_view->makeCurrent(m_place);
            m_view->setFocus(Qt::OtherFocusReason);
        }
    }

private:
    mutable AccessChildren m_parts;
};

class ConversationAccess final : public QAccessibleWidget
{
public:
    explicit ConversationAccess(ConversationView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
    int childCount() const override { return int(m_view->entries().size()); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return m_entries.at(index, [this](int place) { return new EntryAccess(m_view, place); });
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const int entry = m_view->entryAt(m_view->viewport()->mapFromGlobal(QPoint(x, y)).y());
        QAccessibleInterface *there = child(entry);
        return there && there->rect().contains(x, y) ? there : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *entry = dynamic_cast<const EntryAccess *>(child);
        return entry ? entry->place() : -1;
    }
    QAccessibleInterface *focusChild() const override { return m_view->hasFocus() ? child(m_view->currentEntry()) : nullptr; }
    void leave() { m_entries.leave(); }

private:
    ConversationView *m_view;
    mutable AccessChildren m_entries;
};

QAccessibleInterface *makeConversationAccess(const QString &, QObject *object)
{
    auto *view = qobject_cast<ConversationView *>(object);
    return view ? new ConversationAccess(view) : nullptr;
}

ConversationAccess *accessOf(ConversationView *view)
{
    return QAccessible::isActive() ? dynamic_cast<ConversationAccess *>(QAccessible::queryAccessibleInterface(view)) : nullptr;
}

void tell(ConversationView &view, int entry, QAccessible::Event what)
{
    ConversationAccess *access = accessOf(&view);
    if (QAccessibleInterface *child = access ? access->child(entry) : nullptr) {
        QAccessibleEvent event(child, what);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace

void installConversationAccess() { QAccessible::installFactory(makeConversationAccess); }

void announce(QWidget *where, const QString &words)
{
    QAccessibleAnnouncementEvent event(where, words);
    QAccessible::updateAccessibility(&event);
}

void tellReplaced(ConversationView &view)
{
    if (ConversationAccess *access = accessOf(&view))
        access->leave();
}

void tellAdded(ConversationView &view, int entry) { tell(view, entry, QAccessible::ObjectCreated); }
void tellRenamed(ConversationView &view, int entry) { tell(view, entry, QAccessible::NameChanged); }
void tellCurrent(ConversationView &view) { tell(view, view.currentEntry(), QAccessible::Focus); }

void tellUnfolded(ConversationView &view, int entry)
{
    ConversationAccess *access = accessOf(&view);
    QAccessibleInterface *child = access ? access->child(entry) : nullptr;
    if (!child)
        return;
    QAccessible::State folds;
    folds.expanded = true;
    folds.collapsed = true;
    QAccessibleStateChangeEvent event(child, folds);
    QAccessible::updateAccessibility(&event);
}

} // namespace hsf::ui
