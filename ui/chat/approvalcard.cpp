// SPDX-License-Identifier: MIT
#include "ui/chat/approvalcard.h"

#include "ui/parts/diffview.h"
#include "ui/parts/iconlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hsf::ui {

using tools::Approval;

namespace {

// Space and a click press it. Enter does not, also where the desktop lets Enter press any button that has the focus: who is
// typing when a card appears would approve what nobody read.
class DeliberateButton final : public QPushButton
{
public:
    using QPushButton::QPushButton;

private:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            event->accept();
        else
            QPushButton::keyPressEvent(event);
    }
};

QPushButton *button(const QString &text, const char *name)
{
    auto *made = new DeliberateButton(text);
    made->setObjectName(QLatin1StringView(name));
    made->setAutoDefault(false);
    return made;
}

QLabel *scopeLabel(const QString &text, const char *name)
{
    QLabel *label = dimLabel(text);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    return label;
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
    // What a wider answer would mean stands on the card, not in a tip: it is what one agrees to.
    const auto offer = [&](const QString &text, const char *name, const QString &meaning, const char *labelName, Approval answer) {
        column->addWidget(scopeLabel(meaning, labelName));
        auto *wider = button(text, name);
        wider->setAccessibleDescription(meaning);
        connect(wider, &QPushButton::clicked, this, [this, answer] { Q_EMIT answered(answer); });
        row->addWidget(wider);
    };
    if (!request.forChat.isEmpty())
        offer(tr("Allow in this &chat"), "allowChatButton", tr("In this chat: %1").arg(tools::grantWords(request.forChat)), "chatScope",
              Approval::ThisChat);
    if (!request.always.isEmpty())
        offer(tr("&Always allow"), "allowAlwaysButton", tr("Always: %1").arg(tools::grantWords(request.always)), "alwaysScope",
              Approval::Always);
    row->addWidget(once);
    column->addLayout(row);
    connect(deny, &QPushButton::clicked, this, [this] { Q_EMIT answered(Approval::Denied); });
    connect(once, &QPushButton::clicked, this, [this] { Q_EMIT answered(Approval::Once); });
}

} // namespace hsf::ui
