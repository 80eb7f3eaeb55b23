// SPDX-License-Identifier: MIT
//
// `skill-factory` as a process, on a home of its own below a folder with a space in its name.
#pragma once
#include "service/stores.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace hsf::test {

struct Ran {
    int code = -1;
    QString out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

class Program
{
public:
    QString path(const QString &below = {}) const { return m_folder.filePath(below); }
    Home home() const { return Home::under(path(QStringLiteral("home"))); }
    /// A file below the folder, with the folders to it.
    void write(const QString &file, const QByteArray &bytes) const;

    QStringList environment; ///< besides PATH, HOME and the language: "NAME=value"
    std::unique_ptr<QProcess> started(const QStringList &words) const;
    Ran run(const QStringList &words) const;
    /// The home as the program would open it; close it before the program runs.
    Result<std::unique_ptr<service::Stores>> stores(const Clock &clock) const { return service::Stores::open(home(), {}, clock); }
    /// Submitted in the person's name; its state.
    changes::State submit(const changes::Operation &operation) const;

private:
    QTemporaryDir m_folder{QDir::tempPath() + QStringLiteral("/skill factory XXXXXX")};
};

/// A SKILL.md without findings of lint.
QByteArray faultlessSkill(const QByteArray &name, const QByteArray &description = "Checks invoices for wrong sums. Use when somebody asks whether invoices are right.");

} // namespace hsf::test
