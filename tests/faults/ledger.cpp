// SPDX-License-Identifier: MIT
#include "ledger.h"

#include "library/skillreader.h"

#include <QCryptographicHash>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::faults {

QString sumOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
}

Ledger::Ledger(const QString &file)
    : m_file(::open(QFile::encodeName(file).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600))
{
    if (m_file < 0)
        qFatal("the ledger %s cannot be written", qPrintable(file));
}

Ledger::~Ledger()
{
    ::close(m_file);
}

void Ledger::write(const QStringList &lines)
{
    const QByteArray bytes = lines.join(u'\n').toUtf8() + '\n';
    if (::write(m_file, bytes.constData(), size_t(bytes.size())) != bytes.size() || ::fdatasync(m_file) != 0)
        qFatal("the ledger cannot be written");
}

void Ledger::noteSet(const changes::ChangeSet &set, const QString &kind)
{
    QStringList lines{u"did %1 %2 %3"_s.arg(kind, set.id.toString(), set.commit)};
    for (const changes::FileChange &file : set.commit.isEmpty() ? QList<changes::FileChange>() : set.files)
        lines.append(u"set %1 %2 %3 %4"_s.arg(set.id.toString(), set.commit, file.path,
                                              file.result ? library::blobName(*file.result) : u"-"_s));
    write(lines);
}

void Ledger::noteHeld(const changes::ChangeSet &set)
{
    write({u"held "_s + set.id.toString()});
}

void Ledger::noteMessage(const SessionId &session, qint64 number, const QString &text)
{
    write({u"message %1 %2 %3"_s.arg(session.toString()).arg(number).arg(sumOf(text))});
}

void Ledger::noteReview(const ReviewId &id)
{
    write({u"review "_s + id.toString()});
}

void Ledger::noteRefused(const QString &sentence)
{
    write({u"refused "_s + QString(sentence).replace(u'\n', u' ')});
}

} // namespace hsf::faults
