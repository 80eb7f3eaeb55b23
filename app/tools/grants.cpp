// SPDX-License-Identifier: MIT
#include "tools/grants.h"

#include "journal/journal.h"
#include "tools/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

const QStringList &kindNames()
{
    static const QStringList names{u"write"_s, u"like"_s, u"begins"_s, u"exactly"_s};
    return names;
}

QString nameOf(Grant::Kind kind)
{
    return kindNames().at(int(kind));
}

/// Columns kind, folder, pattern. A kind that a newer program stored allows nothing here.
std::optional<Grant> grantOf(const QSqlQuery &row, int first)
{
    const auto kind = kindNames().indexOf(row.value(first).toString());
    if (kind < 0)
        return std::nullopt;
    return Grant{Grant::Kind(kind), row.value(first + 1).toString(), row.value(first + 2).toString()};
}

std::optional<SessionId> sessionOf(const QVariant &text)
{
    const auto id = SessionId::parse(text.toString());
    return id ? std::optional(*id) : std::nullopt;
}

QString textOf(const std::optional<SessionId> &id)
{
    return id ? id->toString() : QString();
}

} // namespace

Grants::Grants(std::shared_ptr<storage::Database> database, const Clock &clock, journal::Journal *journal)
    : m_database(std::move(database))
    , m_clock(clock)
    , m_journal(journal)
{ }

QList<Grant> Grants::heldIn(const SessionId &chat) const
{
    QList<Grant> held;
    const Result<> read = m_database->each(u"SELECT kind, folder, pattern FROM grant_given WHERE chat IN ('', ?)"_s,
                                           {chat.toString()}, [&held](const QSqlQuery &row) {
                                               if (const auto grant = grantOf(row, 0))
                                                   held.append(*grant);
                                           });
    return read ? held : QList<Grant>();
}

Result<QList<GivenGrant>> Grants::all() const
{
    QList<GivenGrant> all;
    const Result<> read = m_database->each(u"SELECT g.kind, g.folder, g.pattern, g.id, g.chat, g.given_in, g.time, "
                                           u"coalesce(s.title, '') FROM grant_given g "
                                           "LEFT JOIN session s ON s.id = g.given_in ORDER BY g.time DESC, g.id DESC"_s,
                                           {}, [&all](const QSqlQuery &row) {
                                               if (const auto grant = grantOf(row, 0)) {
                                                   all.append({.id = row.value(3).toString(),
                                                               .grant = *grant,
                                                               .chat = sessionOf(row.value(4)),
                                                               .givenIn = sessionOf(row.value(5)),
                                                               .title = row.value(7).toString(),
                                                               .time = fromStored(row.value(6).toString())});
                                               }
                                           });
    if (!read)
        return withContext(read.error(), Words::tr("Could not read what is allowed"));
    return all;
}

Result<> Grants::give(const QList<Grant> &grants, Scope scope, const SessionId &chat)
{
    if (grants.isEmpty())
        return {};
    const QString holdsIn = scope == Scope::Chat ? chat.toString() : QString();
    return announced(m_database->transaction([&]() -> Result<> {
        for (const Grant &grant : grants) {
            if (const Result<> done = put(freshIdText(), grant, holdsIn, chat.toString()); !done)
                return done;
            record(u"given"_s, grant, scope, chat);
        }
        return {};
    }));
}

Result<> Grants::giveAgain(const QList<GivenGrant> &grants)
{
    return announced(m_database->transaction([&]() -> Result<> {
        for (const GivenGrant &given : grants) {
            if (const Result<> done = put(given.id, given.grant, textOf(given.chat), textOf(given.givenIn)); !done)
                return done;
            record(u"given"_s, given.grant, given.chat ? Scope::Chat : Scope::Always, given.givenIn);
        }
        return {};
    }));
}

Result<> Grants::revoke(const QList<GivenGrant> &grants)
{
    return announced(m_database->transaction([&]() -> Result<> {
        for (const GivenGrant &given : grants) {
            // By what it allows and not by its number: it may have been given again meanwhile.
            const Result<> done = m_database->change(
                u"DELETE FROM grant_given WHERE chat = ? AND kind = ? AND folder = ? AND pattern = ?"_s,
                {textOf(given.chat), nameOf(given.grant.kind), given.grant.folder, given.grant.pattern});
            if (!done)
                return done;
            record(u"revoked"_s, given.grant, given.chat ? Scope::Chat : Scope::Always, given.givenIn);
        }
        return {};
    }));
}

Result<> Grants::forgetAll()
{
    return announced(m_database->change(u"DELETE FROM grant_given"_s));
}

Result<> Grants::put(const QString &id, const Grant &grant, const QString &chat, const QString &givenIn)
{
    return m_database->change(
        u"INSERT OR IGNORE INTO grant_given (id, chat, kind, folder, pattern, given_in, time) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {id, chat, nameOf(grant.kind), grant.folder, grant.pattern, givenIn, toStored(m_clock.now())});
}

Result<> Grants::announced(const Result<> &done)
{
    if (done && m_changed)
        m_changed();
    if (done)
        return done;
    const auto failed = withContext(done.error(), Words::tr("Could not store what is allowed; calls ask as before"));
    if (m_failed)
        m_failed(failed.error());
    return failed;
}

void Grants::record(const QString &deed, const Grant &grant, Scope scope, const std::optional<SessionId> &chat)
{
    if (m_journal) {
        (void)m_journal->record({.kind = u"grant"_s,
                                 .session = chat,
                                 .data = {{u"deed"_s, deed},
                                          {u"scope"_s, scope == Scope::Chat ? u"chat"_s : u"always"_s},
                                          {u"kind"_s, nameOf(grant.kind)},
                                          {u"folder"_s, grant.folder},
                                          {u"pattern"_s, grant.pattern}}});
    }
}

} // namespace hsf::tools
