// SPDX-License-Identifier: MIT
#include "skill/overlap.h"
#include "skill/headings.h"
#include "skill/shingles_p.h"
#include "skill/summary.h"
#include "skill/termvectors_p.h"
#include "skill/words_p.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hsf::skill {

namespace {
constexpr size_t bands = 32;
constexpr size_t bandSize = signatureSize / bands;
/// Where more texts than this agree in a band, each is compared with so many of the others only: thousands of copies of
/// one text are not millions of pairs.
constexpr size_t crowd = 64;
constexpr int mostInCrowds = 40;
/// An estimate this far below the limit (four times its error) is not worth an exact look.
constexpr double estimateMargin = 0.16;
/// So many pairs are compared between two looks whether somebody wants it stopped: some milliseconds.
constexpr size_t between = 256;

/// Words that tell nothing about when a skill is for: of grammar, and of what every description and heading says.
const Hashes &emptyWords()
{
    static const Hashes all = [] {
        Hashes words;
        addWords("a an and any are as at be been before but by can do does for from has have how if in into is it its "
                 "may more most must "
                 "no not of on one only or other our out over own same should so some such than that the their them "
                 "then there these they "
                 "this to too up use used user users uses using via was we what when where whether which while who why "
                 "will with without "
                 "you your asked asks need needs needed want wants skill skills work working overview steps step "
                 "pitfalls pitfall "
                 "verification verify checklist procedure usage instructions guide example examples notes summary "
                 "references resources "
                 "related prerequisites quick start workflow guidelines best practices common mistakes trigger "
                 "triggers also e g i s t",
                 words, Form::Singular);
        sortUnique(words);
        return words;
    }();
    return all;
}

/// Headings: a line each.
Hashes triggerWords(const QString &name, const QString &description, QByteArrayView headings)
{
    Hashes words;
    addWords(name.toUtf8(), words, Form::Singular);
    const QByteArray text = description.toUtf8();
    addWords(text, words, Form::Singular);
    addWords(text, words, Form::Singular); // it is what an agent chooses by; headings support it
    addWords(headings, words, Form::Singular);
    std::erase_if(words, [](quint32 word) { return std::ranges::binary_search(emptyWords(), word); });
    return words;
}

/// A skill as the measures see it.
struct Looks {
    Hashes shingles, prose, code, trigger;
};

Looks looksOf(const SkillFiles &skill)
{
    Looks looks;
    const QByteArray file = skill.files.value(QStringLiteral("SKILL.md"));
    const Summary summary = summaryOf(file);
    const QByteArrayView body = QByteArrayView(file).sliced(summary.bodyOffset);
    MarkdownWords words = markdownWords(body);
    looks.shingles = shinglesOf(words.all);
    looks.prose = std::move(words.prose);
    looks.code = std::move(words.code);
    QByteArray headings;
    forEachHeading(body, [&](QByteArrayView heading, int) { headings += heading.toByteArray() + '\n'; });
    looks.trigger = triggerWords(summary.name, summary.description, headings);
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        if (!path.startsWith(QStringLiteral("references/")) && !path.startsWith(QStringLiteral("scripts/")))
            continue;
        MarkdownWords more;
        if (path.startsWith(QStringLiteral("scripts/"))) {
            addWords(bytes, more.all);
            more.code = more.all;
        } else {
            more = markdownWords(bytes);
        }
        const Hashes shingles = shinglesOf(more.all);
        looks.shingles.insert(looks.shingles.end(), shingles.begin(), shingles.end());
        looks.prose.insert(looks.prose.end(), more.prose.begin(), more.prose.end());
        looks.code.insert(looks.code.end(), more.code.begin(), more.code.end());
    }
    return looks;
}

struct Entry {
    QString id;
    Signature signature;
    Hashes shingles; ///< as they came
    Terms prose, code, trigger;
};

using PairKey = quint64; ///< places, the smaller one first
PairKey keyOf(size_t i, size_t j)
{
    return (PairKey(std::min(i, j)) << 32) | std::max(i, j);
}

quint64 bandKey(const Signature &signature, size_t band)
{
    quint64 key = 0;
    for (size_t i = 0; i < bandSize; ++i)
        key = (key ^ signature[band * bandSize + i]) * 0x9E3779B97F4A7C15ull + (key >> 29);
    return key;
}

