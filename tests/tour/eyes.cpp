// SPDX-License-Identifier: MIT
#include "tour/eyes.h"

#include "ui/chat/conversationview.h"
#include "ui/parts/diffview.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTextDocument>
#include <QTextDocumentFragment>

namespace hsf::test {

namespace {

bool isInSight(const QWidget &widget)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(&widget); // without a frame it is hidden by its own viewport
    return widget.isVisible() && !(area ? area->viewport() : &widget)->visibleRegion().isEmpty();
}

/// Rows in sight, in their words and in those for a screen reader.
QStringList rowsOf(const QAbstractItemView &view)
{
    QStringList words;
    const QAbstractItemModel *model = view.model();
    for (int row = 0; model && row < model->rowCount(view.rootIndex()); ++row) {
        for (int column = 0; column < model->columnCount(view.rootIndex()); ++column) {
            const QModelIndex index = model->index(row, column, view.rootIndex());
            if (!view.visualRect(index).intersects(view.viewport()->rect()))
                continue;
            words.append(index.data(Qt::DisplayRole).toString());
            words.append(index.data(Qt::AccessibleTextRole).toString());
        }
    }
    return words;
}

QStringList entriesOf(const ui::ConversationView &view)
{
    QStringList words;
    for (int i = 0; i < view.entries().size(); ++i) {
        if (view.entryRect(i).intersects(view.viewport()->rect()))
            words.append(QTextDocumentFragment::fromHtml(ui::spokenEntry(view.entries().at(i)).toHtmlEscaped()).toPlainText());
    }
    return words;
}

QStringList wordsOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return {Qt::mightBeRichText(label->text()) ? QTextDocumentFragment::fromHtml(label->text()).toPlainText() : label->text()};
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return {QString(button->text()).remove(u'&')};
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        return {line->text().isEmpty() ? line->placeholderText() : line->text()};
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        return {box->currentText()};
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        return {text->toPlainText()};
    if (const auto *conversation = qobject_cast<const ui::ConversationView *>(&widget))
        return entriesOf(*conversation);
    if (const auto *diff = qobject_cast<const ui::DiffView *>(&widget))
        return {diff->plainList()};
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && !qobject_cast<const QHeaderView *>(&widget))
        return rowsOf(*view);
    if (const auto *tabs = qobject_cast<const QTabBar *>(&widget)) {
        QStringList words;
        for (int i = 0; i < tabs->count(); ++i)
            words.append(tabs->tabText(i).remove(u'&'));
        return words;
    }
    return {};
}

} // namespace

QStringList wordsInSight(const QWidget &window)
{
    QStringList words{window.windowTitle()};
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (isInSight(*widget))
            words += wordsOf(*widget);
    }
    words.removeAll(QString());
    return words;
}

bool showsSomething(const QImage &picture)
{
    QHash<QRgb, int> colours;
    int looked = 0;
    int most = 0;
    for (int y = 0; y < picture.height(); y += 2) {
        for (int x = 0; x < picture.width(); x += 2, ++looked)
            most = std::max(most, ++colours[picture.pixel(x, y)]);
    }
    return looked > 0 && colours.size() > 60 && most < looked * 97 / 100;
}

QImage pictureOf(QWidget &window)
{
    // Layouts ask for layouts: a few rounds until nothing more is posted.
    for (int round = 0; round < 4; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    QImage picture = window.grab().toImage();
    QPainter painter(&picture);
    for (QDialog *dialog : window.findChildren<QDialog *>()) { // windows of their own: seen before what they belong to
        if (!dialog->isVisible())
            continue;
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 110));
        const QPixmap seen = dialog->grab();
        const QRect place(QPoint((picture.width() - seen.width()) / 2, (picture.height() - seen.height()) / 2), seen.size());
        painter.drawPixmap(place, seen);
        painter.setPen(QColor(128, 128, 128));
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
    return picture;
}

} // namespace hsf::test
