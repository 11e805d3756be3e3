// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

namespace Wf::Ctl {

enum class Verb {
    Status,
    Services,
    Show,
    Set,
    Export,
    Vendor,
    Incidents,
    Acknowledge,
    AlertTest,
    AlertExplain,
    AlertBacktest,
    Help
};
enum class Output { Text, Json };

/// What the user wants.
struct Arguments {
    Verb verb = Verb::Help;
    Output output = Output::Text;
    QUrl url; ///< of the server, without path
    Secret<QString> token;
    QString service;
    QString status;
    QString reason;
    QString detail;
    QString id; ///< of an incident or a decision
    QString route;
    QString channel;
    QString since;
    QString policy; ///< text of an alerts.yaml; empty: the one that decides
};

/// What is to be done, and the words that say how.
struct CommandLine {
    QString verb {}; ///< first word that is no option; empty: there is none
    QStringList rest {}; ///< all others, but for the server's address and token
};
[[nodiscard]] CommandLine commandOf(const QStringList &words);

/// Reads the words after the program's name; the error is one sentence.
[[nodiscard]] tl::expected<Arguments, QString> parseArguments(
    const QStringList &words, const QHash<QString, QString> &environment);
[[nodiscard]] QString usage();

} // namespace Wf::Ctl
