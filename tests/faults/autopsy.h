// SPDX-License-Identifier: MIT
//
// What is looked at after a kill: the home is opened as the program opens it, then disk, history, database and the
// ledger of what was acknowledged must agree. examine() looks at everything that is new since it looked last;
// examineWhole() at all of it, with the git program as the second witness.
#pragma once
#include "library/skillreader.h"
#include "place.h"

#include <QCryptographicHash>

namespace hsf::faults {

class Autopsy
{
public:
    Autopsy(const Home &home, const QString &ledger)
        : m_home(home)
        , m_ledger(ledger)
    { }

    /// A sentence about the first thing that is wrong; empty: all is well.
    QString examine()
    {
        const bool cut = isCut();
        m_cut += cut;
        const auto stores = service::Stores::open(m_home, {}, m_clock);
        if (!stores)
            return u"the home does not open: "_s + stores.error().message;
        if (isCut())
            return u"the checkout was not finished"_s;
        if (const QStringList left = QDir(m_home.history() + u"/objects"_s).entryList({u"tmp_*"_s}, QDir::Files);
            !left.isEmpty())
            return u"an unfinished object was left in the history: "_s + left.first();
        for (const auto &question : {&Autopsy::filesAreWhole, &Autopsy::setsAgree, &Autopsy::nothingIsMissing})
            if (const QString wrong = (this->*question)(**stores); !wrong.isEmpty())
                return wrong;
        return {};
    }

    QString examineWhole()
    {
        if (const QString wrong = examine(); !wrong.isEmpty())
            return wrong;
        if (const QString wrong = fsck(); !wrong.isEmpty())
            return wrong;
        const auto stores = service::Stores::open(m_home, {}, m_clock);
        if (!stores)
            return stores.error().message;
        const auto sets = (*stores)->door->sets({}, {}, std::numeric_limits<int>::max());
        if (!sets)
            return sets.error().message;
        QHash<QString, QString> ofSets;
        for (const changes::ChangeSet &set : *sets)
            if (!set.commit.isEmpty())
                ofSets.insert(set.commit, set.id.toString());
        const QByteArray all = git({u"rev-list"_s, u"main"_s});
        for (const QByteArray &commit : all.trimmed().split('\n'))
            if (!ofSets.remove(QString::fromLatin1(commit)))
                return u"the commit %1 is no change set"_s.arg(QString::fromLatin1(commit));
        if (!ofSets.isEmpty())
            return u"the change set %1 has a commit that is not on the branch"_s.arg(ofSets.begin().value());
        const auto records = (*stores)->reviews->records(std::numeric_limits<int>::max());
        QSet<QString> done;
        for (const review::ReviewRecord &record : records.value_or(QList<review::ReviewRecord>()))
            if (record.state == u"done")
                done.insert(record.id.toString());
        for (const QString &review : std::as_const(m_reviews))
            if (!done.contains(review))
                return u"the review %1 was done and is not known"_s.arg(review);
        return acknowledgedBytes();
    }

    QString fsck() const
    {
        QProcess process;
        process.start(
            u"git"_s,
            {u"--git-dir="_s + m_home.history(), u"fsck"_s, u"--strict"_s, u"--no-dangling"_s, u"--no-progress"_s});
        process.waitForFinished(-1);
        return process.exitCode() == 0 ? QString()
                                       : u"git fsck: "_s + QString::fromUtf8(process.readAllStandardError());
    }
    /// The branch is ahead of what lies on disk: somebody died in between.
    bool isCut() const { return reference(u"heads/main"_s) != reference(u"hsf/checked-out"_s); }
    QString head() const { return QString::fromLatin1(reference(u"heads/main"_s)); }