bool isCloser(const OverlapPair &a, const OverlapPair &b)
{
    const double first = closeness(a), second = closeness(b);
    return first != second ? first > second : std::tie(a.a, a.b) < std::tie(b.a, b.b);
}

/// The closest first, and of each skill only so many.
QList<OverlapPair> chosen(QList<OverlapPair> pairs, int mostOfOne)
{
    std::ranges::sort(pairs, isCloser);
    QHash<QString, int> told;
    pairs.removeIf([&](const OverlapPair &pair) {
        // A pair is kept for the one of both that still has room.
        const bool full = told.value(pair.a) >= mostOfOne && told.value(pair.b) >= mostOfOne;
        if (!full) {
            ++told[pair.a];
            ++told[pair.b];
        }
        return full;
    });
    return pairs;
}
} // namespace

struct OverlapIndex::Private {
    std::vector<Entry> entries;
    QHash<QString, size_t> places;
    Vocabulary prose, code, trigger;

    using Stopped = std::function<bool()>;
    std::vector<PairKey> candidates(const Stopped &stopped) const;
    void addContentPairs(QHash<PairKey, OverlapPair> &pairs, const OverlapLimits &limits, const Stopped &stopped) const;
    void addTriggerPairs(QHash<PairKey, OverlapPair> &pairs, const OverlapLimits &limits, const Stopped &stopped) const;
    void complete(QList<OverlapPair> &pairs, const Stopped &stopped) const;
    Entry entryOf(const QString &id, const SkillFiles &skill) const;
    Terms learnedTrigger(const Hashes &words);
};

// Sorted, as it is compared with many; prose and code are compared with few.
Terms OverlapIndex::Private::learnedTrigger(const Hashes &words)
{
    Terms terms = trigger.learned(words);
    std::ranges::sort(terms, {}, &Term::id);
    return terms;
}

OverlapIndex::OverlapIndex()
    : d(std::make_unique<Private>())
{ }
OverlapIndex::~OverlapIndex() = default;
OverlapIndex::OverlapIndex(OverlapIndex &&) noexcept = default;
OverlapIndex &OverlapIndex::operator=(OverlapIndex &&) noexcept = default;

qsizetype OverlapIndex::size() const
{
    return qsizetype(d->entries.size());
}

bool OverlapIndex::contains(const QString &id) const
{
    return d->places.contains(id);
}

void OverlapIndex::add(const QString &id, const SkillFiles &skill)
{
    if (contains(id))
        return;
    Looks looks = looksOf(skill);
    d->places.insert(id, d->entries.size());
    d->entries.push_back({id, signatureOf(looks.shingles), std::move(looks.shingles), d->prose.learned(looks.prose),
                          d->code.learned(looks.code), d->learnedTrigger(looks.trigger)});
}

void OverlapIndex::addOutline(const QString &id, const QString &name, const QString &description,
                              const QStringList &headings)
{
    if (contains(id))
        return;
    d->places.insert(id, d->entries.size());
    Entry entry{id, {}, {}, {}, {}, d->learnedTrigger(triggerWords(name, description, headings.join(u'\n').toUtf8()))};
    entry.signature.fill(~0u);
    d->entries.push_back(std::move(entry));
}

std::vector<PairKey> OverlapIndex::Private::candidates(const Stopped &stopped) const
{
    std::vector<PairKey> found;
    std::vector<std::pair<quint64, quint32>> keys(entries.size());
    std::vector<int> inCrowds(entries.size());
    for (size_t band = 0; band < bands && !stopped(); ++band) {
        for (size_t i = 0; i < entries.size(); ++i)
            keys[i] = {bandKey(entries[i].signature, band), quint32(i)};
        std::ranges::sort(keys);
        for (size_t from = 0, to = 0; from < keys.size(); from = to) {
            while (to < keys.size() && keys[to].first == keys[from].first)
                ++to;
            const bool crowded = to - from > crowd;
            for (size_t i = from; i < to; ++i) {
                for (size_t j = i + 1; j < to && (!crowded || inCrowds[keys[i].second] < mostInCrowds); ++j) {
                    found.push_back(keyOf(keys[i].second, keys[j].second));
                    inCrowds[keys[i].second] += crowded;
                }
            }
        }
        if (found.size() > 4'000'000 || band + 1 == bands) { // most come again in other bands
            std::ranges::sort(found);
            found.erase(std::unique(found.begin(), found.end()), found.end());
        }
    }
    return found;
}

