// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/detectcommand.h"

#include "apps/ctl/reporttext.h"
#include "probes/detector.h"
#include "wire/observationjson.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <cstdio>

namespace Wf::Ctl {

namespace {
    constexpr Millis kPatience { Seconds { 30 } };

    QString linesToWatch(const Domain::Detection &detection)
    {
        return QStringLiteral(
            "\nTo watch it, write in services.yaml, under 'monitors:':\n  - kind: %1\n    url: %2\n")
            .arg(clean(detection.kind), clean(detection.url.toString(QUrl::RemoveUserInfo)));
    }

    QString stepsText(const Domain::Detection &detection)
    {
        QString text;
        for (const Domain::DetectionStep &step : detection.steps) {
            text += QStringLiteral("  %1 %2\n")
                        .arg(clean(step.url.toString(QUrl::RemoveUserInfo)), clean(step.outcome));
        }
        return text;
    }

    QString stateText(const Domain::Detection &detection)
    {
        const QString detail = detection.now.detail.isEmpty() ? QString() : QString(u": " % detection.now.detail);
        return QString(QStringLiteral("Now ") % Domain::word(detection.now.status) % clean(detail) % u", "
            % QString::number(detection.now.components.size()) % u" components\n");
    }
} // namespace

tl::expected<DetectOrder, QString> parseDetect(const QStringList &words)
{
    QCommandLineParser parser;
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    if (!parser.parse(QStringList { QStringLiteral("watchfloorctl") } + words))
        return tl::unexpected(parser.errorText());
    const QStringList given = parser.positionalArguments();
    const QString written = given.value(0);
    const QUrl page(
        written.contains(QLatin1String("://")) ? written : QString(u"https://" % written), QUrl::StrictMode);
    const bool web = page.scheme() == QLatin1String("https") || page.scheme() == QLatin1String("http");
    if (given.size() != 1 || !page.isValid() || !web || page.host().isEmpty() || !page.password().isEmpty())
        return tl::unexpected(
            QStringLiteral("'detect' needs one address (write watchfloorctl detect https://status.example.com)"));
    return DetectOrder { page, parser.isSet(QStringLiteral("json")) ? Output::Json : Output::Text };
}

Report detectReport(const DetectOrder &order, const Domain::Detection &detection)
{
    const int exitStatus = detection.found() ? 0 : 1;
    if (order.output == Output::Json)
        return { QString::fromUtf8(QJsonDocument(Wire::detection(detection)).toJson()), Stream::Output,
            exitStatus };
    QString text = clean(detection.sentence) + u'\n';
    if (detection.found())
        text += stateText(detection);
    text += u'\n' + stepsText(detection);
    if (detection.found())
        text += linesToWatch(detection);
    return { text, Stream::Output, exitStatus };
}

int runDetect(const QStringList &words)
{
    const auto order = parseDetect(words);
    if (!order) {
        std::fputs(qUtf8Printable(u"watchfloorctl: " % order.error() % u'\n'), stderr);
        return 2;
    }
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false"));
    const SystemClock clock;
    QNetworkAccessManager network;
    Probes::Fetcher fetcher(network, clock);
    Probes::Detector detector(fetcher, clock, order->page);
    detector.start(kPatience, [&](const Domain::Detection &detection) {
        const Report report = detectReport(*order, detection);
        std::fputs(report.text.toUtf8().constData(), stdout);
        QCoreApplication::exit(report.exitStatus);
    });
    return QCoreApplication::exec();
}

QString detectUsage()
{
    return QStringLiteral(
        "  detect URL [--json]      what kind of status page an address is, and what to ask it for; asks at\n"
        "                           most four addresses, without a server; exit status 0 found, 1 not\n");
}

} // namespace Wf::Ctl
