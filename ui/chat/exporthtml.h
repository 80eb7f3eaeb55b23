// SPDX-License-Identifier: MIT
//
// A chat as one HTML page that needs nothing else: no script, nothing fetched, raw HTML of a message is text. Pure.
#pragma once
#include "service/chatexport.h"

namespace hsf::ui {

QByteArray chatToHtml(const service::ChatCopy &chat);

} // namespace hsf::ui
