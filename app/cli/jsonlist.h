// SPDX-License-Identifier: MIT
//
// A JSON document with one long list, written while the list is still being made: {"skills": [one, two, …], "more": …}.
#pragma once
#include "cli/console.h"

namespace hsf::cli {

class JsonList
{
public:
    JsonList(Console &console, const QString &name);
    void add(const QJsonObject &item); ///< on a line of its own, at once
    void end(const QJsonObject &more = {});

private:
    Console &m_console;
    bool m_empty = true;
};

} // namespace hsf::cli
