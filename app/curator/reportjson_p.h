// SPDX-License-Identifier: MIT
//
// A report as it is stored; one example is in resources/sql/004_curator.sql. Pure.
#pragma once
#include "curator/curator.h"

namespace hsf::curator {

QJsonObject toJson(const Report &report);
Report reportFromJson(const QJsonObject &json);

} // namespace hsf::curator
