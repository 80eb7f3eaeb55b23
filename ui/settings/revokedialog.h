// SPDX-License-Identifier: MIT
//
// What "Revoke all" would revoke, before it does.
#pragma once
#include <QDialog>

namespace hsf::ui {

class RevokeDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit RevokeDialog(const QStringList &grants, QWidget *parent = nullptr);
};

} // namespace hsf::ui
