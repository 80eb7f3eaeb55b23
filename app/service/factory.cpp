// SPDX-License-Identifier: MIT
#include "service/factory.h"

namespace hsf::service {

Result<std::unique_ptr<Factory>> Factory::build(const Home &home, FactoryOptions options)
{
    const auto settings = loadSettings(home);
    if (!settings)
        return std::unexpected(settings.error());
    std::unique_ptr<Factory> f(new Factory);
    f->bench = std::make_unique<Workbench>(home, *settings, std::move(options.clock), options.stores);
    f->settings = std::make_unique<SettingsService>(*f->bench, *settings);
    f->models = std::make_unique<ModelService>(*f->bench, *f->settings);
    f->library = std::make_unique<LibraryService>(*f->bench, *f->settings);
    f->changes = std::make_unique<ChangesService>(*f->bench);
    f->changes->takeSettings(*settings);
    QObject::connect(f->settings.get(), &SettingsService::changed, f->changes.get(), &ChangesService::takeSettings);
    f->edits = std::make_unique<EditService>(*f->bench);
    f->drafts = std::make_unique<DraftService>(*f->bench);
    f->history = std::make_unique<HistoryService>(*f->bench);
    f->exchange = std::make_unique<ExchangeService>(*f->bench);
    f->sync = std::make_unique<SyncService>(*f->bench, *f->settings);
    f->reviews = std::make_unique<ReviewService>(*f->bench, *f->settings, *f->models);
    f->curator = std::make_unique<CuratorService>(*f->bench, *f->settings, *f->models);
    f->curator->setScheduled(options.backgroundTimers);
    f->memory = std::make_unique<MemoryService>(*f->bench);
    f->chats = std::make_unique<ChatService>(*f->bench, *f->settings, *f->models, *f->reviews);
    f->grants = std::make_unique<GrantsService>(*f->bench);
    f->upkeep = std::make_unique<Upkeep>(*f->bench);
    f->upkeep->setScheduled(options.backgroundTimers);
    return f;
}

Factory::~Factory()
{
    // What still runs borrows the services: it ends first.
    reviews->cancel();
    curator->cancel();
    exchange->cancel();
    sync->cancel();
    upkeep.reset();
    chats.reset();
    grants.reset();
    memory.reset();
    curator.reset();
    reviews.reset();
    drafts.reset();
    edits.reset();
    sync.reset();
    exchange.reset();
    history.reset();
    changes.reset();
    library.reset();
    models.reset();
    settings.reset();
    bench.reset();
}

} // namespace hsf::service
