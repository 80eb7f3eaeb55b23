// SPDX-License-Identifier: MIT
#include "service/workbench.h"

#include "base/niceness.h"
#include "base/pending.h"

namespace hsf::service {

Workbench::Workbench(const Home &home, const Settings &settings, std::unique_ptr<Clock> clock, const StoreOptions &options)
    : m_home(home), m_clock(clock ? std::move(clock) : std::make_unique<SystemClock>()), m_options(options)
{
    m_io.setMaxThreadCount(1);
    m_turns.setMaxThreadCount(64);  // a turn that waits for an approval holds its thread
    m_background.setMaxThreadCount(2);
    m_reading.setMaxThreadCount(1);
    for (QThreadPool *pool : {&m_io, &m_background, &m_reading}) // none ends: it keeps its database connection
        letTheWindowGoFirst(*pool);
    m_stores = inBackground(&m_io, [this, settings] { return open(settings); });
    m_stores.then(this, [this](const Opened &opened) { tell(opened); }); // whoever wants to know connects first
}

Workbench::Opened Workbench::open(const Settings &settings)
{
    auto opened = std::make_shared<Result<std::unique_ptr<Stores>>>(Stores::open(m_home, settings, *m_clock, m_options));
    if (*opened) {
        (**opened)->door->onChanged([this](const changes::ChangeSet &set) { Q_EMIT setChanged(set); });
        (**opened)->grants->onChanged([this] { Q_EMIT grantsChanged(); });
        (**opened)->grants->onFailed([this](const Error &error) { Q_EMIT grantsFailed(error); });
    }
    return opened;
}

void Workbench::tell(const Opened &opened)
{
    if (*opened)
        Q_EMIT this->opened();
    else
        Q_EMIT openFailed(opened->error());
}

void Workbench::openAgain(const Settings &settings)
{
    auto again = inBackground(&m_io, [this, settings]() -> Opened {
        if (*opening().result())
            return {}; // somebody may hold them
        const Opened opened = open(settings);
        // Not before they are open: a job in front of this one would wait for itself.
        const QMutexLocker lock(&m_mutex);
        m_stores = QtFuture::makeReadyValueFuture(opened);
        return opened;
    });
    again.then(this, [this](const Opened &opened) {
        if (opened)
            tell(opened);
    });
}

Pending<Workbench::Opened> Workbench::opening() const
{
    const QMutexLocker lock(&m_mutex);
    return m_stores;
}

Workbench::~Workbench()
{
    m_stop.request_stop();
    for (QThreadPool *pool : {&m_turns, &m_background, &m_reading, &m_io})
        pool->waitForDone();
}

Result<Stores *> Workbench::stores()
{
    const Opened opened = opening().result();
    if (!*opened)
        return std::unexpected(opened->error());
    return (*opened)->get();
}

} // namespace hsf::service
