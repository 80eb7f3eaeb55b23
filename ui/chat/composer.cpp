// SPDX-License-Identifier: MIT
#include "ui/chat/composer.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>

namespace hsf::ui {

Composer::Composer(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("composer"));
    setAccessibleName(tr("Message"));
    setPlaceholderText(tr("Message …"));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { updateGeometry(); });
}

int Composer::oneLine() const
{
    return fontMetrics().lineSpacing() + int(2 * document()->documentMargin()) + 2 * frameWidth() + 8;
}

QSize Composer::sizeHint() const
{
    // The plain layout counts its height in lines.
    const int lines = std::clamp(int(document()->documentLayout()->documentSize().height()), 1, 12);
    return {400, oneLine() + (lines - 1) * fontMetrics().lineSpacing()};
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT stopRequested();
    if (enter && !control && shift != m_enterSends)
        return Q_EMIT sendRequested();
    if (enter && shift && m_enterSends) {
        // A plain paragraph: QPlainTextEdit would make a line separator of it.
        insertPlainText(QStringLiteral("\n"));
        return ensureCursorVisible();
    }
    QPlainTextEdit::keyPressEvent(event);
}

static QStringList localFiles(const QMimeData &source)
{
    QStringList files;
    for (const QUrl &url : source.urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    return files;
}

bool Composer::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || !localFiles(*source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void Composer::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList files = localFiles(*source); !files.isEmpty())
        return Q_EMIT filesGiven(files);
    if (source->hasImage() && !source->hasText()) {
        QByteArray png;
        QBuffer buffer(&png);
        if (buffer.open(QIODevice::WriteOnly) && qvariant_cast<QImage>(source->imageData()).save(&buffer, "PNG"))
            Q_EMIT pictureGiven(png);
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

} // namespace hsf::ui
