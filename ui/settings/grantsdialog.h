// SPDX-License-Identifier: MIT
//
// The list of what is allowed, beside the chat it is about.
#pragma once
#include "service/grantsservice.h"

#include <QDialog>

namespace hsf::ui {

class GrantsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit GrantsDialog(service::GrantsService &grants, QWidget *parent = nullptr);
    static void open(service::GrantsService &grants, QWidget *parent);
};

} // namespace hsf::ui
