// SPDX-License-Identifier: MIT
//
// Names that only make sense today: each shape with an example, because the sentence that refuses a name should say which
// part of it was meant.
#include "skill/names.h"
#include "skill/words_p.h"

#include <QRegularExpression>

namespace hsf::skill {

namespace {
struct Shape {
    QRegularExpression pattern;
    const char *what;
};

const QList<Shape> &shapes()
{
    static const QList<Shape> all = {
        {QRegularExpression(QStringLiteral("(?:^|-)((?:19|20)\\d\\d-?(?:0[1-9]|1[0-2])-?(?:[0-2]\\d|3[01])|q[1-4]-?20\\d\\d|"
                                           "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
                                           "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)-\\d{1,4}|"
                                           "today|yesterday|tonight|this-week|last-week)(?:-|$)")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "a date")},
        {QRegularExpression(QStringLiteral("(?:^|-)((?:pr|mr|cl|issue|issues|ticket|bug|gh|jira|pull|incident|inc|task)-?\\d+)(?:-|$)")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "a ticket's or pull request's number")},
        {QRegularExpression(QStringLiteral("(?:^|-)((?:type|key|value|attribute|import|module|runtime|syntax|index|name|os|io|assertion|reference|"
                                           "null-?pointer|memory|segmentation|timeout|connection|permission|zero-?division)-?(?:error|exception|fault)|"
                                           "errno-?\\d*|error-(?:code-)?\\d+|http-?[45]\\d\\d|enoent|econnrefused|econnreset|eacces|eperm|etimedout|"
                                           "eaddrinuse|cannot|could-not|failed-to|is-not-defined|is-not-a-function|no-such-[a-z]+|not-found|"
                                           "permission-denied|unexpected-token|segfault|traceback)(?:-|$)")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "an error's text")},
        {QRegularExpression(QStringLiteral("^((?:fix|hotfix|bugfix|debug|audit)-.+)$")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "one repair of one thing")},
        {QRegularExpression(QStringLiteral("(?:^|-)(?!ed25519(?:-|$))((?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64})(?:-|$)")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "a hash")},
        // A standard's number is the name of a class of things; any other long number is one thing's.
        {QRegularExpression(QStringLiteral("(?:^|-)(?<!iso-)(?<!rfc-)(?<!ieee-)(?<!din-)(?<!sha-)(?<!es-)(?<!ecma-)(?<!en-)(\\d{4,})(?:-|$)")),
         QT_TRANSLATE_NOOP("hsf::skill::Words", "a number or year")},
    };
    return all;
}
} // namespace

Result<> checkClassLevelName(const QString &name)
{
    for (const Shape &shape : shapes()) {
        const auto match = shape.pattern.match(name);
        if (match.hasMatch()) {
            return fail(Error::Kind::Refused,
                        Words::tr("\"%1\" only makes sense today: \"%2\" is %3. Name the class of work, for example "
                                  "\"python-debugging\" or \"release-checklist\"")
                            .arg(name, match.captured(1), Words::tr(shape.what)));
        }
    }
    return {};
}

} // namespace hsf::skill
