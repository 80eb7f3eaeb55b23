// SPDX-License-Identifier: MIT
//
// Front matter of simple lines: "key: plain or quoted words", lists in brackets or below their key, maps by indentation.
//
//   name: pdf-tables
//   metadata:
//     hermes:
//       tags: [pdf, office]
#pragma once
#include <QByteArrayView>
#include <QStringList>

#include <array>
#include <optional>

namespace hsf::skill {

struct SimpleMatter {
    QString name, description;
    std::array<QStringList, 3> tags; ///< of tags, metadata.tags and metadata.hermes.tags, as they come
};

/// nullopt: something in it is not simple (escapes, block scalars, anchors, doubles, tabs …) and needs a YAML reader.
std::optional<SimpleMatter> readSimpleMatter(QByteArrayView yaml);

} // namespace hsf::skill
