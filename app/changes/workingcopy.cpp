// SPDX-License-Identifier: MIT
#include "changes/workingcopy.h"
#include "changes/treepaths.h"

namespace hsf::changes {

namespace {
std::optional<QByteArray> bytesOf(const std::optional<FileState> &state)
{
    return state ? std::optional(state->bytes) : std::nullopt;
}
} // namespace

Result<std::optional<FileState>> WorkingCopy::file(const QString &treePath) const
{
    const auto found = m_touched.constFind(treePath);
    if (found != m_touched.cend())
        return found->now;
    return m_view.file(treePath);
}

Result<QMap<QString, FileState>> WorkingCopy::filesBelow(const QString &treeFolder) const
{
    auto files = m_view.filesBelow(treeFolder);
    if (!files)
        return files;
    for (const auto &[path, touched] : m_touched.asKeyValueRange()) {
        if (!path.startsWith(treeFolder + u'/'))
            continue;
        if (touched.now)
            files->insert(path, *touched.now);
        else
            files->remove(path);
    }
    return files;
}

Result<bool> WorkingCopy::hasSkill(const QString &id) const
{
    return file(skillFile(id, QString())).transform([](const auto &state) { return state.has_value(); });
}

Result<bool> WorkingCopy::hasArchived(const QString &id) const
{
    return file(archiveFolder(id) + u'/' + skillDocument).transform([](const auto &state) {
        return state.has_value();
    });
}

bool WorkingCopy::hasFolder(const QString &treePath) const
{
    const auto isBelow = [&](const auto &entry) { return entry.first.startsWith(treePath + u'/') && entry.second.now; };
    return m_view.hasFolder(treePath) || std::ranges::any_of(m_touched.asKeyValueRange(), isBelow);
}

Result<QStringList> WorkingCopy::skills() const
{
    auto ids = m_view.skills();
    if (!ids)
        return ids;
    for (const auto &[path, touched] : m_touched.asKeyValueRange()) {
        if (const auto id = documentOf(path); id && touched.now && !ids->contains(*id))
            ids->append(*id);
    }
    return ids;
}

Result<QString> WorkingCopy::fact(const QString &skill, const QString &fact) const
{
    for (const FactChange &change : m_facts) {
        if (change.skill == skill && change.fact == fact)
            return change.after;
    }
    return m_view.facts(skill).transform([&](const auto &facts) { return factValue(facts, fact); });
}

Result<> WorkingCopy::put(const QString &skill, const QString &treePath, const FileState &state)
{
    return change(skill, treePath, state);
}

Result<> WorkingCopy::remove(const QString &skill, const QString &treePath)
{
    return change(skill, treePath, std::nullopt);
}

Result<> WorkingCopy::change(const QString &skill, const QString &treePath, const std::optional<FileState> &now)
{
    if (!m_touched.contains(treePath)) {
        const auto base = m_view.file(treePath);
        if (!base)
            return std::unexpected(base.error());
        m_touched.insert(treePath, {skill, *base, std::nullopt});
    }
    m_touched[treePath].now = now;
    return {};
}

Result<> WorkingCopy::setFact(const QString &skill, const QString &fact, const QString &value)
{
    for (FactChange &change : m_facts) {
        if (change.skill == skill && change.fact == fact) {
            change.after = value;
            return {};
        }
    }
    const auto before = this->fact(skill, fact);
    if (!before)
        return std::unexpected(before.error());
    m_facts << FactChange{skill, fact, *before, value};
    return {};
}

QList<FileChange> WorkingCopy::changes() const
{
    QList<FileChange> changes;
    for (const auto &[path, touched] : m_touched.asKeyValueRange()) {
        if (touched.base == touched.now)
            continue;
        const bool executable = touched.now ? touched.now->executable : touched.base->executable;
        changes << FileChange{path, bytesOf(touched.base), bytesOf(touched.now), executable, touched.skill};
    }
    return changes;
}

QList<FactChange> WorkingCopy::factChanges() const
{
    QList<FactChange> changes = m_facts;
    changes.removeIf([](const FactChange &change) { return change.before == change.after; });
    return changes;
}

} // namespace hsf::changes
