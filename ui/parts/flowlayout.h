// SPDX-License-Identifier: MIT
//
// Widgets one after another, in as many lines as the width needs.
#pragma once
#include <QLayout>

#include <memory>
#include <vector>

namespace hsf::ui {

class FlowLayout final : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent = nullptr, int gap = 4);
    void addItem(QLayoutItem *item) override { m_items.emplace_back(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    const int m_gap;
};

} // namespace hsf::ui
