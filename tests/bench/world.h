// SPDX-License-Identifier: MIT
//
// Homes of a given size, made up but shaped like real ones: SKILL.md of 5 to 8 kB with headings, lists and code, one reference
// file each, chats with questions, calls and answers.
#pragma once
#include "base/home.h"
#include "base/settings.h"

#include <QTemporaryDir>

namespace hsf::bench {

QByteArray skillText(const QString &name, int number);
/// Folders skill-00000 … below `root`, in twenty categories.
void writeSkills(const QString &root, int count);
/// Markdown of about so many characters: paragraphs, lists, tables, code.
QString longAnswer(int characters);

class World
{
public:
    /// A home with skills that its history knows, and chats.
    World(int skills, int chats, const Settings &settings = {});
    Home home() const { return Home::under(m_folder.filePath(QStringLiteral("home"))); }
    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder{QDir::tempPath() + QStringLiteral("/hsf bench XXXXXX")};
};

} // namespace hsf::bench
