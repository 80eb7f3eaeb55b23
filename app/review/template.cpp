// SPDX-License-Identifier: MIT
#include "review/template_p.h"

#include <QRegularExpression>

namespace hsf::review {

namespace {

QString withoutEmptySections(const QString &text, const QMap<QString, QString> &values)
{
    QStringList lines;
    QString leavingOut;
    for (const QString &line : text.split(u'\n')) {
        const QString name = line.mid(3).chopped(line.size() > 5 ? 2 : 0);
        const bool begins = line.startsWith(QLatin1String("{{#"));
        const bool ends = line.startsWith(QLatin1String("{{/"));
        if (begins && leavingOut.isEmpty() && values.value(name).isEmpty())
            leavingOut = name;
        else if (ends && leavingOut == name)
            leavingOut.clear();
        else if (leavingOut.isEmpty() && !begins && !ends)
            lines.append(line);
    }
    return lines.join(u'\n');
}

} // namespace

QString rendered(const QString &text, const QMap<QString, QString> &values)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{\\{([a-z]+)\\}\\}"));
    const QString kept = withoutEmptySections(text, values);
    QString result;
    qsizetype done = 0;
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(kept)) {
        result += QStringView(kept).sliced(done, match.capturedStart() - done);
        result += values.value(match.captured(1));
        done = match.capturedEnd();
    }
    return result + kept.sliced(done);
}

} // namespace hsf::review
