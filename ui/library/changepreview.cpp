// SPDX-License-Identifier: MIT
#include "ui/library/changepreview.h"

#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

ChangePreview::ChangePreview(const QString &title, const QString &words, const QList<FileDiff> &files,
                             const QString &apply, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("changePreview"));
    setWindowTitle(title);
    resize(820, 560);
    m_words = new QLabel(words, this);
    m_words->setObjectName(QStringLiteral("changePreviewWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_warning = new QLabel(this);
    m_warning->setObjectName(QStringLiteral("changePreviewWarning"));
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setWordWrap(true);
    m_warning->hide();
    m_diff = new DiffView(this);
    m_diff->setFiles(files);
    auto *buttons = new QDialogButtonBox(this);
    auto *close = buttons->addButton(apply.isEmpty() ? QDialogButtonBox::Close : QDialogButtonBox::Cancel);
    close->setAutoDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!apply.isEmpty()) {
        m_apply = buttons->addButton(apply, QDialogButtonBox::ActionRole);
        m_apply->setObjectName(QStringLiteral("applyPreviewButton"));
        setWeight(*m_apply, Weight::Primary);
        connect(m_apply, &QPushButton::clicked, this, &ChangePreview::applyRequested);
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_warning);
    layout->addWidget(m_diff, 1);
    layout->addWidget(buttons);
}

void ChangePreview::setWarning(const QString &words)
{
    setInk(*m_warning, Ink::Error);
    m_warning->setText(words);
    m_warning->setVisible(!words.isEmpty());
}

void ChangePreview::setFiles(const QList<FileDiff> &files)
{
    m_diff->setFiles(files);
}

} // namespace hsf::ui
