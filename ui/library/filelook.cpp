// SPDX-License-Identifier: MIT
#include "ui/library/filelook.h"

#include "base/pending.h"
#include "models/words.h"
#include "ui/parts/theme.h"

#include <QBuffer>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QMimeDatabase>
#include <QPushButton>

namespace hsf::ui {

static constexpr qint64 mostPixels = 32'000'000;

FileWords fileWords(const QString &name, const QByteArray &bytes)
{
    const QMimeType type = QMimeDatabase().mimeTypeForFileNameAndData(name, bytes);
    FileWords words{.kind = type.comment()};
    if (!type.name().startsWith(u"image/")) // else every picture reader there is would be loaded to ask it
        return words;
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, type.preferredSuffix().toLatin1());
    if (!reader.canRead())
        return words;
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() > mostPixels) {
        words.trouble = FileLook::tr("%1 × %2 pixels are too many to show here.").arg(size.width()).arg(size.height());
        return words;
    }
    reader.setAutoTransform(true);
    words.picture = reader.read();
    if (words.picture.isNull())
        words.trouble
            = FileLook::tr("It begins like a picture and cannot be read as one: %1").arg(reader.errorString());
    return words;
}

FileLook::FileLook(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("fileLook"));
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    setTextScale(*m_title, 1.1, true);
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("fileWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setDim(*m_words);
    m_picture = new QLabel(this);
    m_picture->setObjectName(QStringLiteral("filePicture"));
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto *back = new QPushButton(themedIcon(QStringLiteral("chevron-left")), tr("Back to the editor"), this);
    back->setObjectName(QStringLiteral("backFromFileButton"));
    connect(back, &QPushButton::clicked, this, &FileLook::backRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(back);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_words);
    layout->addWidget(m_picture, 1);
}

void FileLook::wait(const QString &path)
{
    ++m_asked;
    m_image = {};
    m_title->setText(path);
    m_words->setText(tr("Reading …"));
    m_picture->clear();
}

void FileLook::show(const QString &path, const QByteArray &bytes, bool executable)
{
    m_title->setText(path);
    const int number = ++m_asked;
    inBackground(&m_reading, fileWords, path, bytes)
        .then(this, [this, number, path, executable, size = bytes.size()](const FileWords &words) {
            if (number != m_asked)
                return;
            QStringList about{words.kind, models::sizeWords(size)};
            if (!words.picture.isNull())
                about << tr("%1 × %2 pixels").arg(words.picture.width()).arg(words.picture.height());
            if (executable)
                about << tr("can be run");
            if (words.picture.isNull())
                about << (words.trouble.isEmpty() ? tr("not text, so it cannot be edited here") : words.trouble);
            m_words->setText(about.join(QStringLiteral(" · ")));
            m_image = words.picture;
            m_picture->setAccessibleName(words.picture.isNull() ? QString() : tr("The picture %1").arg(path));
            showPicture();
        });
}

void FileLook::showTrouble(const QString &path, const QString &sentence)
{
    ++m_asked;
    m_title->setText(path);
    m_words->setText(sentence);
    m_image = {};
    m_picture->clear();
}

QString FileLook::words() const
{
    return m_words->text();
}

void FileLook::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showPicture();
}

void FileLook::showPicture()
{
    if (m_image.isNull())
        return m_picture->clear();
    const QSize room = m_picture->size();
    const bool fits = m_image.width() <= room.width() && m_image.height() <= room.height();
    m_picture->setPixmap(
        QPixmap::fromImage(fits ? m_image : m_image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
}

} // namespace hsf::ui
