// SPDX-License-Identifier: MIT
//
// A prompt's template: "{{name}}" is replaced by a value; the lines between "{{#name}}" and "{{/name}}", each alone on a line, are
// left out when the value is empty. Values are text: what looks like a placeholder inside one stays as it is. Pure.
#pragma once
#include <QMap>
#include <QString>

namespace hsf::review {

QString rendered(const QString &text, const QMap<QString, QString> &values);

} // namespace hsf::review
