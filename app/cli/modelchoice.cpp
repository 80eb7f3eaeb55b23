// SPDX-License-Identifier: MIT
#include "cli/modelchoice.h"
#include "cli/words_p.h"
#include "llm/keys.h"

#include <QEventLoop>
#include <QTimer>

namespace hsf::cli {

Result<llm::Endpoint> chosenModel(const ModelWishes &wishes)
{
    llm::Endpoint endpoint{.apiKey = wishes.environmentKey};
    // A model's name belongs to the address it was set with; one from the environment is taken where nothing nearer is known.
    QString model;
    if (!wishes.baseUrl.isEmpty()) {
        endpoint.baseUrl = wishes.baseUrl;
        model = wishes.baseUrl == wishes.settings.baseUrl ? wishes.settings.model : QString();
    } else if (!wishes.settings.baseUrl.isEmpty()) {
        endpoint.baseUrl = wishes.settings.baseUrl;
        model = wishes.settings.model;
    } else {
        endpoint.baseUrl = wishes.environmentUrl;
    }
    endpoint.model = !wishes.model.isEmpty() ? wishes.model : !model.isEmpty() ? model : wishes.environmentModel;
    if (endpoint.baseUrl.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("No model is set: give --base-url and --model, choose one in the window's settings, "
                                                      "or set OPENAI_BASE_URL and OPENAI_MODEL."));
    if (endpoint.model.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("No model's name is known for %1: give --model, or set OPENAI_MODEL.").arg(endpoint.baseUrl));
    return endpoint;
}

QString keychainKey(const QString &baseUrl)
{
    constexpr int patienceMs = 5'000;
    llm::Keys keys;
    QEventLoop loop;
    QObject::connect(&keys, &llm::Keys::loaded, &loop, &QEventLoop::quit);
    QObject::connect(&keys, &llm::Keys::failed, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &loop, [&] { keys.load(baseUrl); });
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    return keys.known(baseUrl);
}

} // namespace hsf::cli
