// SPDX-License-Identifier: MIT
//
// Words of a command line → options and the words between them. Pure; what is wrong is one sentence that names it.
//
//   --name value   --name=value   --switch   --   ("-" is a word, and all is words after "--")
#pragma once
#include "base/error.h"

#include <QList>
#include <QMap>
#include <QStringList>

namespace hsf::cli {

struct Option {
    QString name;      ///< without dashes
    QString value;     ///< what its value is called in the help, "DIR"; empty: a switch
    QString meaning;
};

struct Arguments {
    QMap<QString, QString> options;   ///< a switch has an empty value
    QStringList words;
    bool has(const QString &option) const { return options.contains(option); }
    std::optional<QString> value(const QString &option) const;
    bool operator==(const Arguments &) const = default;
};

/// How many words a verb takes.
struct WordCount {
    int least = 0;
    int most = 0;      ///< -1: any number
    QString called;    ///< "TEXT", for the sentence when one is missing
};

enum class Stop { AtEnd, AtFirstWord };   ///< what follows the first word may belong to a verb: it is left as it is
Result<Arguments> readArguments(const QStringList &line, const QList<Option> &options, Stop stop = Stop::AtEnd);
Result<> checkWords(const Arguments &arguments, const WordCount &count);

} // namespace hsf::cli