void OverlapIndex::Private::addContentPairs(QHash<PairKey, OverlapPair> &pairs, const OverlapLimits &limits,
                                            const Stopped &stopped) const
{
    std::vector<Hashes> sets(entries.size());
    const auto setOf = [&](size_t i) -> const Hashes & {
        if (sets[i].empty()) {
            sets[i] = entries[i].shingles;
            sortUnique(sets[i]);
        }
        return sets[i];
    };
    size_t looked = 0;
    for (const PairKey key : candidates(stopped)) {
        if (looked++ % between == 0 && stopped())
            return;
        const size_t i = key >> 32, j = key & 0xFFFFFFFF;
        if (entries[i].shingles.empty() || entries[j].shingles.empty())
            continue; // two empty texts are not copies of each other
        if (estimatedJaccard(entries[i].signature, entries[j].signature) < limits.content - estimateMargin)
            continue;
        if (const double jaccard = jaccardIndex(setOf(i), setOf(j)); jaccard >= limits.content)
            pairs[key].jaccard = jaccard;
    }
}

void OverlapIndex::Private::addTriggerPairs(QHash<PairKey, OverlapPair> &pairs, const OverlapLimits &limits,
                                            const Stopped &stopped) const
{
    // The same words again and again are compared once; of such a crowd each is told with those next to it.
    QHash<QByteArray, std::vector<size_t>> groups;
    for (size_t i = 0; i < entries.size(); ++i) {
        const Terms &terms = entries[i].trigger;
        if (!terms.empty())
            groups[QByteArray(reinterpret_cast<const char *>(terms.data()), qsizetype(terms.size() * sizeof(Term)))]
                .push_back(i);
    }
    std::vector<std::vector<size_t>> members;
    std::vector<Terms> vectors;
    const std::vector<double> rarities = trigger.rarities();
    for (const std::vector<size_t> &group : std::as_const(groups)) {
        members.push_back(group);
        vectors.push_back(trigger.weighted(entries[group.front()].trigger, rarities));
        for (size_t i = 0; i < group.size(); ++i) {
            for (size_t j = i + 1; j < std::min(group.size(), i + 1 + size_t(limits.mostOfOne)); ++j)
                pairs[keyOf(group[i], group[j])].trigger = 1;
        }
    }
    similarPairs(
        vectors, trigger.size(), limits.trigger,
        [&](size_t i, size_t j, double found) {
            size_t told = 0;
            for (const size_t one : members[i]) {
                for (const size_t other : members[j]) {
                    if (told++ < crowd)
                        pairs[keyOf(one, other)].trigger = found;
                }
            }
        },
        stopped);
}

/// What the other measures say of the pairs that were found.
void OverlapIndex::Private::complete(QList<OverlapPair> &pairs, const Stopped &stopped) const
{
    std::vector<Terms> proseWeights(entries.size()), codeWeights(entries.size()), triggerWeights(entries.size());
    const auto of = [this](std::vector<Terms> &weights, const Vocabulary &vocabulary, Terms Entry::*terms,
                           size_t i) -> const Terms & {
        if (weights[i].empty())
            weights[i] = vocabulary.weighted(entries[i].*terms);
        return weights[i];
    };
    std::vector<Hashes> sets(entries.size());
    const auto setOf = [&](size_t i) -> const Hashes & {
        if (sets[i].empty()) {
            sets[i] = entries[i].shingles;
            sortUnique(sets[i]);
        }
        return sets[i];
    };
    size_t looked = 0;
    for (OverlapPair &pair : pairs) {
        if (looked++ % between == 0 && stopped())
            return;
        const size_t i = places.value(pair.a), j = places.value(pair.b);
        pair.prose = cosine(of(proseWeights, prose, &Entry::prose, i), of(proseWeights, prose, &Entry::prose, j));
        pair.code = cosine(of(codeWeights, code, &Entry::code, i), of(codeWeights, code, &Entry::code, j));
        if (pair.trigger == 0)
            pair.trigger = cosine(of(triggerWeights, trigger, &Entry::trigger, i),
                                  of(triggerWeights, trigger, &Entry::trigger, j));
        if (pair.jaccard == 0 && !entries[i].shingles.empty() && !entries[j].shingles.empty())
            pair.jaccard = jaccardIndex(setOf(i), setOf(j));
    }
}

