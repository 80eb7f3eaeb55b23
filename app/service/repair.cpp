// SPDX-License-Identifier: MIT
#include "service/repair.h"

#include "library/examine.h"
#include "service/databasecare.h"
#include "service/historyservice.h"
#include "service/words_p.h"
#include "storage/backups.h"

namespace hsf::service {

Diagnosis diagnosed(const Home &home)
{
    // The database first: a history is read in a moment or in a minute, this one always quickly.
    if (QFileInfo::exists(home.database()) && !storage::isWhole(home.database()))
        return {Remedy::BringBackDatabase,
                Words::tr("The database %1 is damaged. The newest whole copy of it can take its place; conversations, changes "
                   "that waited, pins and "
                   "the record of use from after that copy will be missing. Skills, memory and their history are not "
                   "touched, and the "
                   "damaged file is kept beside it.")
                    .arg(home.database())};
    const bool begun = QFileInfo::exists(home.history());
    const auto faults = begun ? library::examinedHistory(home.history()) : Result<QStringList>();
    if (faults && !faults->isEmpty())
        return {Remedy::BeginHistoryAnew,
                Words::tr("The history %1 is damaged: %2. A new one can be begun from the skills and memory as they lie on "
                   "the disk, which are not "
                   "touched. Who wrote what before today will then be found only in the damaged one, which is kept "
                   "beside it.")
                    .arg(home.history(), faults->first())};
    return {};
}

Result<QString> repairedHome(const Home &home, const Settings &settings, const Clock &clock, Remedy remedy)
{
    switch (remedy) {
    case Remedy::BringBackDatabase:
        return broughtBackDatabase(home, clock);
    case Remedy::BeginHistoryAnew:
        return rebuiltHistory(home, settings, clock).transform([](const QString &kept) {
            return Words::tr("A new history was begun; the damaged one is kept as %1.").arg(kept);
        });
    case Remedy::None:
        break;
    }
    return fail(Error::Kind::Refused, Words::tr("Nothing was found that could be repaired."));
}

} // namespace hsf::service
