// SPDX-License-Identifier: MIT
//
// Runs of twelve words that a result has and its base had not go into one hash; each untrusted text slides over it
// once. So the cost is linear in the texts, and the memory in what is written.
#include "changes/untrusted.h"
#include "base/text.h"
#include "changes/contents.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

#include <QHash>
#include <QSet>

namespace hsf::changes {

namespace {
constexpr qsizetype mostText = 8 << 20; ///< characters of untrusted text that are looked at, the newest

struct WordList {
    QStringList folded; ///< without case and the punctuation around them
    QList<int> lines; ///< from 1, of each
};

bool isPart(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

/// What stands between blanks; a bullet or a dash alone is none.
WordList wordsOf(const QString &text)
{
    WordList words;
    int line = 1;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            line += text[at++] == u'\n';
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && !text[end].isSpace())
            ++end;
        qsizetype from = at, to = end;
        while (from < to && !isPart(text[from]))
            ++from;
        while (to > from && !isPart(text[to - 1]))
            --to;
        if (from < to) {
            words.folded << text.sliced(from, to - from).toCaseFolded();
            words.lines << line;
        }
        at = end;
    }
    return words;
}

/// Calls `each(start, hash)` for every twelve words in a row.
template <class F> void slide(const QStringList &words, F each)
{
    constexpr quint64 base = 1'000'003;
    quint64 leading = 1, hash = 0;
    for (int i = 1; i < copiedWords; ++i)
        leading *= base;
    QList<quint64> hashes;
    hashes.reserve(words.size());
    for (const QString &word : words)
        hashes << qHash(word, 0x5eed);
    for (qsizetype i = 0; i < hashes.size(); ++i) {
        if (i >= copiedWords)
            hash -= hashes[i - copiedWords] * leading;
        hash = hash * base + hashes[i];
        if (i + 1 >= copiedWords)
            each(i + 1 - copiedWords, hash);
    }
}

struct WrittenWords { ///< a file of the set
    const FileChange *file = nullptr;
    WordList words;
};

struct Place {
    int file = 0;
    qsizetype word = 0;
};

struct Stretch {
    qsizetype start = 0, words = 0;
};

Stretch stretchAt(const QStringList &ours, qsizetype at, const QStringList &theirs, qsizetype there)
{
    qsizetype back = 0, on = 0;
    while (at - back > 0 && there - back > 0 && ours[at - back - 1] == theirs[there - back - 1])
        ++back;
    while (at + on < ours.size() && there + on < theirs.size() && ours[at + on] == theirs[there + on])
        ++on;
    return {at - back, back + on};
}

QSet<quint64> knownBefore(const QList<FileChange> &files)
{
    QSet<quint64> known;
    for (const FileChange &file : files) {
        if (file.base && isText(*file.base))
            slide(wordsOf(QString::fromUtf8(*file.base)).folded, [&](qsizetype, quint64 hash) { known.insert(hash); });
    }
    return known;
}

skill::Finding findingOf(const WrittenWords &written, const Stretch &stretch, const QString &source)
{
    const QString first = written.words.folded.mid(stretch.start, 8).join(u' ');
    return {.rule = copiedRule,
            .severity = skill::Severity::High,
            .file
            = written.file->skill.isEmpty() ? written.file->path : fileWithin(written.file->path, written.file->skill),
            .line = written.words.lines[stretch.start],
            .message = Words::tr("%n words in a row are word for word from %1 (“%2 …”)", nullptr, int(stretch.words))
                           .arg(excerpt(source, 160), first)};
}
} // namespace

skill::Findings copiedFindings(const QList<FileChange> &files, const QList<UntrustedText> &untrusted)
{
    if (untrusted.isEmpty())
        return {};
    const QSet<quint64> known = knownBefore(files);
    QList<WrittenWords> written;
    QHash<quint64, Place> places; // the first of each: a text that repeats itself costs no more
    for (const FileChange &file : files) {
        if (!file.result || !isText(*file.result))
            continue;
        written << WrittenWords{&file, wordsOf(QString::fromUtf8(*file.result))};
        slide(written.last().words.folded, [&](qsizetype at, quint64 hash) {
            if (!known.contains(hash) && !places.contains(hash))
                places.insert(hash, {int(written.size()) - 1, at});
        });
    }
    skill::Findings findings;
    qsizetype left = places.isEmpty() ? 0 : mostText;
    for (qsizetype i = untrusted.size() - 1; i >= 0 && left > 0; --i) {
        const QStringList theirs = wordsOf(untrusted[i].text.right(left)).folded;
        left -= untrusted[i].text.size();
        QMap<int, Stretch> longest; // by file
        qsizetype told = 0; // up to here this text is part of a stretch
        slide(theirs, [&](qsizetype there, quint64 hash) {
            const auto place = places.constFind(hash);
            if (there < told || place == places.cend())
                return;
            Stretch &best = longest[place->file];
            const Stretch found = stretchAt(written[place->file].words.folded, place->word, theirs, there);
            told = there + std::max<qsizetype>(1, found.start + found.words - place->word - copiedWords);
            if (found.words > best.words)
                best = found;
        });
        for (const auto &[file, stretch] : longest.asKeyValueRange()) {
            if (stretch.words >= copiedWords)
                findings << findingOf(written[file], stretch, untrusted[i].source);
        }
    }
    return findings;
}

} // namespace hsf::changes
