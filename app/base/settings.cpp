// SPDX-License-Identifier: MIT
#include "base/settings.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace hsf {

namespace {

// Reads one value of an object, keeping the default where the key is missing and remembering the first complaint.
class Reader
{
public:
    Reader(const QJsonObject &object, QString prefix, QString &complaint)
        : m_object(object), m_prefix(std::move(prefix)), m_complaint(complaint)
    {
    }
    void read(const char *key, QString &value) const
    {
        take(key, QJsonValue::String, [&](const QJsonValue &v) { value = v.toString(); });
    }
    void read(const char *key, bool &value) const
    {
        take(key, QJsonValue::Bool, [&](const QJsonValue &v) { value = v.toBool(); });
    }
    void read(const char *key, int &value, int least, int most) const
    {
        take(key, QJsonValue::Double, [&](const QJsonValue &v) {
            const int number = v.toInt(least - 1);
            if (number < least || number > most)
                complain(key, QStringLiteral("must be a whole number from %1 to %2").arg(least).arg(most));
            else
                value = number;
        });
    }
    void read(const char *key, QStringList &value) const
    {
        take(key, QJsonValue::Array, [&](const QJsonValue &v) {
            value.clear();
            for (const QJsonValue &one : v.toArray())
                value.append(one.toString());
        });
    }
    void read(const char *key, QMap<QString, QString> &value) const
    {
        take(key, QJsonValue::Object, [&](const QJsonValue &v) {
            value.clear();
            const QJsonObject object = v.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                value.insert(it.key(), it.value().toString());
        });
    }
    void read(const char *key, double &value) const
    {
        take(key, QJsonValue::Double, [&](const QJsonValue &v) {
            if (v.toDouble() < 0)
                complain(key, QStringLiteral("must not be below 0"));
            else
                value = v.toDouble();
        });
    }
    /// Every object of a list.
    template <class F> void each(const char *key, F &&use) const
    {
        take(key, QJsonValue::Array, [&](const QJsonValue &v) {
            int number = 0;
            for (const QJsonValue &one : v.toArray()) {
                if (one.isObject())
                    use(Reader(one.toObject(), m_prefix + QLatin1StringView(key) + QStringLiteral("[%1].").arg(number++), m_complaint));
                else
                    complain(key, QStringLiteral("has an entry that is no object"));
            }
        });
    }
    /// Every object of an object, with its name.
    template <class F> void eachBelow(const char *key, F &&use) const
    {
        take(key, QJsonValue::Object, [&](const QJsonValue &v) {
            const QJsonObject object = v.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                use(it.key(), Reader(it.value().toObject(), m_prefix + QLatin1StringView(key) + u'.' + it.key() + u'.', m_complaint));
        });
    }
    Reader below(const char *key) const
    {
        return Reader(m_object.value(QLatin1StringView(key)).toObject(), m_prefix + QLatin1StringView(key) + u'.', m_complaint);
    }
    void complain(const char *key, const QString &what) const
    {
        if (m_complaint.isEmpty())
            m_complaint = m_prefix + QLatin1StringView(key) + u' ' + what;
    }

private:
    template <class F> void take(const char *key, QJsonValue::Type type, F &&use) const
    {
        const QJsonValue value = m_object.value(QLatin1StringView(key));
        if (value.isUndefined())
            return;
        if (value.type() == type)
            use(value);
        else
            complain(key, QStringLiteral("has the wrong type"));
    }
    QJsonObject m_object;
    QString m_prefix;
    QString &m_complaint;
};

constexpr std::array formatNames{"openai"_L1, "anthropic"_L1};
constexpr std::array proxyNames{"system"_L1, "none"_L1, "http"_L1, "socks5"_L1};
constexpr std::array themeNames{"system"_L1, "light"_L1, "dark"_L1};

/// A value of an enumeration by its name.
template <class E> void readNamed(const Reader &in, const char *key, std::span<const QLatin1StringView> names, E &value)
{
    QString name = names[size_t(value)];
    in.read(key, name);
    if (const auto found = std::ranges::find(names, name); found != names.end())
        value = E(found - names.begin());
    else
        in.complain(key, QStringLiteral("must be one of ") + QStringList(names.begin(), names.end()).join(QStringLiteral(", ")));
}

void readPrice(const Reader &in, ModelPrice &price)
{
    in.read("input", price.input);
    in.read("output", price.output);
    in.read("cached_input", price.cachedInput);
    in.read("cache_write", price.cacheWrite);
}

QJsonObject written(const ModelPrice &price)
{
    QJsonObject json;
    const auto put = [&json](const QString &key, double value) {
        if (value >= 0)
            json.insert(key, value);
    };
    put(QStringLiteral("input"), price.input);
    put(QStringLiteral("output"), price.output);
    put(QStringLiteral("cached_input"), price.cachedInput);
    put(QStringLiteral("cache_write"), price.cacheWrite);
    return json;
}

void readModel(const Reader &in, ModelSettings &model)
{
    in.read("base_url", model.baseUrl);
    in.read("model", model.model);
    in.read("context_tokens", model.contextTokens, 1'000, 100'000'000);
    readNamed(in, "format", formatNames, model.format);
    readPrice(in.below("price"), model.price);
    in.read("max_output_tokens", model.maxOutputTokens, 0, 100'000'000);
    in.read("thinking_tokens", model.thinkingTokens, 0, 1'000'000);
    in.read("account", model.account);
}

QJsonObject written(const ModelSettings &model)
{
    return {{"base_url", model.baseUrl},
            {"model", model.model},
            {"context_tokens", model.contextTokens},
            {"format", formatNames.at(size_t(model.format))},
            {"price", written(model.price)},
            {"max_output_tokens", model.maxOutputTokens},
            {"thinking_tokens", model.thinkingTokens},
            {"account", model.account}};
}

ProviderSettings providerIn(const Reader &in)
{
    ProviderSettings provider;
    in.read("name", provider.name);
    in.read("preset", provider.preset);
    in.read("base_url", provider.baseUrl);
    readNamed(in, "format", formatNames, provider.format);
    in.read("account", provider.account);
    in.read("favourites", provider.favourites);
    in.eachBelow("models", [&](const QString &model, const Reader &facts) {
        ModelFacts &known = provider.edited[model];
        facts.read("context_tokens", known.contextTokens, 0, 100'000'000);
        facts.read("max_output_tokens", known.maxOutputTokens, 0, 100'000'000);
        readPrice(facts.below("price"), known.price);
    });
    return provider;
}

QJsonObject written(const ProviderSettings &provider)
{
    QJsonObject models;
    for (const auto &[name, facts] : provider.edited.asKeyValueRange())
        models.insert(name, QJsonObject{{"context_tokens", facts.contextTokens},
                                        {"max_output_tokens", facts.maxOutputTokens},
                                        {"price", written(facts.price)}});
    return {{"name", provider.name},
            {"preset", provider.preset},
            {"base_url", provider.baseUrl},
            {"format", formatNames.at(size_t(provider.format))},
            {"account", provider.account},
            {"favourites", QJsonArray::fromStringList(provider.favourites)},
            {"models", models}};
}

} // namespace

QJsonObject Settings::toJson() const
{
    QJsonArray providersJson;
    for (const ProviderSettings &provider : providers)
        providersJson.append(written(provider));
    QJsonObject filters;
    for (const auto &[name, words] : savedFilters.asKeyValueRange())
        filters.insert(name, words);
    return {
        {"model", written(model)},
        {"auxiliary", written(auxiliary)},
        {"providers", providersJson},
        {"proxy", QJsonObject{{"kind", proxyNames.at(size_t(proxy.kind))}, {"host", proxy.host}, {"port", proxy.port}, {"user", proxy.user}}},
        {"learning",
         QJsonObject{{"skill_interval", learning.skillInterval},
                     {"memory_interval", learning.memoryInterval},
                     {"paused", learning.paused},
                     {"ask_before_every_change", learning.askBeforeEveryChange},
                     {"review_iterations", learning.reviewIterations},
                     {"review_tokens", learning.reviewTokens}}},
        {"queue", QJsonObject{{"held_limit", queue.heldLimit}, {"expiry_days", queue.expiryDays}}},
        {"curator",
         QJsonObject{{"interval_hours", curator.intervalHours},
                     {"idle_minutes", curator.idleMinutes},
                     {"stale_after_days", curator.staleAfterDays},
                     {"archive_after_days", curator.archiveAfterDays},
                     {"paused", curator.paused},
                     {"mark_stale_by_itself", curator.markStaleByItself}}},
        {"appearance",
         QJsonObject{{"theme", themeNames.at(size_t(appearance.theme))},
                     {"text_percent", appearance.textPercent},
                     {"enter_sends", appearance.enterSends}}},
        {"notices",
         QJsonObject{{"on", notices.on},
                     {"answers", notices.answers},
                     {"approvals", notices.approvals},
                     {"failures", notices.failures},
                     {"changes", notices.changes},
                     {"proposals", notices.proposals},
                     {"words", notices.words}}},
        {"library_folder", libraryFolder},
        {"sources", QJsonArray::fromStringList(sources)},
        {"saved_filters", filters},
        {"sync_remote", syncRemote},
        {"sync_branch", syncBranch},
        {"workspace", workspace},
        {"turn_iterations", turnIterations},
        {"catalogue_tokens", catalogueTokens},
    };
}

Result<Settings> Settings::fromJson(const QJsonObject &json)
{
    Settings s;
    QString complaint;
    const Reader in(json, QString(), complaint);
    readModel(in.below("model"), s.model);
    readModel(in.below("auxiliary"), s.auxiliary);
    in.each("providers", [&s](const Reader &one) { s.providers.append(providerIn(one)); });
    const Reader proxy = in.below("proxy");
    readNamed(proxy, "kind", proxyNames, s.proxy.kind);
    proxy.read("host", s.proxy.host);
    proxy.read("port", s.proxy.port, 1, 65'535);
    proxy.read("user", s.proxy.user);
    const Reader learning = in.below("learning");
    learning.read("skill_interval", s.learning.skillInterval, 0, 1'000);
    learning.read("memory_interval", s.learning.memoryInterval, 0, 1'000);
    learning.read("paused", s.learning.paused);
    learning.read("ask_before_every_change", s.learning.askBeforeEveryChange);
    learning.read("review_iterations", s.learning.reviewIterations, 1, 16);
    learning.read("review_tokens", s.learning.reviewTokens, 1'000, 600'000);
    const Reader queue = in.below("queue");
    queue.read("held_limit", s.queue.heldLimit, 1, 1'000);
    queue.read("expiry_days", s.queue.expiryDays, 1, 3'650);
    const Reader curator = in.below("curator");
    curator.read("interval_hours", s.curator.intervalHours, 1, 10'000);
    curator.read("idle_minutes", s.curator.idleMinutes, 0, 10'000);
    curator.read("stale_after_days", s.curator.staleAfterDays, 1, 10'000);
    curator.read("archive_after_days", s.curator.archiveAfterDays, 1, 10'000);
    curator.read("paused", s.curator.paused);
    curator.read("mark_stale_by_itself", s.curator.markStaleByItself);
    const Reader appearance = in.below("appearance");
    readNamed(appearance, "theme", themeNames, s.appearance.theme);
    appearance.read("text_percent", s.appearance.textPercent, 80, 200);
    appearance.read("enter_sends", s.appearance.enterSends);
    const Reader notices = in.below("notices");
    notices.read("on", s.notices.on);
    notices.read("answers", s.notices.answers);
    notices.read("approvals", s.notices.approvals);
    notices.read("failures", s.notices.failures);
    notices.read("changes", s.notices.changes);
    notices.read("proposals", s.notices.proposals);
    notices.read("words", s.notices.words);
    in.read("library_folder", s.libraryFolder);
    in.read("sync_remote", s.syncRemote);
    in.read("sync_branch", s.syncBranch);
    in.read("sources", s.sources);
    in.read("saved_filters", s.savedFilters);
    in.read("workspace", s.workspace);
    in.read("turn_iterations", s.turnIterations, 1, 1'000);
    in.read("catalogue_tokens", s.catalogueTokens, 0, 1'000'000);
    if (!complaint.isEmpty())
        return fail(Error::Kind::Malformed, complaint);
    return s;
}

} // namespace hsf
