// SPDX-License-Identifier: MIT
#include "ui/settings/noticesform.h"

#include "ui/parts/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace hsf::ui {

NoticesForm::NoticesForm(service::SettingsService &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_kinds(new QWidget)
    , m_desktop(new QLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(14);
    setMaximumWidth(760);
    column->addWidget(dimLabel(tr("While this window is not in front, the desktop can tell that something is ready or "
                                  "waits for you. A click opens the "
                                  "place; nothing can be approved or rejected from there.")));
    const auto tick = [this](QBoxLayout *place, const QString &text, const char *name, bool NoticeSettings::*which) {
        auto *box = new QCheckBox(text);
        box->setObjectName(QLatin1StringView(name));
        place->addWidget(box);
        m_ticks.append({box, which});
        connect(box, &QCheckBox::toggled, this, [this, which](bool on) {
            Settings wished = m_settings.settings();
            wished.notices.*which = on;
            m_settings.change(wished);
        });
        return box;
    };
    m_on = tick(column, tr("&Tell me on the desktop"), "noticesOn", &NoticeSettings::on);
    auto *kinds = new QVBoxLayout(m_kinds);
    kinds->setContentsMargins(28, 0, 0, 0);
    kinds->setSpacing(10);
    tick(kinds, tr("when an &answer is ready"), "noticeAnswers", &NoticeSettings::answers);
    tick(kinds, tr("when the agent asks for a&pproval"), "noticeApprovals", &NoticeSettings::approvals);
    tick(kinds, tr("when an answer could not be &finished"), "noticeFailures", &NoticeSettings::failures);
    tick(kinds, tr("when a review leaves &changes for me to decide"), "noticeChanges", &NoticeSettings::changes);
    tick(kinds, tr("when the c&urator has proposals"), "noticeProposals", &NoticeSettings::proposals);
    kinds->addSpacing(6);
    auto *words = tick(kinds, tr("with the chat's title and the first &line of an answer"), "noticeWords",
                       &NoticeSettings::words);
    words->setToolTip(
        tr("Others may read the screen, and desktops keep what was told. Commands and changes are never shown there."));
    column->addWidget(m_kinds);
    m_desktop->setObjectName(QStringLiteral("noticesDesktop"));
    m_desktop->setWordWrap(true);
    m_desktop->setTextFormat(Qt::PlainText);
    column->addWidget(m_desktop);
    column->addStretch(1);
    setDesktop(NoticeBus::Service::Asking);
    show(settings.settings().notices);
    connect(&settings, &service::SettingsService::changed, this, [this](const Settings &now) { show(now.notices); });
}

void NoticesForm::show(const NoticeSettings &now)
{
    for (const auto &[box, which] : std::as_const(m_ticks)) {
        const QSignalBlocker quiet(box);
        box->setChecked(now.*which);
    }
    m_kinds->setEnabled(now.on);
}

void NoticesForm::setDesktop(NoticeBus::Service service)
{
    m_desktop->setText(service == NoticeBus::Service::Missing
                           ? tr("This desktop shows no notifications: no service for them runs here. So nothing is "
                                "told, whatever is ticked.")
                           : QString());
    m_desktop->setVisible(service == NoticeBus::Service::Missing);
}

} // namespace hsf::ui
