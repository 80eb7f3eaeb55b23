// SPDX-License-Identifier: MIT
#include "models/filterwords.h"

#include <QUrl>

#include <array>

namespace hsf::models {

namespace {

constexpr std::array uses{"any", "week", "month", "not-for-a-month", "never"};
constexpr std::array verdicts{"unproven", "proven", "harmful"};

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "/"));
}

template <class Names> qsizetype placeIn(const Names &names, const QString &word)
{
    return std::ranges::find(names, word.toStdString()) - names.begin();
}

} // namespace

QString filterWords(const SkillFilter &filter)
{
    QStringList words;
    const auto add = [&words](const char *key, const QString &value) { words.append(QLatin1StringView(key) + u':' + encoded(value)); };
    for (const auto origin : filter.origins)
        add("origin", changes::originName(origin));
    for (const auto stage : filter.stages)
        add("stage", changes::stageName(stage));
    for (const QString &tag : filter.tags)
        add("tag", tag);
    for (const Verdict verdict : filter.verdicts)
        add("verdict", QLatin1StringView(verdicts.at(size_t(verdict))));
    if (filter.problemsOnly)
        add("problems", QStringLiteral("yes"));
    if (filter.source)
        add("source", *filter.source);
    if (filter.lastUse != LastUse::Any)
        add("used", QLatin1StringView(uses.at(size_t(filter.lastUse))));
    words.sort(); // sets have no order
    if (!filter.text.isEmpty())
        add("text", filter.text);
    return words.join(u' ');
}

SkillFilter filterOf(const QString &words)
{
    SkillFilter filter;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts)) {
        const QString key = word.section(u':', 0, 0), value = QUrl::fromPercentEncoding(word.section(u':', 1).toLatin1());
        if (key == u"origin") {
            if (const auto origin = changes::originFromName(value); changes::originName(origin) == value)
                filter.origins.insert(origin);
        } else if (key == u"stage") {
            if (const auto stage = changes::stageFromName(value))
                filter.stages.insert(*stage);
        } else if (key == u"tag") {
            filter.tags.insert(value);
        } else if (key == u"verdict") {
            if (const auto place = size_t(placeIn(verdicts, value)); place < verdicts.size())
                filter.verdicts.insert(Verdict(place));
        } else if (key == u"problems") {
            filter.problemsOnly = true;
        } else if (key == u"source") {
            filter.source = value;
        } else if (key == u"used") {
            if (const auto place = size_t(placeIn(uses, value)); place < uses.size())
                filter.lastUse = LastUse(place);
        } else if (key == u"text") {
            filter.text = value;
        }
    }
    return filter;
}

bool isAtWork(const SkillFilter &filter)
{
    return filter != SkillFilter();
}

QString lastUseWord(LastUse use)
{
    switch (use) {
    case LastUse::Any:
        return {};
    case LastUse::Week:
        return SkillModel::tr("used in the last 7 days");
    case LastUse::Month:
        return SkillModel::tr("used in the last 30 days");
    case LastUse::NotForAMonth:
        return SkillModel::tr("not used for 30 days");
    case LastUse::Never:
        return SkillModel::tr("never used");
    }
    return {};
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unproven:
        return SkillModel::tr("unproven");
    case Verdict::Proven:
        return SkillModel::tr("proven");
    case Verdict::Harmful:
        return SkillModel::tr("harmful");
    }
    return {};
}

} // namespace hsf::models
