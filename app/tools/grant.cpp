// SPDX-License-Identifier: MIT
#include "tools/grant.h"

#include "tools/words_p.h"

#include <QDir>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace hsf::tools {

QString grantWords(const QList<Grant> &grants)
{
    if (grants.isEmpty())
        return {};
    QStringList patterns;
    for (const Grant &grant : grants)
        patterns.append(grant.pattern);
    const QString folder = QDir::toNativeSeparators(grants.first().folder);
    const QString quoted = patterns.join(u"”, “"_s);
    switch (grants.first().kind) {
    case Grant::Kind::Write:
        return Words::tr("write files in %1").arg(folder);
    case Grant::Kind::Like:
        return Words::tr("run commands like “%1” in %2").arg(quoted, folder);
    case Grant::Kind::Begins:
        return Words::tr("run commands that begin with “%1” in %2").arg(quoted, folder);
    case Grant::Kind::Exactly:
        return Words::tr("run exactly “%1” in %2").arg(quoted, folder);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace hsf::tools
