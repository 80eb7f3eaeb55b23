// SPDX-License-Identifier: MIT
//
// How an import is told: lines for people, an object for programs.
#pragma once
#include "cli/console.h"
#include "service/exchange.h"

namespace hsf::cli {

void showPlan(Console &console, const changes::ImportPlan &plan, const service::ImportChoices &choices);
QJsonObject planJson(const changes::ImportPlan &plan, const service::ImportChoices &choices);

void showReport(Console &console, const service::ImportReport &report);
QJsonObject reportJson(const service::ImportReport &report);

} // namespace hsf::cli
