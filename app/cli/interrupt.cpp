// SPDX-License-Identifier: MIT
#include "cli/interrupt.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace hsf::cli {

namespace {

int pipeEnds[2] = {-1, -1};

// All that a signal handler may do here is to write a byte.
void tellListener(int)
{
    const int saved = errno;
    const char byte = 's';
    (void)!::write(pipeEnds[1], &byte, 1);
    errno = saved;
}

void listenTo(int signal)
{
    struct sigaction action = {};
    action.sa_handler = tellListener;
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
}

} // namespace

Interrupt::Interrupt()
{
    if (::pipe2(pipeEnds, O_CLOEXEC) != 0)
        return; // then a signal ends the program, as it does any other
    m_listener = std::thread([this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) < 0 && errno == EINTR) { }
        if (byte == 's')
            m_stop.request_stop();
    });
    listenTo(SIGINT);
    listenTo(SIGTERM);
}

Interrupt::~Interrupt()
{
    if (!m_listener.joinable())
        return;
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    const char byte = 'e';
    (void)!::write(pipeEnds[1], &byte, 1);
    m_listener.join();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace hsf::cli
