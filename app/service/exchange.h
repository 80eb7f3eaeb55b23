// SPDX-License-Identifier: MIT
//
// Skills that come from elsewhere and go elsewhere, as the command line and the window's worker threads do it: look
// first, then do what was seen. Blocking.
#pragma once
#include "changes/importplan.h"
#include "library/exporting.h"
#include "service/stores.h"

namespace hsf::service {

/// A place where another program keeps skills.
struct KnownSource {
    QString name; ///< "hermes", "claude", "codex", "agents": also a word of the command line
    QString title; ///< "Hermes", "Claude Code" …
    QString path; ///< to import: of Hermes its whole home
    QString skillsFolder; ///< to be shown as a source
    int skills = 0; ///< folders with a SKILL.md
    bool operator==(const KnownSource &) const = default;
};

/// Of `home` ("" the person's own): those that are there and hold a skill. Lists folders, opens nothing.
QList<KnownSource> knownSources(const QString &home = {});
/// "hermes" → its folder, whether it is there or not; nullopt for any other word.
std::optional<QString> pathOfSource(const QString &name, const QString &home = {});

Result<changes::ImportPlan> previewImport(Stores &stores, const QString &path, const library::Reading &reading = {});

/// One for each item of the plan, in its order.
using ImportChoices = QList<changes::ImportChoice>;
ImportChoices proposedChoices(const changes::ImportPlan &plan);

struct ImportedSkill {
    enum class Outcome { Imported, Held, Refused, Skipped, Failed };
    QString from; ///< its id as it was proposed
    QString id; ///< where it went, or should have gone
    Outcome outcome = Outcome::Skipped;
    QString why; ///< of all but Imported
    std::optional<ChangeSetId> set;
    bool operator==(const ImportedSkill &) const = default;
};
QString outcomeName(ImportedSkill::Outcome outcome); ///< "imported" … as in the command line's JSON

struct ImportReport {
    QString place;
    QList<ImportedSkill> skills;
    QList<changes::MemoryItem> memory; ///< as planned
    QList<ImportedSkill> categories; ///< descriptions of categories: `id` is the folder
    std::optional<ImportedSkill> memorySet; ///< what became of those that were to be added
    QStringList problems;
    bool stopped = false; ///< what is not named was not reached
    int count(ImportedSkill::Outcome outcome) const;
};

/// Goes on when one skill fails: a broken one never keeps the others out. `withMemory`: entries too.
ImportReport importSkills(Stores &stores, const changes::ImportPlan &plan, const ImportChoices &choices,
                          bool withMemory, const library::Reading &reading = {});

/// The skills as the specification wants them: what would be changed, lost, or stands in the way.
Result<QList<library::StrictSkill>> previewExport(Stores &stores, const QStringList &skills);

enum class ExportShape { Folder, Zip };
/// By the name: "….zip" and "….skill" are zips.
ExportShape shapeOf(const QString &out);
Result<> exportSkills(Stores &stores, const QList<library::StrictSkill> &skills, const QString &out,
                      library::Overwrite overwrite);

} // namespace hsf::service
