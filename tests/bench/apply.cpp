// SPDX-License-Identifier: MIT
//
// From an accepted change set to its commit, its files on disk and its place in the journal, beside writing the same bytes to a
// file and waiting for the disk.
#include "bench/rows.h"
#include "bench/world.h"

#include "service/stores.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int skills = 1'000;
constexpr int edits = 150;

double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

double written(const QString &path, const QByteArray &bytes)
{
    QElapsedTimer timer;
    timer.start();
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, bytes.constData(), size_t(bytes.size())) != bytes.size() || ::fsync(file) != 0)
        giveUp(u"Could not write %1."_s.arg(path));
    ::close(file);
    return milliseconds(timer);
}

double applied(service::Stores &stores, const QString &skill, const QByteArray &bytes)
{
    const changes::Draft draft{{.origin = changes::Origin::You}, u"Edit %1"_s.arg(skill), {changes::WriteFile{skill, u"SKILL.md"_s, bytes}}};
    QElapsedTimer timer;
    timer.start();
    const auto set = stores.door->submit(draft);
    const double took = milliseconds(timer);
    if (!set || set->state != changes::State::Applied)
        giveUp(u"%1 was not applied: %2"_s.arg(skill, set ? set->why : set.error().message));
    return took;
}

} // namespace

QList<Row> changeApply()
{
    const World world(skills, 0);
    const SystemClock clock;
    const auto stores = service::Stores::open(world.home(), {}, clock);
    if (!stores)
        giveUp(stores.error().message);
    const auto library = (*stores)->rescan();
    if (library->skills.size() != skills)
        giveUp(u"The library has %1 skills."_s.arg(library->skills.size()));
    QList<double> changes, writes;
    for (int i = 0; i < edits; ++i) {
        const library::SkillEntry &entry = library->skills[i * 7 % skills];
        const QByteArray bytes = skillText(entry.id.name(), i) + "\nEdit " + QByteArray::number(i) + ".\n";
        writes.append(written(world.folder() + u"/plain.md"_s, bytes));
        changes.append(applied(**stores, entry.id.toString(), bytes));
    }
    qInfo("change.apply: %d edits in a library of %d skills; median %.2f ms, max %.2f ms", edits, skills, quantile(changes, 0.5),
          quantile(changes, 1));
    return {{u"change.apply"_s, quantile(changes, 0.95), u"ms"_s, u"writing and syncing the same bytes to a file, p95"_s,
             quantile(writes, 0.95), u"<= 20 ms"_s}};
}

} // namespace hsf::bench
