// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

namespace Wf::Fuzz {

/// The heap of this program, every block with its overhead, however it is asked for. Nothing is known where the C
/// library is another one than glibc: then all figures are 0.
[[nodiscard]] long long heapInUse();
/// The most that was in use at once since resetHeapPeak().
[[nodiscard]] long long heapPeak();
void resetHeapPeak();

} // namespace Wf::Fuzz
