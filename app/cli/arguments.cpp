// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return fail(Error::Kind::Malformed, sentence);
}

bool isOption(const QString &word)
{
    return word.size() > 1 && word.startsWith(u'-');
}

} // namespace

std::optional<QString> Arguments::value(const QString &option) const
{
    const auto found = options.find(option);
    return found == options.end() ? std::nullopt : std::optional(*found);
}

Result<Arguments> readArguments(const QStringList &line, const QList<Option> &options, Stop stop)
{
    Arguments read;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QString &word = line[i];
        if (word == u"--") {
            read.words += line.sliced(i + 1);
            break;
        }
        if (!isOption(word)) {
            if (stop == Stop::AtFirstWord) {
                read.words += line.sliced(i);
                break;
            }
            read.words.append(word);
            continue;
        }
        const QString name = word.startsWith(u"--"_s) ? word.sliced(2).section(u'=', 0, 0) : QString();
        const auto option = std::ranges::find(options, name, &Option::name);
        if (name.isEmpty() || option == options.end())
            return wrong(Words::tr("There is no option \"%1\".").arg(word.section(u'=', 0, 0)));
        if (read.has(name))
            return wrong(Words::tr("--%1 is given twice.").arg(name));
        const bool joined = word.contains(u'=');
        if (option->value.isEmpty() && joined)
            return wrong(Words::tr("--%1 takes no value.").arg(name));
        if (!option->value.isEmpty() && !joined && i + 1 >= line.size())
            return wrong(Words::tr("--%1 needs a value: %2.").arg(name, option->value));
        read.options.insert(name, option->value.isEmpty() ? QString() : joined ? word.section(u'=', 1) : line[++i]);
    }
    return read;
}

Result<> checkWords(const Arguments &arguments, const WordCount &count)
{
    if (arguments.words.size() < count.least)
        return wrong(Words::tr("%1 is missing.").arg(count.called));
    if (count.most >= 0 && arguments.words.size() > count.most)
        return wrong(Words::tr("\"%1\" is one word too many; quote what belongs together.").arg(arguments.words[count.most]));
    return {};
}

} // namespace hsf::cli
