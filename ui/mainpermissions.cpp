// SPDX-License-Identifier: MIT
//
// What the chat may do without asking: told in the status bar, listed by it and by an action.
#include "ui/mainwindow.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"
#include "ui/settings/grantsdialog.h"
#include "ui/settings/grantsview.h"

#include <QMenu>
#include <QStatusBar>
#include <QToolButton>

namespace hsf::ui {

void MainWindow::addPermissions(QMenu &menu)
{
    auto *list = action(QStringLiteral("lock"), tr("A&llowed without asking …"), {},
                        [this] { GrantsDialog::open(*m_factory.grants, this); });
    list->setObjectName(QStringLiteral("grantsAction"));
    menu.addAction(list);
}

void MainWindow::addPermissionsWord()
{
    auto *word = new QToolButton;
    word->setObjectName(QStringLiteral("statusPermissions"));
    word->setToolTip(tr("What this chat may do without asking; opens the list, where it is revoked"));
    word->setAutoRaise(true);
    setTextScale(*word, 0.92);
    setDim(*word);
    statusBar()->addWidget(word);
    service::GrantsService &grants = *m_factory.grants;
    const auto tell = [word, &grants] { word->setText(standingWords(grants.standing())); };
    tell();
    connect(word, &QToolButton::clicked, this, [this] { GrantsDialog::open(*m_factory.grants, this); });
    connect(&grants, &service::GrantsService::changed, word, tell);
    connect(&grants, &service::GrantsService::failed, m_banner, &Banner::showError);
}

} // namespace hsf::ui
