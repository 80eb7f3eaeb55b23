// SPDX-License-Identifier: MIT
//
// Names below a library that are not ours: other programs' state, environments, clones' .git, temporary files.
#pragma once
#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace hsf::library {

/// What a write puts beside a file before it takes its place; watchers, scans and the history pass it by.
inline constexpr QByteArrayView stagedPrefix = ".hsf-";

/// Folders between the root of a tree of skills and a file in it, at most; what lies deeper is not read.
inline constexpr int deepestFile = 16;

/// `depth` 0: directly below the library's root, where dot entries belong to other programs (.usage.json, .hub …) but
/// for .archive, which holds our archived skills.
inline bool leftAlone(QByteArrayView name, int depth)
{
    using namespace std::string_view_literals;
    static constexpr std::array others
        = {".git"sv,         ".github"sv,       ".hub"sv,        ".archive"sv, ".venv"sv,         "venv"sv,
           "node_modules"sv, "site-packages"sv, "__pycache__"sv, ".tox"sv,     ".pytest_cache"sv, ".DS_Store"sv};
    if (depth == 0 && name == ".archive")
        return false;
    if (depth == 0 && name.startsWith('.'))
        return true;
    if (depth == 0 && name.endsWith(".md.lock")) // beside MEMORY.md while another program writes it
        return true;
    return name.startsWith(stagedPrefix) || std::ranges::contains(others, std::string_view(name.data(), name.size()));
}

} // namespace hsf::library
