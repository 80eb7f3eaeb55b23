// SPDX-License-Identifier: MIT
#include "llm/presets.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QJsonArray listIn(const QString &file, const QString &key)
{
    QFile data(u":/providers/"_s + file);
    return data.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(data.readAll()).object().value(key).toArray()
                                          : QJsonArray();
}

Preset::Key keyIn(const QString &word)
{
    return word == u"needed" ? Preset::Key::Needed : word == u"none" ? Preset::Key::None : Preset::Key::Optional;
}

QList<Preset> readPresets()
{
    QList<Preset> all;
    for (const QJsonValue &json : listIn(u"presets.json"_s, u"presets"_s)) {
        all.append({.id = json[u"id"].toString(),
                    .name = json[u"name"].toString(),
                    .format = json[u"format"].toString() == u"anthropic" ? WireFormat::AnthropicMessages
                                                                         : WireFormat::OpenAiChat,
                    .baseUrl = json[u"base_url"].toString(),
                    .key = keyIn(json[u"key"].toString()),
                    .keyPage = json[u"key_page"].toString(),
                    .local = json[u"local"].toBool(),
                    .note = json[u"note"].toString()});
    }
    if (all.isEmpty() || all.last().id != u"custom")
        all.append({.id = u"custom"_s, .name = QCoreApplication::translate("hsf::llm", "Another server")});
    return all;
}

struct Known {
    QString begins;
    ModelFacts facts;
};

QList<Known> readKnown()
{
    QList<Known> all;
    for (const QJsonValue &json : listIn(u"models.json"_s, u"models"_s)) {
        const QJsonValue price = json[u"price"];
        all.append({.begins = json[u"begins"].toString(),
                    .facts = {.contextTokens = json[u"context"].toInt(),
                              .maxOutputTokens = json[u"output"].toInt(),
                              .price = {.input = price[u"input"].toDouble(-1),
                                        .output = price[u"output"].toDouble(-1),
                                        .cachedInput = price[u"cached_input"].toDouble(-1),
                                        .cacheWrite = price[u"cache_write"].toDouble(-1)}}});
    }
    return all;
}

QString withoutSlash(QString url)
{
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

} // namespace

const QList<Preset> &presets()
{
    static const QList<Preset> all = readPresets();
    return all;
}

const Preset &presetOf(const QString &id)
{
    const auto found = std::ranges::find(presets(), id, &Preset::id);
    return found == presets().end() ? presets().last() : *found;
}

const Preset &presetAt(const QString &baseUrl)
{
    const QString url = withoutSlash(baseUrl.trimmed());
    const auto found = std::ranges::find_if(
        presets(), [&](const Preset &preset) { return !url.isEmpty() && withoutSlash(preset.baseUrl) == url; });
    return found == presets().end() ? presets().last() : *found;
}

ModelFacts knownFacts(const QString &model)
{
    static const QList<Known> all = readKnown();
    const QString name = model.section(u'/', -1).replace(u'.', u'-');
    const Known *best = nullptr;
    for (const Known &known : all) {
        const bool fits = model.section(u'/', -1).startsWith(known.begins) || name.startsWith(known.begins);
        if (fits && (!best || known.begins.size() > best->begins.size()))
            best = &known;
    }
    return best ? best->facts : ModelFacts();
}

ModelFacts firstKnown(const QList<ModelFacts> &sources)
{
    ModelFacts facts;
    for (const ModelFacts &source : sources) {
        if (facts.contextTokens <= 0)
            facts.contextTokens = source.contextTokens;
        if (facts.maxOutputTokens <= 0)
            facts.maxOutputTokens = source.maxOutputTokens;
        if (!facts.price.isKnown()) // a price is one thing: parts of two would belong to nobody
            facts.price = source.price;
    }
    return facts;
}

} // namespace hsf::llm
