// SPDX-License-Identifier: MIT
//
// What a session's system prompt says, frozen when the session starts: who the agent is, its workspace, the catalogue of skills
// within a budget, memory. No clock in it: one changed byte loses a provider's prompt cache. Pure; the words are resources/prompts/.
#pragma once
#include "library/snapshot.h"

#include <QSet>

namespace hsf::agent {

struct CatalogueInput {
    library::SnapshotPtr library;
    QSet<QString> pinned;                   ///< ids
    QSet<QString> leftOut;                  ///< ids not to show: archived, switched off
    QMap<QString, QDateTime> lastUse;       ///< by id
    QString opening;                        ///< the chat's first words
    int tokenBudget = 4'000;
};

struct Catalogue {
    QString text;            ///< <available_skills>…</available_skills>, and the line that says how many more there are
    QStringList shown;       ///< ids, in order
    QStringList without;     ///< ids there was no room for, the best first
    int more = 0;
    int tokens = 0;
};
/// Pinned first, then by fit to the opening words (BM25 over name, tags, description, headings, body) and recency of use.
Catalogue buildCatalogue(const CatalogueInput &input);

/// Skills of the library ranked by fit to a query; all of them, sorted by name, when it is empty. For skills_list as well.
QStringList rankedSkills(const library::LibrarySnapshot &library, const QString &query);

QString systemPrompt(const QString &workspace, const Catalogue &catalogue, const QStringList &memory, const QStringList &user);

} // namespace hsf::agent
