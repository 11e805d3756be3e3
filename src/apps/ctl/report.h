// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/client.h"

namespace Wf::Ctl {

enum class Stream { Output, Error };

/// What to print, where, and the exit status.
struct Report {
    QString text;
    Stream stream = Stream::Output;
    int exitStatus = 0;
};

/// An answer in words. Text of the server loses its control characters: it goes to a
/// terminal. An export goes to a file, as it is.
[[nodiscard]] Report reportFor(const Arguments &arguments, const Answer &answer);

} // namespace Wf::Ctl
