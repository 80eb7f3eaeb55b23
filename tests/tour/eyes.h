// SPDX-License-Identifier: MIT
//
// What a person would see of a window: the words of its visible parts, and whether a picture shows anything.
#pragma once
#include <QImage>
#include <QStringList>

class QWidget;

namespace hsf::test {

/// The words of everything visible, one piece an element: labels, buttons, fields, rows in sight, conversation, differences.
QStringList wordsInSight(const QWidget &window);

/// Many colours, and no single one nearly everywhere.
bool showsSomething(const QImage &picture);

/// A picture of the window as it stands, once everything that was asked for is laid out and painted.
QImage pictureOf(QWidget &window);

} // namespace hsf::test
