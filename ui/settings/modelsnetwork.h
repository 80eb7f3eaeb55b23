// SPDX-License-Identifier: MIT
//
// The way to online providers: the system's proxy, none, or one of one's own. This computer is always reached without.
#pragma once
#include "base/settings.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace hsf::ui {

class NetworkForm final : public QWidget
{
    Q_OBJECT
public:
    explicit NetworkForm(const ProxySettings &proxy, QWidget *parent = nullptr);

Q_SIGNALS:
    /// An empty password: as it was.
    void saveRequested(const hsf::ProxySettings &proxy, const QString &password);

private:
    void enable();
    QComboBox *m_kind;
    QLineEdit *m_host, *m_user, *m_password;
    QSpinBox *m_port;
};

} // namespace hsf::ui
