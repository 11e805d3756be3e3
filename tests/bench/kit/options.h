// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>

class QTemporaryDir;

namespace Wf::Bench {

/// What every benchmark understands; an unknown word ends the program with a sentence and 2.
struct Options {
    int seconds = 60; ///< --seconds N: how long a running program is watched
    bool quick = false; ///< --quick: a tenth of the work, to see that everything runs
};
[[nodiscard]] Options readOptions(int argc, char **argv);

/// A folder for data on the disk that holds the programs: the folder for temporary files may be memory.
[[nodiscard]] std::unique_ptr<QTemporaryDir> dataFolder();
/// The file system that it lies on: "ext4", "overlay".
[[nodiscard]] QString fileSystemOf(const QTemporaryDir &folder);

} // namespace Wf::Bench
