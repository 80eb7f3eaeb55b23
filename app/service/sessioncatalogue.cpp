// SPDX-License-Identifier: MIT
#include "service/sessioncatalogue.h"

#include "base/text.h"
#include "service/chatturn.h"
#include "tools/hosttools.h"

namespace hsf::service {

Result<agent::CatalogueInput> catalogueInput(Stores &stores, const Settings &settings, const QString &opening)
{
    const auto facts = stores.door->facts();
    const auto use = stores.journal->skillUse();
    if (!facts || !use)
        return std::unexpected(facts ? use.error() : facts.error());
    agent::CatalogueInput input{.library = stores.ensureSnapshot(), .opening = opening, .tokenBudget = settings.catalogueTokens};
    for (const changes::SkillFacts &skill : *facts) {
        if (skill.pinned)
            input.pinned.insert(skill.skill);
        if (skill.stage == changes::Stage::Archived || !skill.enabled)
            input.leftOut.insert(skill.skill);
    }
    for (auto it = use->begin(); it != use->end(); ++it)
        input.lastUse.insert(it.key(), std::max(it->lastUsed, it->lastViewed));
    return input;
}

Result<CataloguePreview> previewCatalogue(Stores &stores, const Settings &settings, const QString &workspace, const QString &opening)
{
    const auto input = catalogueInput(stores, settings, opening);
    if (!input)
        return std::unexpected(input.error());
    const auto prompt = freshSystemPrompt(stores, settings, workspace, opening);
    if (!prompt)
        return std::unexpected(prompt.error());
    const auto archived = std::ranges::count_if(input->library->skills, [&](const library::SkillEntry &entry) {
        return entry.archived || input->leftOut.contains(entry.id.toString());
    });
    return CataloguePreview{opening, agent::buildCatalogue(*input), *prompt, estimatedTokens(*prompt), settings.catalogueTokens, int(archived)};
}

Result<> renewCatalogue(Stores &stores, const Settings &settings, const SessionId &id)
{
    const auto session = stores.journal->session(id);
    if (!session)
        return std::unexpected(session.error());
    if (session->systemPrompt.isEmpty())
        return {}; // nothing is frozen yet: its first turn takes the newest
    const auto messages = stores.journal->messages(id);
    if (!messages)
        return std::unexpected(messages.error());
    const auto first = std::ranges::find(*messages, chat::Role::User, [](const journal::StoredMessage &stored) { return stored.message.role; });
    const auto prompt = freshSystemPrompt(stores, settings, session->workspace, first == messages->end() ? QString() : first->message.text);
    if (!prompt)
        return std::unexpected(prompt.error());
    return stores.journal->freeze(id, *prompt, session->tools);
}

} // namespace hsf::service
