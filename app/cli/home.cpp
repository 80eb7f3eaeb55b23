// SPDX-License-Identifier: MIT
#include "cli/home.h"
#include "cli/words_p.h"

#include <QRegularExpression>

namespace hsf::cli {

Result<std::unique_ptr<OpenHome>> openHome(const Home &home)
{
    auto open = std::make_unique<OpenHome>();
    auto settings = service::loadSettings(home);
    if (!settings)
        return std::unexpected(settings.error());
    open->settings = *std::move(settings);
    auto stores = service::Stores::open(home, open->settings, open->clock);
    if (!stores)
        return withContext(stores.error(), Words::tr("Could not open %1").arg(home.data));
    open->stores = *std::move(stores);
    return open;
}

OpenHome::~OpenHome()
{
    if (stores) // an error loses nothing: the next start of any of the programs tries again
        std::ignore = stores->door->settle();
}

Result<library::SkillEntry> findSkill(service::Stores &stores, const QString &idOrName)
{
    const library::SnapshotPtr library = stores.ensureSnapshot();
    if (const library::SkillEntry *entry = library->find(idOrName))
        return *entry;
    QStringList alike;
    for (const library::SkillEntry &entry : library->skills) {
        if (entry.id.name() == idOrName.section(u'/', -1))
            alike.append(entry.id.toString());
    }
    const QString hint = alike.isEmpty() ? Words::tr("\"skill-factory list\" shows what there is.")
                                         : Words::tr("Did you mean %1?").arg(alike.join(QStringLiteral(", ")));
    return fail(Error::Kind::NotFound, Words::tr("There is no skill \"%1\". %2").arg(idOrName, hint));
}

Result<QString> revisionMeant(const library::History &past, const QString &text)
{
    static const QRegularExpression date(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d"));
    if (!text.contains(date))
        return past.named(text);
    const bool whole = text.size() == 10; // a day means its end
    const QDateTime moment
        = whole ? QDate::fromString(text, Qt::ISODate).endOfDay() : QDateTime::fromString(text, Qt::ISODate);
    if (!moment.isValid())
        return fail(Error::Kind::Malformed,
                    Words::tr("\"%1\" is neither a revision nor a time like 2030-01-31T18:00:00Z.").arg(text));
    const auto commit = past.commitAt(moment);
    if (commit && commit->isEmpty())
        return fail(Error::Kind::NotFound, Words::tr("Nothing was recorded yet at %1.").arg(text));
    return commit;
}

} // namespace hsf::cli
