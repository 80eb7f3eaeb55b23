// SPDX-License-Identifier: MIT
//
// One target as a program of libFuzzer's; HSF_FUZZ_TARGET is its function.
#include "fuzz/targets.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // A copy of exactly this size, so that reading past its end is noticed.
    hsf::fuzz::HSF_FUZZ_TARGET(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
