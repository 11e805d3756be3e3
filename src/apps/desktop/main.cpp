// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/configsecrets.h"
#include "apps/common/unixsignals.h"
#include "apps/desktop/shell.h"
#include "core/logging.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>

using namespace Wf;

namespace {

int complain(const QString &sentence, int code)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
    return code;
}

std::unique_ptr<Clock> clockFor(const Apps::DesktopOptions &options)
{
    if (options.at)
        return std::make_unique<ShiftedClock>(*options.at);
    return std::make_unique<SystemClock>();
}

/// A picture needs no screen: without one it is painted off screen.
void choosePlatform([[maybe_unused]] int argc, [[maybe_unused]] char **argv)
{
#ifdef Q_OS_LINUX
    const bool screen = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    const bool picture = std::any_of(
        argv + 1, argv + argc, [](const char *word) { return QByteArrayView(word).startsWith("--screenshot"); });
    if (picture && !screen)
        qputenv("QT_QPA_PLATFORM", "offscreen");
#endif
}

} // namespace

int main(int argc, char **argv)
{
    choosePlatform(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("watchfloor"));
    // Only the settings are filed under it; an organization's name would move the data folder as well.
    QApplication::setOrganizationDomain(QStringLiteral("watchfloor"));
    QApplication::setApplicationDisplayName(QStringLiteral("Watchfloor"));
    QApplication::setApplicationVersion(QStringLiteral(WF_VERSION));
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Watches what a company's IT depends on."));
    Apps::addDesktopOptions(parser);
    Apps::parseOrExit(parser, QApplication::arguments());

    const auto options = Apps::readDesktopOptions(parser);
    if (!options)
        return complain(options.error().detail, Apps::ExitUsage);
    auto config = Config::load(Apps::withSecretsNow(Apps::sourcesFor(options->launch)));
    if (!config) {
        Apps::printFaults(config.error());
        return Apps::ExitUsage;
    }
    const bool json = config->settings.logJson.value_or(false);
    const Logging::Session logging({ json ? Logging::Format::JsonLines : Logging::Format::Text,
        config->settings.logLevel, config->settings.logFile });

    const std::unique_ptr<Clock> clock = clockFor(*options);
    auto backend = Apps::Backend::create(options->launch, std::move(*config), *clock);
    if (!backend)
        return complain(backend.error().detail, Apps::ExitCannotStart);
    Apps::Backend &running = **backend;
    const Apps::Shell shell(running, *options, *clock);
    const Apps::UnixSignals signals_;
    QObject::connect(&signals_, &Apps::UnixSignals::terminated, &running, &Apps::Backend::stop);
    QObject::connect(&signals_, &Apps::UnixSignals::hungUp, &running, &Apps::Backend::reload);
    QObject::connect(&running, &Apps::Backend::stopped, &app, [] { QCoreApplication::exit(Apps::ExitOk); });
    QObject::connect(&running, &Apps::Backend::failed, &app,
        [](const QString &sentence) { QCoreApplication::exit(complain(sentence, Apps::ExitCannotStart)); });
    running.start();
    return QApplication::exec();
}
