// SPDX-License-Identifier: MIT
//
// The names in a folder, read in large pieces into one buffer that is used again: a list for each folder would cost more
// than the system does.
#pragma once
#include <QByteArrayView>

#include <dirent.h>
#include <string>
#include <vector>

namespace hsf::library {

class Listing
{
public:
    /// But "." and ".."; false when it cannot be read (errno tells).
    bool read(int folder);

    struct Item {
        size_t begin = 0, size = 0;
        unsigned char type = DT_UNKNOWN; ///< as the folder says it
    };
    const std::vector<Item> &items() const { return m_items; }
    /// Ends with a NUL, as the system wants it.
    const char *name(const Item &item) const { return m_names.data() + item.begin; }
    QByteArrayView view(const Item &item) const { return {name(item), qsizetype(item.size)}; }

private:
    std::string m_names;
    std::vector<Item> m_items;
};

} // namespace hsf::library
