// SPDX-License-Identifier: MIT
//
// Ctrl-C (and a polite kill) as a stop token: the first one asks what runs to end well, the second ends the program at once.
#pragma once
#include <stop_token>
#include <thread>

namespace hsf::cli {

class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;
    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::thread m_listener;
};

} // namespace hsf::cli
