// SPDX-License-Identifier: MIT
#include "agent/prompt.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace hsf::agent {

namespace {

QString templateText()
{
    QFile file(u":/prompts/system.md"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "systemPrompt", "the prompt is compiled in");
    return QString::fromUtf8(file.readAll());
}

/// ${name} → value, in one pass: a value that looks like a placeholder stays as it is.
QString filled(const QString &text, const QMap<QString, QString> &values)
{
    static const QRegularExpression placeholder(u"\\$\\{(\\w+)\\}"_s);
    QString result;
    qsizetype at = 0;
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(text)) {
        result += QStringView(text).sliced(at, match.capturedStart() - at);
        result += values.value(match.captured(1));
        at = match.capturedEnd();
    }
    return result + text.sliced(at);
}

QString entries(const QStringList &list, const QString &none)
{
    return list.isEmpty() ? none : list.join(u"\n§\n"_s);
}

} // namespace

QString systemPrompt(const QString &workspace, const Catalogue &catalogue, const QStringList &memory,
                     const QStringList &user)
{
    const QString place = workspace.isEmpty()
        ? u"None has been chosen. Ask the person to choose one before you work on files."_s
        : workspace;
    return filled(
        templateText(),
        {{u"workspace"_s, place},
         {u"catalogue"_s, catalogue.text.isEmpty() ? u"The library has no skills yet."_s : catalogue.text.trimmed()},
         {u"memory"_s, entries(memory, u"(nothing yet)"_s)},
         {u"user"_s, entries(user, u"(nothing yet)"_s)}});
}

} // namespace hsf::agent
