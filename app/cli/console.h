// SPDX-License-Identifier: MIT
//
// Where results and remarks go: results to standard output, everything else to standard error.
#pragma once
#include "base/error.h"

#include <QJsonObject>
#include <QTextStream>

namespace hsf::cli {

class Console
{
public:
    Console();
    void result(const QString &line);          ///< a line of the result
    void result(const QJsonObject &json);      ///< the whole result
    void stream(const QString &text);          ///< a piece of the result, shown at once
    void remark(const QString &line);          ///< everything else
    bool isTerminal() const { return m_terminal; }
    /// All of standard input, as text.
    static Result<QString> input();

private:
    QTextStream m_out, m_err;
    bool m_terminal;
};

/// Text of others without what would steer a terminal; lines stay.
QString plain(const QString &text);

} // namespace hsf::cli
