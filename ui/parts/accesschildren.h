// SPDX-License-Identifier: MIT
//
// What screen readers find in a widget that paints its items itself: interfaces known by their place, made when they are asked for.
#pragma once
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QPointer>
#include <QWindow>

#include <utility>

namespace hsf::ui {

/// An item of `View`, a scroll area; what it is in the end says the subclass.
template <class View> class PlaceAccess : public QAccessibleInterface
{
public:
    PlaceAccess(View *view, int place) : m_view(view), m_place(place) {}
    int place() const { return m_place; }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    void setText(QAccessible::Text, const QString &) override {}

protected:
    QRect global(const QRect &inView) const { return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()}; }
    bool isSeen(const QRect &inView) const { return m_view->isVisible() && m_view->viewport()->rect().intersects(inView); }
    QPointer<View> m_view;
    int m_place;
};

/// The interfaces that were asked for; they go with whoever owns this.
class AccessChildren
{
public:
    AccessChildren() = default;
    AccessChildren(const AccessChildren &) = delete;
    AccessChildren &operator=(const AccessChildren &) = delete;
    ~AccessChildren() { clear(); }
    template <class Make> QAccessibleInterface *at(int place, Make make)
    {
        while (m_ids.size() <= place)
            m_ids.append(QAccessible::registerAccessibleInterface(make(int(m_ids.size()))));
        return QAccessible::accessibleInterface(m_ids.at(place));
    }
    /// The items are others now: whoever listens is told that those they know are gone.
    void leave()
    {
        for (auto id = m_ids.crbegin(); id != m_ids.crend(); ++id) {
            if (QAccessibleInterface *child = QAccessible::accessibleInterface(*id)) {
                QAccessibleEvent gone(child, QAccessible::ObjectDestroyed);
                QAccessible::updateAccessibility(&gone);
            }
        }
        clear();
    }

private:
    void clear()
    {
        for (const QAccessible::Id id : std::exchange(m_ids, {}))
            QAccessible::deleteAccessibleInterface(id);
    }
    QList<QAccessible::Id> m_ids;
};

} // namespace hsf::ui
