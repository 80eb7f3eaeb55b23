// SPDX-License-Identifier: MIT
//
// How long a test waits for what it waits for. On a machine that has much to do five seconds, as Qt Test has it, may be too
// short for a library to be read or a sandbox to begin; a longer wait costs nothing where all is well.
#pragma once
#include <QTest>

namespace hsf::test {

constexpr int patienceMs = 20'000; ///< only what is broken waits that long

} // namespace hsf::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, hsf::test::patienceMs)
#define QTRY_VERIFY2(expr, messageExpression) QTRY_VERIFY2_WITH_TIMEOUT(expr, messageExpression, hsf::test::patienceMs)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, hsf::test::patienceMs)
