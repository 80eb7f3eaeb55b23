// SPDX-License-Identifier: MIT
#include "library/skillwalk.h"
#include "library/disk_p.h"
#include "library/leftalone_p.h"
#include "library/listing_p.h"
#include "library/words_p.h"

#include <fcntl.h>

namespace hsf::library {

namespace {

class Walk
{
public:
    explicit Walk(const SkillVisitor &visitor)
        : m_visitor(visitor)
    { }

    bool look(const Descriptor &folder, const QString &path, int depth)
    {
        Listing listing;
        if (!folder.isOpen() || !listing.read(folder.get())) {
            if (m_visitor.problem)
                m_visitor.problem(Words::tr("The folder %1 cannot be read: %2").arg(path, systemMessage(errno)));
            return true;
        }
        std::vector<QByteArray> below;
        for (const Listing::Item &item : listing.items()) {
            if (listing.view(item) == "SKILL.md" && isFile(folder, listing, item))
                return m_visitor.skill(path);
            if (item.type == DT_DIR && !leftAlone(listing.view(item), depth))
                below.push_back(listing.view(item).toByteArray());
        }
        listing = {}; // what is kept on the way down is names of folders only
        std::ranges::sort(below);
        return depth >= deepestFile || std::ranges::all_of(below, [&](const QByteArray &name) {
                   const Descriptor child(
                       ::openat(folder.get(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
                   return look(child, path + u'/' + QString::fromUtf8(name), depth + 1);
               });
    }

private:
    static bool isFile(const Descriptor &folder, const Listing &listing, const Listing::Item &item)
    {
        struct stat info = {};
        return ::fstatat(folder.get(), listing.name(item), &info, 0) == 0 && S_ISREG(info.st_mode);
    }

    const SkillVisitor &m_visitor;
};
} // namespace

bool walkSkills(const QString &folder, const SkillVisitor &visitor)
{
    const Descriptor opened(::open(folder.toUtf8().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return Walk(visitor).look(opened, folder, 0);
}

} // namespace hsf::library
