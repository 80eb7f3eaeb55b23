// SPDX-License-Identifier: MIT
#include "ui/settings/grantsdialog.h"

#include "ui/settings/grantsview.h"

#include <QDialogButtonBox>
#include <QScrollArea>
#include <QVBoxLayout>

namespace hsf::ui {

void GrantsDialog::open(service::GrantsService &grants, QWidget *parent)
{
    auto *dialog = parent->findChild<GrantsDialog *>();
    if (!dialog) {
        dialog = new GrantsDialog(grants, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

// Not modal: a turn may ask on a card meanwhile.
GrantsDialog::GrantsDialog(service::GrantsService &grants, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("grantsDialog"));
    setWindowTitle(tr("Allowed without asking"));
    resize(680, 520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    auto *area = new QScrollArea;
    area->setWidget(new GrantsView(grants));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("What is allowed without asking"));
    column->addWidget(area, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(12, 0, 12, 0);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace hsf::ui
