// SPDX-License-Identifier: MIT
//
// What a conversation consists of, independent of any provider's format. Messages are stored as their JSON (toJson).
#pragma once
#include "base/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace hsf::chat {

enum class Role { System, User, Assistant, Tool };
QString roleName(Role role);  ///< "system" "user" "assistant" "tool"

struct ToolCall {
    QString id;
    QString name;
    QString arguments;  ///< JSON text exactly as the model wrote it; empty means {}
    bool operator==(const ToolCall &) const = default;
};

struct Usage {
    int inputTokens = 0;
    int outputTokens = 0;
    int cachedTokens = 0;   ///< part of inputTokens
    int cacheWrittenTokens = 0; ///< part of inputTokens, written to a provider's cache for the next call
    Usage &operator+=(const Usage &other);
    bool operator==(const Usage &) const = default;
    QJsonObject toJson() const;
    static Usage fromJson(const QJsonObject &json);
};

/// A picture that goes with a message.
struct Image {
    QString mediaType;   ///< "image/png"
    QByteArray bytes;    ///< of its file
    QString name;        ///< for a person; may be empty
    bool operator==(const Image &) const = default;
};

/// A text file that goes with a message: a model reads it behind the words (textWithFiles).
struct TextFile {
    QString name;
    QString text;
    bool operator==(const TextFile &) const = default;
};

struct Message {
    Role role = Role::User;
    QString text;
    QString reasoning;        ///< thinking, shown collapsed
    QString reasoningField;   ///< the provider's name for it ("reasoning_content" …), to send it back under; empty: not sent
    QJsonArray reasoningDetails; ///< signed or encrypted reasoning blocks, sent back unchanged and in order
    QList<ToolCall> toolCalls;///< of an assistant message
    QString toolCallId;       ///< of a tool message: which call it answers
    QString toolName;
    bool failed = false;      ///< of a tool message: the tool reported an error
    bool stopped = false;     ///< the person stopped while this was being written
    QList<Image> images;      ///< of a user or tool message
    QList<TextFile> files;    ///< of a user message
    bool operator==(const Message &) const = default;

    QJsonObject toJson() const;
    static Result<Message> fromJson(const QJsonObject &json);

    static Message system(const QString &text) { return {.role = Role::System, .text = text}; }
    static Message user(const QString &text) { return {.role = Role::User, .text = text}; }
    static Message assistant(const QString &text) { return {.role = Role::Assistant, .text = text}; }
    static Message toolResult(const ToolCall &call, const QString &text, bool failed = false)
    {
        return {.role = Role::Tool, .text = text, .toolCallId = call.id, .toolName = call.name, .failed = failed};
    }
};

/// The words and, behind them, each file in a fence that is longer than any in it.
QString textWithFiles(const Message &message);

/// What is offered to a model: name, one description, a JSON schema of the arguments.
struct ToolSpec {
    QString name;
    QString description;
    QJsonObject parameters;
    bool operator==(const ToolSpec &) const = default;
};

/// The conversation as providers accept it: every call of an assistant message is answered right after it, before the next
/// user message. Adds "stopped" results where one is missing, leaves out results that answer no call. closed(closed(x)) == closed(x).
QList<Message> closed(const QList<Message> &messages);

} // namespace hsf::chat