QList<OverlapPair> OverlapIndex::all(const OverlapLimits &limits, const std::function<bool()> &stopped) const
{
    bool isStopped = false; // who was stopped once stays so, whatever it is asked later
    const auto asked = [&] { return isStopped = isStopped || (stopped && stopped()); };
    QHash<PairKey, OverlapPair> found;
    d->addContentPairs(found, limits, asked);
    d->addTriggerPairs(found, limits, asked);
    if (asked())
        return {};
    QList<OverlapPair> pairs;
    pairs.reserve(found.size());
    for (auto pair = found.constBegin(); pair != found.constEnd(); ++pair) {
        OverlapPair one = *pair;
        one.a = d->entries[pair.key() >> 32].id;
        one.b = d->entries[pair.key() & 0xFFFFFFFF].id;
        if (one.b < one.a)
            std::swap(one.a, one.b);
        pairs << one;
    }
    pairs = chosen(std::move(pairs), limits.mostOfOne);
    d->complete(pairs, asked);
    if (asked())
        return {};
    std::ranges::sort(pairs, isCloser);
    return pairs;
}

Entry OverlapIndex::Private::entryOf(const QString &id, const SkillFiles &skill) const
{
    Looks looks = looksOf(skill);
    Entry entry{id,
                signatureOf(looks.shingles),
                std::move(looks.shingles),
                prose.counted(looks.prose),
                code.counted(looks.code),
                trigger.counted(looks.trigger)};
    sortUnique(entry.shingles);
    return entry;
}

QList<OverlapPair> OverlapIndex::neighbours(const QString &id, const SkillFiles &skill,
                                            const OverlapLimits &limits) const
{
    const Entry own = d->entryOf(id, skill);
    const Terms prose = d->prose.weighted(own.prose), code = d->code.weighted(own.code),
                trigger = d->trigger.weighted(own.trigger);
    QList<OverlapPair> pairs;
    for (const Entry &entry : d->entries) {
        if (entry.id == id)
            continue;
        OverlapPair pair{id, entry.id};
        pair.trigger = cosine(trigger, d->trigger.weighted(entry.trigger));
        const bool bothSay = !own.shingles.empty() && !entry.shingles.empty();
        const bool alike
            = bothSay && estimatedJaccard(own.signature, entry.signature) >= limits.content - estimateMargin;
        if (pair.trigger < limits.trigger && !alike)
            continue;
        Hashes shingles = entry.shingles;
        sortUnique(shingles);
        pair.jaccard = bothSay ? jaccardIndex(own.shingles, shingles) : 0;
        if (pair.trigger < limits.trigger && pair.jaccard < limits.content)
            continue;
        pair.prose = cosine(prose, d->prose.weighted(entry.prose));
        pair.code = cosine(code, d->code.weighted(entry.code));
        pairs << pair;
    }
    std::ranges::sort(pairs, isCloser);
    return pairs.first(std::min<qsizetype>(pairs.size(), limits.mostOfOne));
}

double closeness(const OverlapPair &pair)
{
    return std::max(pair.jaccard, pair.trigger);
}

QString overlapSentence(const OverlapPair &pair, const OverlapLimits &limits)
{
    const auto percent = [](double share) { return QString::number(qRound(share * 100)); };
    if (pair.jaccard >= limits.content && pair.trigger >= limits.trigger) {
        return Words::
            tr("It says the same as \"%1\" to %2 % and answers to the same requests (%3 %): one of them may be enough.")
                .arg(pair.b, percent(pair.jaccard), percent(pair.trigger));
    }
    if (pair.jaccard >= limits.content)
        return Words::tr("It says the same as \"%1\" to %2 %: one of them may be enough.")
            .arg(pair.b, percent(pair.jaccard));
    return Words::tr(
               "Its description and headings overlap with those of \"%1\" (%2 %): an agent may take the wrong one.")
        .arg(pair.b, percent(pair.trigger));
}

} // namespace hsf::skill
