// SPDX-License-Identifier: MIT
//
// A file that is not text: a picture as it looks, anything else in words.
#pragma once
#include <QImage>
#include <QThreadPool>
#include <QWidget>

class QLabel;

namespace hsf::ui {

struct FileWords {
    QString kind; ///< "PNG image", "Zip archive"
    QImage picture; ///< null: it is none, or too large to show
    QString trouble; ///< why a picture is not shown
};
/// Reads a picture of at most 32 million pixels; never more than the bytes at hand. For a worker thread.
FileWords fileWords(const QString &name, const QByteArray &bytes);

class FileLook final : public QWidget
{
    Q_OBJECT
public:
    explicit FileLook(QWidget *parent = nullptr);
    void wait(const QString &path);
    void show(const QString &path, const QByteArray &bytes, bool executable);
    void showTrouble(const QString &path, const QString &sentence);
    QString words() const;

Q_SIGNALS:
    void backRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPicture();
    QThreadPool m_reading; ///< its own: a person waits for it
    QLabel *m_title, *m_words, *m_picture;
    QImage m_image;
    int m_asked = 0;
};

} // namespace hsf::ui
