// SPDX-License-Identifier: MIT
//
// API keys: in the system keychain (QtKeychain), or for this run only (memory), never in a file of ours.
#pragma once
#include "base/error.h"

#include <QObject>

#include <memory>

namespace hsf::llm {

class Keys : public QObject
{
    Q_OBJECT
public:
    enum class Place { Keychain, ThisRun };
    explicit Keys(QObject *parent = nullptr);

    /// Asynchronous; `stored` or `failed` follows. An empty key removes it.
    void store(const QString &baseUrl, const QString &key, Place place);
    /// Asynchronous; `loaded` follows, with an empty key when there is none or no keychain answers.
    void load(const QString &baseUrl);
    /// What is known in memory now (stored or loaded in this run); thread-safe.
    QString known(const QString &baseUrl) const;
    bool keychainAvailable() const;

Q_SIGNALS:
    void stored(const QString &baseUrl, hsf::llm::Keys::Place place);
    void loaded(const QString &baseUrl, bool found);
    void failed(const QString &baseUrl, const hsf::Error &error);

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace hsf::llm
