// SPDX-License-Identifier: MIT
#include "ui/chat/approvalcard.h"

#include "ui/parts/diffview.h"
#include "ui/parts/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hsf::ui {

using tools::Approval;

namespace {

// Enter in this button does what it does everywhere else but here: nothing.
QPushButton *button(const QString &text, const char *name)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1StringView(name));
    made->setAutoDefault(false);
    return made;
}

} // namespace

ApprovalCard::ApprovalCard(const tools::ApprovalRequest &request, QWidget *parent) : QFrame(parent), m_request(request)
{
    setObjectName(QStringLiteral("approvalCard"));
    setAccessibleName(tr("Approval needed: %1").arg(request.title));
    setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);

    auto *head = new QHBoxLayout;
    auto *icon = new IconLabel(QStringLiteral("warning"), 18);
    auto *title = new QLabel(request.title);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    setTextScale(*title, 1.0, true);
    head->addWidget(icon);
    head->addWidget(title, 1);
    column->addLayout(head);
    if (!request.reason.isEmpty()) {
        auto *reason = new QLabel(request.reason.left(1).toUpper() + request.reason.mid(1));
        reason->setTextFormat(Qt::PlainText);
        reason->setWordWrap(true);
        setDim(*reason);
        column->addWidget(reason);
    }
    if (!request.command.isEmpty()) {
        auto *command = new QPlainTextEdit(request.command);
        command->setObjectName(QStringLiteral("approvalCommand"));
        command->setAccessibleName(tr("The exact command"));
        command->setReadOnly(true);
        command->setTabChangesFocus(true);
        command->setFont(monospaceFont());
        const int lines = std::clamp(int(request.command.count(u'\n')) + 1 + int(request.command.size()) / 60, 1, 8);
        command->setFixedHeight(QFontMetrics(command->font()).lineSpacing() * lines + 28);
        column->addWidget(command);
    } else if (!request.path.isEmpty()) {
        auto *diff = new DiffView;
        diff->setFiles({{request.path, request.before, request.after}});
        diff->setMinimumHeight(200);
        diff->setMaximumHeight(280);
        column->addWidget(diff);
    }

    auto *row = new QHBoxLayout;
    auto *deny = button(tr("&Deny"), "denyButton");
    auto *once = button(tr("Allow &once"), "allowOnceButton");
    setWeight(*once, Weight::Primary);
    row->addStretch();
    row->addWidget(deny);
    if (!request.grantKey.isEmpty()) {
        auto *always = button(tr("Allow in this &chat"), "allowChatButton");
        always->setToolTip(tr("In this chat, do not ask again to: %1").arg(request.grantKey));
        connect(always, &QPushButton::clicked, this, [this] { Q_EMIT answered(Approval::ThisChat); });
        row->addWidget(always);
    }
    row->addWidget(once);
    column->addLayout(row);
    connect(deny, &QPushButton::clicked, this, [this] { Q_EMIT answered(Approval::Denied); });
    connect(once, &QPushButton::clicked, this, [this] { Q_EMIT answered(Approval::Once); });
}

} // namespace hsf::ui
