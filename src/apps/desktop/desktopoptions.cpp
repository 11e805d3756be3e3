// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/desktop/desktopoptions.h"

#include "gui/appearance.h"

#include <QRegularExpression>

namespace Wf::Apps {

namespace {
    constexpr int kLargestSide = 16'384;
    constexpr double kLargestScale = 8;

    std::optional<QSize> parseSize(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(^(\d{2,5})x(\d{2,5})$)"));
        const auto match = shape.match(text);
        const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
        if (!match.hasMatch() || size.width() > kLargestSide || size.height() > kLargestSide)
            return std::nullopt;
        return size;
    }

    Result<Screenshot> readScreenshot(const QCommandLineParser &parser)
    {
        Screenshot shot;
        shot.file = parser.value(QStringLiteral("screenshot"));
        if (parser.isSet(QStringLiteral("page")))
            shot.page = parser.value(QStringLiteral("page"));
        if (parser.isSet(QStringLiteral("size"))) {
            const auto size = parseSize(parser.value(QStringLiteral("size")));
            if (!size)
                return failure(
                    ErrorCode::Invalid, QStringLiteral("--size wants width and height, for example 1440x900"));
            shot.size = *size;
        }
        if (parser.isSet(QStringLiteral("scale"))) {
            bool number = false;
            shot.scale = parser.value(QStringLiteral("scale")).toDouble(&number);
            if (!number || shot.scale < 0.5 || shot.scale > kLargestScale)
                return failure(
                    ErrorCode::Invalid, QStringLiteral("--scale wants a number from 0.5 to 8, for example 2"));
        }
        return shot;
    }
} // namespace

void addDesktopOptions(QCommandLineParser &parser)
{
    addCommonOptions(parser);
    parser.addOptions({
        { QStringLiteral("wall"), QStringLiteral("Open the wall display, full screen.") },
        { QStringLiteral("screenshot"), QStringLiteral("Save a picture of one page and exit."),
            QStringLiteral("FILE") },
        { QStringLiteral("page"), QStringLiteral("The page of the picture; 'wall' too."), QStringLiteral("NAME") },
        { QStringLiteral("size"), QStringLiteral("Size of the picture."), QStringLiteral("WxH") },
        { QStringLiteral("scale"), QStringLiteral("Pixels of the picture per pixel of the window."),
            QStringLiteral("N") },
        { QStringLiteral("theme"), QStringLiteral("One of: %1.").arg(Gui::Appearance::themeNames().join(u", ")),
            QStringLiteral("NAME") },
        { QStringLiteral("at"), QStringLiteral("With --demo: the time that its clock starts with."),
            QStringLiteral("TIME") },
    });
}

Result<DesktopOptions> readDesktopOptions(const QCommandLineParser &parser)
{
    DesktopOptions options;
    auto launch = readCommonOptions(parser);
    if (!launch)
        return tl::unexpected(launch.error());
    options.launch = std::move(*launch);
    options.launch.desktop = Desktop::Here;
    options.wall = parser.isSet(QStringLiteral("wall"));
    options.theme = parser.value(QStringLiteral("theme"));
    if (!options.theme.isEmpty() && !Gui::Appearance::themeNames().contains(options.theme))
        return failure(ErrorCode::Invalid,
            QStringLiteral("--theme %1: there is no such theme (choose one of %2)")
                .arg(options.theme, Gui::Appearance::themeNames().join(QStringLiteral(", "))));
    if (parser.isSet(QStringLiteral("at"))) {
        options.at = parseTimestamp(parser.value(QStringLiteral("at")));
        if (!options.at || !options.launch.demo)
            return failure(ErrorCode::Invalid,
                QStringLiteral("--at goes with --demo and wants a time such as 2026-04-24T18:30:00Z"));
    }
    if (parser.isSet(QStringLiteral("screenshot"))) {
        auto shot = readScreenshot(parser);
        if (!shot)
            return tl::unexpected(shot.error());
        options.screenshot = std::move(*shot);
    }
    return options;
}

} // namespace Wf::Apps
