// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"
#include "core/result.h"

#include <QCommandLineParser>
#include <QHostAddress>

namespace Wf::Apps {

enum class Listening { On, Off };
/// Whether there is somebody in front of this program who can be shown a notice.
enum class Desktop { None, Here };

/// What the command line says, before any file is read.
struct LaunchOptions {
    QString configFolder;
    QString dataFolder;
    QHash<QString, QString> settings; ///< upper-case keys for Config::Sources::commandLine
    Listening listening = Listening::On;
    Desktop desktop = Desktop::None;
    bool demo = false;
};

/// Adds --config, --data, --listen, --no-listen and --demo.
void addCommonOptions(QCommandLineParser &parser);
/// Reads them; what is wrong with one is one sentence in the error.
[[nodiscard]] Result<LaunchOptions> readCommonOptions(const QCommandLineParser &parser);

/// The platform's configuration folder when it holds a services file, else the shipped example.
[[nodiscard]] QString defaultConfigFolder();
/// What comes with the program: the example and the definitions of channels; empty where it is missing.
[[nodiscard]] QString shippedConfigFolder();
/// --data, else the folder of DATABASE_PATH, else the platform's data folder.
[[nodiscard]] QString dataFolderFor(const LaunchOptions &options, const Config::Settings &settings);

[[nodiscard]] Config::Sources sourcesFor(const LaunchOptions &options);
/// Prints every fault on standard error; the caller exits with 2.
void printFaults(const std::vector<Config::Fault> &faults);
/// Parses, or prints one sentence and exits with 2; also answers --help and --version.
void parseOrExit(QCommandLineParser &parser, const QStringList &arguments);

enum ExitCode { ExitOk = 0, ExitUsage = 2, ExitCannotStart = 3 };

} // namespace Wf::Apps
