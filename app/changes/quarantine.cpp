// SPDX-License-Identifier: MIT
#include "changes/quarantine.h"
#include "changes/words_p.h"

#include <QDir>
#include <QSaveFile>

namespace hsf::changes {

Result<> quarantine(const ChangeSet &set, const QString &folder)
{
    for (const FileChange &file : set.files) {
        if (!file.result)
            continue;
        const QString path = folder + u'/' + set.id.toString() + u'/' + file.path;
        QSaveFile copy(path);
        const bool kept = QDir().mkpath(path.section(u'/', 0, -2)) && copy.open(QIODevice::WriteOnly)
            && copy.write(*file.result) == file.result->size()
            && copy.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && copy.commit();
        if (!kept)
            return fail(Error::Kind::Storage,
                        Words::tr("cannot keep %1 in quarantine: %2").arg(path, copy.errorString()));
    }
    return {};
}

} // namespace hsf::changes
