// SPDX-License-Identifier: MIT
//
// Whether a text names a thing to warn against it. Only what stands before the thing counts, in its sentence, its fence, the
// line that introduces it or a heading above it; the scan then takes one level off.
#pragma once
#include "skill/markdown_p.h"

namespace hsf::skill {

class ScanContext
{
public:
    explicit ScanContext(const QString &text);

    int lineAt(qsizetype offset) const; ///< from 1
    /// `spoken`: the thing found is itself words to an agent, where "never" may be part of it; it must be quoted then.
    bool warns(qsizetype begin, qsizetype length, bool spoken) const;

private:
    struct Surroundings {
        bool heading = false; ///< a heading above, of any level, warns
        bool intro = false;   ///< the line before the list or fence warns
        bool fence = false;   ///< a comment earlier in the fence warns
    };
    QList<MarkdownLine> m_lines;
    QList<Surroundings> m_surroundings;
};

} // namespace hsf::skill
