// SPDX-License-Identifier: MIT
#include "ui/chat/conversationaccess.h"

#include "ui/chat/conversationview.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace hsf::ui {

namespace {

class EntryAccess final : public QAccessibleInterface
{
public:
    EntryAccess(ConversationView *view, int index) : m_view(view), m_index(index) {}
    bool isValid() const override { return m_view && m_index < m_view->entries().size(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text what) const override
    {
        return isValid() && what == QAccessible::Name ? spokenEntry(m_view->entries().at(m_index)) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        return isValid() ? QRect(m_view->viewport()->mapToGlobal(m_view->entryRect(m_index).topLeft()), m_view->entryRect(m_index).size())
                         : QRect();
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        if (isValid()) {
            state.focused = m_view->hasFocus() && m_view->currentEntry() == m_index;
            state.expanded = m_view->entries().at(m_index).open;
        }
        return state;
    }

private:
    QPointer<ConversationView> m_view;
    int m_index;
};

class ConversationAccess final : public QAccessibleWidget
{
public:
    explicit ConversationAccess(ConversationView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
    ~ConversationAccess() override
    {
        for (const QAccessible::Id id : std::as_const(m_ids))
            QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return int(m_view->entries().size()); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (m_ids.size() <= index)
            m_ids.append(QAccessible::registerAccessibleInterface(new EntryAccess(m_view, int(m_ids.size()))));
        return QAccessible::accessibleInterface(m_ids.at(index));
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (int i = 0; i < m_ids.size(); ++i)
            if (QAccessible::accessibleInterface(m_ids.at(i)) == child)
                return i;
        return -1;
    }

private:
    ConversationView *m_view;
    mutable QList<QAccessible::Id> m_ids;
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<ConversationView *>(object);
    return view ? new ConversationAccess(view) : nullptr;
}

} // namespace

void installConversationAccess() { QAccessible::installFactory(make); }

void announce(QWidget *where, const QString &words)
{
    QAccessibleAnnouncementEvent event(where, words);
    QAccessible::updateAccessibility(&event);
}

} // namespace hsf::ui
