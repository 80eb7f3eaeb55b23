// SPDX-License-Identifier: MIT
#include "ui/settings/revokedialog.h"

#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

RevokeDialog::RevokeDialog(const QStringList &grants, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("revokeDialog"));
    setWindowTitle(tr("Revoke what is allowed"));
    resize(560, 360);
    auto *column = new QVBoxLayout(this);
    auto *what = new QLabel(tr("From the next call on, these ask again, also in a turn that runs now:"));
    what->setWordWrap(true);
    column->addWidget(what);
    auto *list = new QListWidget;
    list->setObjectName(QStringLiteral("revokedList"));
    list->setAccessibleName(tr("What will ask again"));
    list->setWordWrap(true);
    list->addItems(grants);
    list->setCurrentRow(0);
    column->addWidget(list, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *revoke = buttons->addButton(tr("&Revoke %n permission(s)", nullptr, int(grants.size())),
                                      QDialogButtonBox::DestructiveRole);
    revoke->setObjectName(QStringLiteral("revokeAllNowButton"));
    revoke->setAutoDefault(false);
    setWeight(*revoke, Weight::Danger);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    column->addWidget(buttons);
    connect(revoke, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace hsf::ui
