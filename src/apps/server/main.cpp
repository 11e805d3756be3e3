// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/backend.h"
#include "apps/common/configsecrets.h"
#include "apps/common/unixsignals.h"
#include "core/logging.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Wf;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("watchfloor"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WF_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Watches what a company's IT depends on; without a display."));
    Apps::addCommonOptions(parser);
    parser.addOption(
        { QStringLiteral("check-config"), QStringLiteral("Check the configuration, tell all faults, exit.") });
    Apps::parseOrExit(parser, QCoreApplication::arguments());

    const auto options = Apps::readCommonOptions(parser);
    if (!options) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(options.error().detail));
        return Apps::ExitUsage;
    }
    auto config = Config::load(Apps::withSecretsNow(Apps::sourcesFor(*options)));
    if (!config) {
        Apps::printFaults(config.error());
        return Apps::ExitUsage;
    }
    if (parser.isSet(QStringLiteral("check-config"))) {
        std::printf("%s: %zu services, no faults\n", qUtf8Printable(options->configFolder),
            config->catalogue->services.size());
        return Apps::ExitOk;
    }
    const bool json = config->settings.logJson.value_or(true);
    const Logging::Session logging({ json ? Logging::Format::JsonLines : Logging::Format::Text,
        config->settings.logLevel, config->settings.logFile });

    const Apps::UnixSignals
        signals_; // from here on a signal waits for the event loop instead of killing half a start
    const SystemClock clock;
    auto backend = Apps::Backend::create(*options, std::move(*config), clock);
    if (!backend) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(backend.error().detail));
        return Apps::ExitCannotStart;
    }
    Apps::Backend &running = **backend;
    QObject::connect(&signals_, &Apps::UnixSignals::terminated, &running, &Apps::Backend::stop);
    QObject::connect(&signals_, &Apps::UnixSignals::hungUp, &running, &Apps::Backend::reload);
    QObject::connect(&running, &Apps::Backend::stopped, &app, [] { QCoreApplication::exit(Apps::ExitOk); });
    QObject::connect(&running, &Apps::Backend::failed, &app, [](const QString &sentence) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
        QCoreApplication::exit(Apps::ExitCannotStart);
    });
    QObject::connect(&running, &Apps::Backend::ready, &app, [&running] {
        if (running.apiAddress().isEmpty())
            return;
        std::printf("listening %s\n", qUtf8Printable(running.apiAddress()));
        std::fflush(stdout);
    });
    running.start();
    return QCoreApplication::exec();
}