    int cutCheckouts() const { return m_cut; }
    int acknowledgedSets() const { return int(m_sets.size()); }
    int acknowledgedMessages() const { return m_messages; }
    int acknowledgedReviews() const { return int(m_reviews.size()); }
    int refusals() const { return m_refusals; }
    int commits() const { return int(m_commits.size()); }
    QStringList refusedWords() const { return m_refused; }
    const QMap<QString, int> &acknowledgedKinds() const { return m_done; }

private:
    QByteArray reference(const QString &name) const
    {
        QFile file(m_home.history() + u"/refs/"_s + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }
    QByteArray git(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        process.start(u"git"_s, QStringList{u"--git-dir="_s + m_home.history()} + arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(-1);
        return process.readAllStandardOutput();
    }
    Result<Standing> inHistory(const library::History &history) const
    {
        if (history.head().isEmpty())
            return Standing();
        auto skills = history.filesAt(history.head(), u"skills"_s);
        const auto memories = history.filesAt(history.head(), u"memories"_s);
        if (!skills || !memories)
            return std::unexpected(skills ? memories.error() : skills.error());
        skills->insert(*memories);
        return skills;
    }

    QString filesAreWhole(service::Stores &stores)
    {
        const auto history = library::History::open(m_home.history());
        if (!history)
            return history.error().message;
        auto kept = inHistory(**history);
        if (!kept)
            return kept.error().message;
        // The hand's own file is the only one that may be newer than the history: it is recorded when somebody looks.
        auto disk = filesOnDisk(m_home);
        const QString byHand = u"skills/by-hand/SKILL.md"_s;
        const QString hand = disk.take(byHand);
        kept->remove(byHand);
        if (const QString wrong = difference(disk, *kept); !wrong.isEmpty())
            return u"disk and history differ: "_s + wrong;
        if (const auto recorded = stores.door->recordOutside(); !recorded)
            return recorded.error().message;
        kept = inHistory(**history);
        disk.insert(byHand, hand);
        if (hand.isEmpty())
            disk.remove(byHand);
        return kept ? difference(disk, *kept) : kept.error().message;
    }

    /// Each commit since the last look has its change set, applied; no set is left half-way.
    QString setsAgree(service::Stores &stores)
    {
        const auto drafted = stores.door->count(changes::State::Drafted);
        if (!drafted || *drafted != 0)
            return drafted ? u"%1 sets are left as drafts"_s.arg(*drafted) : drafted.error().message;
        const auto history = library::History::open(m_home.history());
        const auto fresh = revisionsSince(**history, m_seen);
        if (!fresh)
            return fresh.error().message;
        for (const library::Revision &revision : *fresh) {
            const QString id = revision.trailers.value(u"Change-Set"_s);
            m_commits.insert(revision.commit, id);
            if (id.isEmpty())
                continue; // an edit by hand
            const auto set = stores.door->set(*ChangeSetId::parse(id));
            if (!set || set->commit != revision.commit)
                return u"the set %1 does not know its commit"_s.arg(id);
            using enum changes::State;
            if (set->state != Applied && set->state != PartlyApplied && set->state != Undone)
                return u"the set %1 is committed and %2"_s.arg(id, changes::stateName(set->state));
            const auto undone = set->undoes ? stores.door->set(*set->undoes) : set;
            if (set->undoes && set->state == Applied && (!undone || undone->state != Undone))
                return u"the set %1 undoes another, which does not know"_s.arg(id);
        }
        m_seen = (*history)->head();
        return {};
    }
    Result<QList<library::Revision>> revisionsSince(const library::History &history, const QString &seen) const
    {
        for (int limit = 64;; limit *= 4) {
            auto log = history.log({}, limit);
            if (!log)
                return log;
            const auto known = std::ranges::find(*log, seen, &library::Revision::commit);
            if (known == log->end() && log->size() == limit)
                continue;
            if (known == log->end() && !seen.isEmpty())
                return fail(Error::Kind::Storage, u"the history lost the commit %1"_s.arg(seen));
            log->erase(known, log->end());
            return log;
        }
    }

    /// What the ledger got since the last look is in the history, in the journal.
    QString nothingIsMissing(service::Stores &stores)
    {
        QFile file(m_ledger);
        if (!file.open(QIODevice::ReadOnly) || !file.seek(m_read))
            return file.exists() ? u"the ledger cannot be read"_s : QString();
        const QByteArray bytes = file.readAll();
        const qsizetype whole = bytes.lastIndexOf('\n') + 1;
        m_read += whole;
        QMap<QString, QMap<qint64, QString>> messages;
        for (const QByteArray &line : bytes.first(whole).split('\n')) {
            const QStringList words = QString::fromUtf8(line).split(u' ');
            if (words.first() == u"did") {
                if (!words[3].isEmpty() && !m_commits.contains(words[3]))
                    return u"the acknowledged set %1 is not in the history"_s.arg(words[2]);
                m_sets.insert(words[2]);
                ++m_done[words[1]];
            } else if (words.first() == u"held") {
                if (!stores.door->set(*ChangeSetId::parse(words[1])))
                    return u"the set %1 was held and is not known"_s.arg(words[1]);
            } else if (words.first() == u"set") {
                if (!m_commits.contains(words[2])
                    || (!m_commits[words[2]].isEmpty() && m_commits[words[2]] != words[1]))
                    return u"the acknowledged set %1 is not in the history"_s.arg(words[1]);
                m_files.append({words[2] + u':' + words.sliced(3, words.size() - 4).join(u' '), words.last()});
            } else if (words.first() == u"message") {
                messages[words[1]].insert(words[2].toLongLong(), words[3]);
                ++m_messages;
            } else if (words.first() == u"review") {
                m_reviews.append(words[1]);
            } else if (words.first() == u"refused") {
                ++m_refusals;
                m_refused.append(words.sliced(1).join(u' '));
            }
        }
        for (const auto &[session, sums] : messages.asKeyValueRange()) {
            QMap<qint64, QString> stored;
            for (const auto &message :
                 stores.journal->messages(*SessionId::parse(session)).value_or(QList<journal::StoredMessage>()))
                stored.insert(
                    message.number,
                    QString::fromLatin1(
                        QCryptographicHash::hash(message.message.text.toUtf8(), QCryptographicHash::Sha1).toHex()));
            for (const auto &[number, sum] : sums.asKeyValueRange())
                if (stored.value(number) != sum)
                    return u"message %1 of the chat %2 is missing"_s.arg(number).arg(session);
        }
        return {};
    }
    /// Every acknowledged file, asked of the git program: commit:path has exactly these bytes.
    QString acknowledgedBytes() const
    {
        QByteArray questions;
        for (const auto &[name, blob] : m_files)
            questions += name.toUtf8() + '\n';
        const QList<QByteArray> answers = git({u"cat-file"_s, u"--batch-check=%(objectname)"_s}, questions).split('\n');
        for (qsizetype i = 0; i < m_files.size(); ++i) {
            const QString found = QString::fromUtf8(answers.value(i));
            const auto &[name, blob] = m_files.at(i);
            if (blob == u"-" ? !found.endsWith(u"missing") : found != blob)
                return u"%1 was acknowledged as %2, the history says %3"_s.arg(name, blob, found);
        }
        return {};
    }

    Home m_home;
    QString m_ledger;
    SystemClock m_clock;
    int m_cut = 0, m_messages = 0, m_refusals = 0;
    qint64 m_read = 0;
    QString m_seen;
    QHash<QString, QString> m_commits; // commit → change set
    QSet<QString> m_sets;
    QMap<QString, int> m_done; // kind → how often
    QStringList m_reviews, m_refused;
    QList<std::pair<QString, QString>> m_files; // "commit:path", blob
};

} // namespace hsf::faults
