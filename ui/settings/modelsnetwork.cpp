// SPDX-License-Identifier: MIT
#include "ui/settings/modelsnetwork.h"

#include "ui/parts/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace hsf::ui {

NetworkForm::NetworkForm(const ProxySettings &proxy, QWidget *parent) : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("proxyKind"));
    m_kind->addItems({tr("Like the system"), tr("No proxy"), tr("HTTP proxy"), tr("SOCKS 5 proxy")});
    m_kind->setCurrentIndex(int(proxy.kind));
    m_host = new QLineEdit(proxy.host);
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_host->setPlaceholderText(QStringLiteral("proxy.example.com"));
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("proxyPort"));
    m_port->setAccessibleName(tr("Port of the proxy"));
    m_port->setRange(1, 65'535);
    m_port->setValue(proxy.port);
    auto *place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(m_host, 1);
    place->addWidget(m_port);
    m_user = new QLineEdit(proxy.user);
    m_user->setObjectName(QStringLiteral("proxyUser"));
    m_user->setPlaceholderText(tr("only where the proxy wants one"));
    m_password = new QLineEdit;
    m_password->setObjectName(QStringLiteral("proxyPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("kept like a key; type to replace it"));
    auto *hostLabel = new QLabel(tr("H&ost and port"));
    hostLabel->setBuddy(m_host);
    auto *note = new QLabel(tr("Servers on this computer are always reached directly, and no key is sent to find them."));
    note->setWordWrap(true);
    setDim(*note);
    auto *save = new QPushButton(tr("&Save the proxy"));
    save->setObjectName(QStringLiteral("saveProxyButton"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(save);
    buttons->addStretch();
    form->addRow(tr("Pro&xy"), m_kind);
    form->addRow(hostLabel, place);
    form->addRow(tr("&User"), m_user);
    form->addRow(tr("Pass&word"), m_password);
    form->addRow(QString(), note);
    form->addRow(QString(), buttons);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NetworkForm::enable);
    connect(save, &QPushButton::clicked, this, [this] {
        Q_EMIT saveRequested({ProxySettings::Kind(m_kind->currentIndex()), m_host->text().trimmed(), m_port->value(), m_user->text().trimmed()},
                             m_password->text());
        m_password->clear();
    });
    enable();
}

void NetworkForm::enable()
{
    const auto kind = ProxySettings::Kind(m_kind->currentIndex());
    const bool own = kind == ProxySettings::Kind::Http || kind == ProxySettings::Kind::Socks5;
    for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_port, m_user, m_password})
        field->setEnabled(own);
}

} // namespace hsf::ui
