// SPDX-License-Identifier: MIT
//
// How full the model's window is, and by a press where it goes and what was spent.
#pragma once
#include "service/chatservice.h"

#include <QToolButton>

namespace hsf::ui {

/// "12.4k", "3", "1.2M".
QString tokenWords(qint64 tokens);
/// "$0.03"; empty where no price is known.
QString costWords(const std::optional<double> &cost);

class ContextButton final : public QToolButton
{
    Q_OBJECT
public:
    explicit ContextButton(QWidget *parent = nullptr);
    void setMeter(const service::ContextMeter &meter);
    const service::ContextMeter &meter() const { return m_meter; }

public Q_SLOTS:
    void showParts();

private:
    service::ContextMeter m_meter;
};

} // namespace hsf::ui
