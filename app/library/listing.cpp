// SPDX-License-Identifier: MIT
#include "library/listing_p.h"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

#include <fcntl.h>

namespace hsf::library {

bool Listing::read(int folder)
{
    m_names.clear();
    m_items.clear();
    alignas(dirent64) char buffer[32 * 1024];
    for (;;) {
        const ssize_t got = ::getdents64(folder, buffer, sizeof buffer);
        if (got == 0)
            return true;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        for (ssize_t at = 0; at < got;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(buffer + at);
            at += entry->d_reclen;
            const char *name = entry->d_name;
            if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0)
                continue;
            Item item{m_names.size(), std::strlen(name), entry->d_type};
            m_names.append(name, item.size + 1);
            if (item.type == DT_UNKNOWN) { // a file system that does not say
                struct stat info = {};
                if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
                    continue;
                item.type = (unsigned char)(IFTODT(info.st_mode));
            }
            m_items.push_back(item);
        }
    }
}

} // namespace hsf::library
