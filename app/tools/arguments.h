// SPDX-License-Identifier: MIT
//
// A call's arguments, read by name. What a model wrote is taken as it is or refused with the argument's name; nothing
// is guessed.
#pragma once
#include "base/error.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hsf::tools {

/// Empty text is {}; anything but a JSON object is an error with the place.
Result<QJsonObject> parseArguments(const QString &text);

/// Reads one object and remembers the first thing that is wrong with it. `where`: "operations[2]: " or nothing.
class Arguments
{
public:
    explicit Arguments(QJsonObject json, QString where = {})
        : m_json(std::move(json))
        , m_where(std::move(where))
    { }

    QString text(const QString &name); ///< must be there and not empty
    QString textOr(const QString &name, const QString &otherwise = {});
    QString content(const QString &name); ///< must be there, may be empty
    bool flag(const QString &name);
    int number(const QString &name, int otherwise, int least, int most);
    QString oneOf(const QString &name, const QStringList &words, const QString &otherwise = {});
    QJsonArray list(const QString &name);
    bool has(const QString &name) const { return !m_json.value(name).isUndefined() && !m_json.value(name).isNull(); }

    void refuse(const QString &sentence);
    /// The sentence about the first wrong one; empty when all fitted.
    const QString &problem() const { return m_problem; }
    Result<> checked() const;

private:
    QString wrong(const QString &name, const QString &kind);

    QJsonObject m_json;
    QString m_where;
    QString m_problem;
};

} // namespace hsf::tools
