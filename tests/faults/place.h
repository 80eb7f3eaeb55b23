// SPDX-License-Identifier: MIT
//
// A home to be hurt: made once, kept aside, and put back before each new harm.
#pragma once
#include "work.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>

namespace hsf::faults {

using namespace Qt::StringLiterals;

/// Tree path → what is known of it: of a file Git's name of its bytes, of a folder without any (as "…/") nothing.
using Standing = QMap<QString, QString>;

/// Every file below skills and memories, temporary ones too.
inline Standing filesOnDisk(const Home &home)
{
    Standing all;
    for (const auto &[root, prefix] :
         {std::pair(home.defaultLibrary(), u"skills"_s), std::pair(home.memories(), u"memories"_s)}) {
        constexpr auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        QDirIterator walk(root, everything, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QFileInfo info = walk.nextFileInfo();
            const QString path = prefix + info.filePath().sliced(root.size());
            QFile file(info.filePath());
            if (info.isDir() && QDir(info.filePath()).isEmpty(everything))
                all.insert(path + u'/', {});
            else if (info.isFile() && file.open(QIODevice::ReadOnly))
                all.insert(path, library::blobName(file.readAll()));
        }
    }
    return all;
}

/// How the skills stand, "skill: fact" → value.
inline Standing factsOf(const changes::Door &door)
{
    Standing all;
    const auto facts = door.facts().value_or(QMap<QString, changes::SkillFacts>());
    for (const auto &[skill, known] : facts.asKeyValueRange())
        for (const char *fact : {"origin", "stage", "managed", "pinned", "enabled", "keep-until"})
            all.insert(skill + u": "_s + QString::fromLatin1(fact),
                       changes::factValue(known, QString::fromLatin1(fact)));
    return all;
}

inline QString difference(const Standing &one, const Standing &other)
{
    QStringList lines;
    for (const auto &[what, value] : one.asKeyValueRange())
        if (other.value(what) != value || !other.contains(what))
            lines.append(u"%1: %2, not %3"_s.arg(what, value, other.value(what, u"(nothing)"_s)));
    for (const auto &[what, value] : other.asKeyValueRange())
        if (!one.contains(what))
            lines.append(u"%1: nothing, not %2"_s.arg(what, value));
    return lines.join(u'\n');
}

struct Place {
    QTemporaryDir folder{QDir::tempPath() + u"/hsf faults XXXXXX"_s};
    QString home = folder.filePath(u"a home"_s);
    QString ledger = folder.filePath(u"ledger"_s);
    SystemClock clock;

    Home paths() const { return Home::under(home); }
    Result<std::unique_ptr<service::Stores>> open() const { return service::Stores::open(paths(), {}, clock); }

    /// A home as it is when a few things have happened.
    Result<> furnished()
    {
        QDir().mkpath(home + u"/work"_s);
        const auto stores = open();
        if (!stores)
            return std::unexpected(stores.error());
        Ledger nobody(folder.filePath(u"prepared"_s));
        return furnish({**stores, nobody, home});
    }
    bool keepAside() { return copied(home, folder.filePath(u"kept"_s)); }
    bool putBack()
    {
        QFile::remove(ledger);
        return QDir(home).removeRecursively() && copied(folder.filePath(u"kept"_s), home);
    }
    /// Disk and facts; the home is opened for it.
    Result<Standing> standing() const
    {
        const auto stores = open();
        if (!stores)
            return std::unexpected(stores.error());
        Standing all = filesOnDisk(paths());
        all.insert(factsOf(*(*stores)->door));
        return all;
    }

    static bool copied(const QString &from, const QString &to)
    {
        return QProcess::execute(u"cp"_s, {u"-a"_s, u"-T"_s, from, to}) == 0;
    }
};

inline void start(QProcess &process, const Place &place, const QStringList &words)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(HSF_BIN_DIR "/hsf-faults"), QStringList{place.home, place.ledger} + words);
}

} // namespace hsf::faults
