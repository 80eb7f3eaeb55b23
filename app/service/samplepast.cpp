// SPDX-License-Identifier: MIT
#include "service/samplepast_p.h"
#include "service/curatorservice.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace hsf::service {

namespace {

Result<> broken(const QString &what)
{
    return fail(Error::Kind::Malformed, QCoreApplication::translate("hsf::service", "The sample is broken: %1").arg(what));
}

template <class T> Result<> done(const Result<T> &result)
{
    return result ? Result<>() : std::unexpected(result.error());
}

QByteArray resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

changes::EditMemory memoryOf(const QJsonObject &event)
{
    changes::EditMemory edit;
    for (const auto &[key, file] : {std::pair(u"memory"_s, library::MemoryFile::Memory), std::pair(u"user"_s, library::MemoryFile::User)}) {
        for (const QJsonValue &entry : event[key].toArray())
            edit.edits.append({.file = file, .text = entry.toString()});
    }
    return edit;
}

/// A file written now would look used now: it gets the time it is said to have.
Result<> backdate(const QString &path, const QDateTime &time)
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite) && file.setFileTime(time, QFileDevice::FileModificationTime))
        return {};
    return fail(Error::Kind::Storage, path + u": "_s + file.errorString());
}

} // namespace

Result<> SamplePast::happen(const QJsonArray &timeline)
{
    const QDateTime now = m_clock.now();
    for (const QJsonValue &event : timeline) {
        m_clock.set(now.addDays(-event[u"days_ago"].toInt()));
        if (const auto happened = happen(event.toObject()); !happened)
            return happened;
    }
    m_clock.set(now);
    return {};
}

Result<> SamplePast::happen(const QJsonObject &event)
{
    if (event.contains(u"messages"))
        return talk(event);
    if (event.contains(u"use"))
        return use(event);
    if (event.contains(u"curate"))
        return curate(event);
    if (event.contains(u"fact"))
        return change(event, changes::SetFact{event[u"skill"].toString(), event[u"fact"].toString(), event[u"value"].toString()});
    if (event.contains(u"memory"))
        return change(event, memoryOf(event));
    if (event.contains(u"patch"))
        return change(event, changes::PatchFile{.skill = event[u"patch"].toString(), .oldText = event[u"old"].toString().toUtf8(),
                                                .newText = event[u"new"].toString().toUtf8()});
    const QString skill = event[u"create"].toString();
    const auto created = change(event, changes::CreateSkill{skill, resource(u":/sample/library/%1/SKILL.md"_s.arg(skill))});
    return created ? backdate(m_stores.libraryFolder() + u'/' + skill + u"/SKILL.md"_s, m_clock.now()) : created;
}

Result<> SamplePast::talk(const QJsonObject &event)
{
    const auto session = m_stores.journal->createSession(m_settings.workspace, true);
    if (!session)
        return std::unexpected(session.error());
    m_chats.insert(event[u"chat"].toString(), session->id);
    for (const QJsonValue &message : event[u"messages"].toArray()) {
        const QString text = message[1].toString();
        const auto said = message[0] == u"user"_s ? chat::Message::user(text) : chat::Message::assistant(text);
        if (const auto stored = m_stores.journal->append(session->id, said); !stored)
            return std::unexpected(stored.error());
    }
    return m_stores.journal->setTitle(session->id, event[u"title"].toString());
}

// The chat itself is trashed: what counts is that a skill was loaded in it.
Result<> SamplePast::use(const QJsonObject &event)
{
    const auto session = m_stores.journal->createSession(m_settings.workspace, true);
    if (!session)
        return std::unexpected(session.error());
    const QString skill = event[u"use"].toString();
    return m_stores.journal->setTitle(session->id, event[u"in"].toString())
        .and_then([&] { return m_stores.journal->record({.kind = u"skill-viewed"_s, .session = session->id, .skill = skill}); })
        .and_then([&] { return m_stores.journal->record({.kind = u"skill-used"_s, .session = session->id, .skill = skill}); })
        .and_then([&] { return m_stores.journal->setTrashed(session->id, true); });
}

Result<> SamplePast::curate(const QJsonObject &event)
{
    const auto report = service::curate(m_stores, m_settings.curator, nullptr, CurateMode::Propose, m_clock.now());
    const auto proposals = m_stores.desk->proposals();
    if (!report || !proposals)
        return done(report).and_then([&] { return done(proposals); });
    for (const QJsonValue &skill : event[u"approve"].toArray()) {
        const auto proposal = std::ranges::find(*proposals, skill.toString(), &curator::Proposal::skill);
        if (proposal == proposals->end())
            return broken(u"nothing is proposed for %1"_s.arg(skill.toString()));
        const auto approved = done(m_stores.door->submit(curator::approvalDraft(*proposal))).and_then([&] {
            return m_stores.desk->decide(proposal->id, u"approved"_s);
        });
        if (!approved)
            return approved;
    }
    return {};
}

Result<> SamplePast::change(const QJsonObject &event, const changes::Operation &operation)
{
    const auto set = m_stores.door->submit({authorOf(event), event[u"reason"].toString(), {operation}});
    if (!set)
        return std::unexpected(set.error());
    const QString state = changes::stateName(set->state);
    const QString expected = event[u"expect"].toString(u"applied"_s);
    return state == expected ? Result<>() : broken(u"\"%1\" came to be %2: %3"_s.arg(set->reason, state, set->why));
}

changes::Author SamplePast::authorOf(const QJsonObject &event) const
{
    changes::Author author{.origin = changes::originFromName(event[u"by"].toString(u"you"_s)), .outcome = event[u"outcome"].toString()};
    if (const auto chat = m_chats.find(event[u"chat"].toString()); chat != m_chats.end()) {
        author.session = *chat;
        author.model = u"recording"_s;
    }
    for (const QJsonValue &evidence : event[u"evidence"].toArray())
        author.evidence.append({evidence[0].toInteger(), evidence[1].toString()});
    return author;
}

} // namespace hsf::service
