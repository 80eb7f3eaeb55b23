// SPDX-License-Identifier: MIT
#include "skill/shingles_p.h"

#include <algorithm>

// The signature's inner loop is most of the work over a large library: where the machine has wide registers, they are
// used. (Sanitizers do not get along with functions chosen at load time.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HSF_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define HSF_WIDE
#endif

namespace hsf::skill {

namespace {
constexpr quint32 startHash = 2166136261u; // FNV-1a
constexpr quint32 hashFactor = 16777619u;

/// Spreads a hash over all its bits (the end of MurmurHash3).
constexpr quint32 mixed(quint32 h)
{
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    return h ^ (h >> 16);
}

/// A byte in lower case, 0 between words.
constexpr std::array<uchar, 256> wordBytes = [] {
    std::array<uchar, 256> bytes{};
    for (int c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        bytes[size_t(c)] = letter ? uchar(c) : c >= 'A' && c <= 'Z' ? uchar(c + 32) : uchar(0);
    }
    return bytes;
}();

/// The first byte of U+3000 … U+D7FF: scripts without blanks between words.
bool beginsIdeograph(uchar byte)
{
    return byte >= 0xE3 && byte <= 0xED;
}

struct Multipliers {
    std::array<quint32, signatureSize> factor{}, summand{};
};
constexpr Multipliers multipliers = [] {
    Multipliers made;
    quint64 state = 0x9E3779B97F4A7C15ull;
    const auto next = [&] {
        state += 0x9E3779B97F4A7C15ull; // SplitMix64
        quint64 z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return quint32((z ^ (z >> 31)) >> 32);
    };
    for (size_t i = 0; i < signatureSize; ++i) {
        made.factor[i] = next() | 1;
        made.summand[i] = next();
    }
    return made;
}();

HSF_WIDE void lower(quint32 *minima, const quint32 *hashes, size_t count)
{
    const quint32 *factor = multipliers.factor.data();
    const quint32 *summand = multipliers.summand.data();
    // Blocks of places stay in registers while the hashes pass by.
    for (size_t block = 0; block < signatureSize; block += 32) {
        quint32 least[32];
        std::copy_n(minima + block, 32, least);
        for (size_t i = 0; i < count; ++i) {
            for (size_t j = 0; j < 32; ++j) {
                const quint32 value = hashes[i] * factor[block + j] + summand[block + j];
                least[j] = value < least[j] ? value : least[j];
            }
        }
        std::copy_n(least, 32, minima + block);
    }
}
} // namespace

void addWords(QByteArrayView utf8, Hashes &words, Form form)
{
    quint32 hash = startHash, shorter = startHash; // of the word so far, and without its last byte
    qsizetype begin = 0;
    const auto end = [&](qsizetype at) {
        const bool plural = form == Form::Singular && at - begin > 3 && wordBytes[uchar(utf8[at - 1])] == 's'
            && wordBytes[uchar(utf8[at - 2])] != 's';
        if (hash != startHash)
            words.push_back(mixed(plural ? shorter : hash));
        hash = startHash;
    };
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const uchar byte = wordBytes[uchar(utf8[i])];
        if (byte == 0) {
            end(i);
            continue;
        }
        const bool alone = beginsIdeograph(byte) && i + 2 < utf8.size();
        if (alone)
            end(i);
        if (hash == startHash)
            begin = i;
        shorter = hash;
        hash = (hash ^ byte) * hashFactor;
        if (alone) {
            for (int more = 0; more < 2; ++more)
                hash = (hash ^ uchar(utf8[++i])) * hashFactor;
            end(i + 1);
        }
    }
    end(utf8.size());
}

MarkdownWords markdownWords(QByteArrayView utf8)
{
    MarkdownWords words;
    const auto add = [&](QByteArrayView part, Hashes &kind) {
        const auto from = std::ptrdiff_t(words.all.size());
        addWords(part, words.all);
        kind.insert(kind.end(), words.all.begin() + from, words.all.end());
    };
    bool inFence = false;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < utf8.size();) {
        const qsizetype feed = utf8.indexOf('\n', at);
        const qsizetype next = feed < 0 ? utf8.size() : feed + 1;
        const QByteArrayView line = utf8.sliced(at, next - at).trimmed();
        if (line.startsWith("```") || line.startsWith("~~~")) {
            add(utf8.sliced(begin, at - begin), inFence ? words.code : words.prose);
            inFence = !inFence;
            begin = next;
        }
        at = next;
    }
    add(utf8.sliced(begin), inFence ? words.code : words.prose);
    return words;
}

Hashes shinglesOf(const Hashes &words)
{
    const auto hashed = [&](size_t from, size_t count) {
        quint32 hash = startHash;
        for (size_t i = 0; i < count; ++i)
            hash = (hash ^ words[from + i]) * 0x9E3779B1u + (hash >> 15);
        return mixed(hash);
    };
    Hashes shingles;
    if (words.empty())
        return shingles;
    if (words.size() < size_t(shingleWords))
        return {hashed(0, words.size())};
    shingles.reserve(words.size() - shingleWords + 1);
    for (size_t i = 0; i + shingleWords <= words.size(); ++i)
        shingles.push_back(hashed(i, shingleWords));
    return shingles;
}

Signature signatureOf(const Hashes &shingles)
{
    Signature signature;
    signature.fill(~0u);
    lower(signature.data(), shingles.data(), shingles.size());
    return signature;
}

double estimatedJaccard(const Signature &a, const Signature &b)
{
    size_t equal = 0;
    for (size_t i = 0; i < signatureSize; ++i)
        equal += a[i] == b[i];
    return double(equal) / signatureSize;
}

double jaccardIndex(const Hashes &a, const Hashes &b)
{
    size_t common = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        common += *i == *j;
        const bool first = *i <= *j;
        j += *j <= *i;
        i += first;
    }
    const size_t together = a.size() + b.size() - common;
    return together == 0 ? 0 : double(common) / double(together);
}

void sortUnique(Hashes &hashes)
{
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

} // namespace hsf::skill
