// SPDX-License-Identifier: MIT
//
// What nearly every test of a room without a window includes, parsed once.
#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QObject>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <algorithm>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <stop_token>
#include <vector>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include "../tests/support/patience.h"
