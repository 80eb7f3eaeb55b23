// SPDX-License-Identifier: MIT
//
// Reading a package in two steps: the files as they lie in a folder or archive (I/O), then which skills they are
// (pure).
#pragma once
#include "library/package.h"

namespace hsf::library {

struct RawFile {
    QString path; ///< parts joined by '/', none of them empty, "." or ".."
    QByteArray bytes;
    bool executable = false;
    QString leftOut; ///< why it has no bytes: a link, a device, too large …; empty: it has
};

struct RawPackage {
    QString place;
    QString name; ///< of the folder or archive, without suffixes
    Package::Kind kind = Package::Kind::Folder;
    QList<RawFile> files;
    QStringList problems;
};

Result<RawPackage> rawFolder(const QString &path, const Reading &reading);
Result<RawPackage> rawArchive(const QString &path, const Reading &reading);

/// Which of the files make up which skill.
Package laidOut(const RawPackage &raw);

/// A folder that other programs keep for themselves (.git, node_modules …), at any depth; .archive is none.
bool isForeignFolder(const QString &name);
/// Keyed by the skill's name. What is not as it should be is left at its default.
QMap<QString, HermesFacts> hermesFacts(const QByteArray &usageJson);
std::unexpected<Error> tooLarge(const PackageLimits &limits);
std::unexpected<Error> tooMany(const PackageLimits &limits);

} // namespace hsf::library
