// SPDX-License-Identifier: MIT
//
// The one builder: settings, stores and services of a home, in that order, top to bottom. Window and command line call it.
#pragma once
#include "service/changesservice.h"
#include "service/chatservice.h"
#include "service/curatorservice.h"
#include "service/draftservice.h"
#include "service/editservice.h"
#include "service/exchangeservice.h"
#include "service/grantsservice.h"
#include "service/historyservice.h"
#include "service/libraryservice.h"
#include "service/memoryservice.h"
#include "service/modelservice.h"
#include "service/reviewservice.h"
#include "service/settingsservice.h"
#include "service/upkeep.h"
#include "service/syncservice.h"

namespace hsf::service {

struct FactoryOptions {
    StoreOptions stores;
    std::unique_ptr<Clock> clock;       ///< null: the system's
    bool backgroundTimers = true;       ///< curator's schedule; tests switch it off
};

class Factory
{
public:
    /// Returns at once but for the settings file; the stores open in the background (Workbench::opened).
    static Result<std::unique_ptr<Factory>> build(const Home &home, FactoryOptions options = {});
    ~Factory();

    std::unique_ptr<Workbench> bench;
    std::unique_ptr<SettingsService> settings;
    std::unique_ptr<ModelService> models;
    std::unique_ptr<LibraryService> library;
    std::unique_ptr<ChangesService> changes;
    std::unique_ptr<EditService> edits;
    std::unique_ptr<DraftService> drafts;
    std::unique_ptr<HistoryService> history;
    std::unique_ptr<ExchangeService> exchange;
    std::unique_ptr<SyncService> sync;
    std::unique_ptr<ReviewService> reviews;
    std::unique_ptr<CuratorService> curator;
    std::unique_ptr<MemoryService> memory;
    std::unique_ptr<ChatService> chats;
    std::unique_ptr<GrantsService> grants;
    std::unique_ptr<Upkeep> upkeep;

private:
    Factory() = default;
};

/// Fills an empty home with the sample library, workspace and backdated use of "Look around first"; gives the recorded words.
/// Blocks for a moment. A home that was prepared before is emptied first; any other one that is not empty is refused.
struct LookAround {
    QString workspace;
    std::shared_ptr<llm::ReplayClient> replay;
};
enum class Pace { Readable, AtOnce };   ///< of the words: for a person, or for a test
Result<LookAround> prepareLookAround(const Home &home, Pace pace = Pace::Readable);

} // namespace hsf::service
