// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What watchfloord costs with active checks in the thousands, and how late they start: as its own /metrics tell
// it.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/program.h"
#include "bench/kit/table.h"
#include "bench/kit/vendorserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <cmath>
#include <limits>
#include <map>

using namespace Wf;

namespace {

/// The first minute after the start spreads the checks over it.
constexpr unsigned long kSettle = 75;
constexpr int kChecksPerService = 10;

/// Ten HTTP checks a service, each of a page of its own.
QStringList prepareChecks(const QString &folder, int checks, const Bench::Sites &sites)
{
    const QString config = folder + QStringLiteral("/config");
    QDir().mkpath(config);
    QFile file(config + QStringLiteral("/services.yaml"));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qUtf8Printable(file.fileName()));
    file.write("categories:\n  sites: Sites\nservices:\n");
    for (int number = 0; number < checks; ++number) {
        const QUrl &server = sites.servers[static_cast<size_t>(number) % sites.servers.size()];
        if (number % kChecksPerService == 0)
            file.write(
                QStringLiteral("  - id: site-%1\n    display_name: Site %1\n    category: sites\n    monitors:\n")
                    .arg(number / kChecksPerService)
                    .toUtf8());
        file.write(
            QStringLiteral(
                "      - {kind: http, name: page %1, url: \"%2\", interval: 60s, expect: {status: 200}}\n")
                .arg(number)
                .arg(server.resolved(QUrl(QStringLiteral("/%1/api/v2/summary.json").arg(number))).toString())
                .toUtf8());
    }
    return { QStringLiteral("--config"), config, QStringLiteral("--data"), folder + QStringLiteral("/data"),
        QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0") };
}

QByteArray fetch(const QUrl &url)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (reply->error() != QNetworkReply::NoError)
        qFatal("%s: %s", qUtf8Printable(url.toString()), qUtf8Printable(reply->errorString()));
    return reply->readAll();
}

/// Cumulative counts of one histogram without labels, by upper bound.
std::map<double, double> bucketsOf(const QByteArray &metrics, const QByteArray &name)
{
    std::map<double, double> buckets;
    const QByteArray begin = name + "_bucket{le=\"";
    for (const QByteArray &line : metrics.split('\n')) {
        if (!line.startsWith(begin))
            continue;
        const QByteArray bound = line.mid(begin.size(), line.indexOf('"', begin.size()) - begin.size());
        buckets[bound == "+Inf" ? std::numeric_limits<double>::infinity() : bound.toDouble()] =
            line.mid(line.lastIndexOf(' ') + 1).toDouble();
    }
    return buckets;
}

/// The upper bound of the bucket that this share of what came between two looks lies in.
QString boundAt(const std::map<double, double> &before, const std::map<double, double> &after, double share)
{
    if (after.empty())
        return QStringLiteral("–");
    const auto since = [&](double bound, double count) {
        const auto old = before.find(bound);
        return count - (old == before.end() ? 0 : old->second);
    };
    const double all = since(after.rbegin()->first, after.rbegin()->second);
    for (const auto &[bound, count] : after) {
        if (all > 0 && since(bound, count) >= share * all)
            return std::isinf(bound) ? QStringLiteral("more than the last bound")
                                     : QStringLiteral("≤ %1 ms").arg(bound * 1000);
    }
    return QStringLiteral("–");
}

QStringList watch(int checks, const Bench::Options &options)
{
    const auto folder = Bench::dataFolder();
    const Bench::VendorServer sites(checks);
    Bench::Program server(QStringLiteral("watchfloord"), prepareChecks(folder->path(), checks, sites.sites()));
    const QUrl metrics = server.listening().resolved(QUrl(QStringLiteral("/metrics")));
    QThread::sleep(options.quick ? 3 : kSettle);
    const QByteArray name("watchfloor_check_start_lateness_seconds");
    const auto late = bucketsOf(fetch(metrics), name);
    const auto before = Bench::useOf(server.pid());
    const qint64 asked = sites.served().requests;
    QThread::sleep(static_cast<unsigned long>(options.seconds));
    const auto after = Bench::useOf(server.pid());
    const double minutes = options.seconds / 60.0;
    const double done = static_cast<double>(sites.served().requests - asked);
    const QByteArray text = fetch(metrics);
    const auto now = bucketsOf(text, name);
    std::optional<double> cpu;
    if (before && after)
        cpu = (after->cpuSeconds - before->cpuSeconds) / minutes;
    return { Bench::figure(checks), Bench::figure(done / minutes), Bench::figure(cpu),
        Bench::mebibytes(after ? std::optional(after->residentBytes) : std::nullopt),
        Bench::mebibytes(after ? std::optional(after->peakBytes) : std::nullopt), boundAt(late, now, 0.5),
        boundAt(late, now, 0.99), Bench::mebibytes(text.size()) };
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    Bench::Table table(QStringLiteral("watchfloord, HTTP checks at 60 s"),
        { QStringLiteral("checks"), QStringLiteral("done a minute"), QStringLiteral("CPU s a minute"),
            QStringLiteral("memory"), QStringLiteral("peak memory"), QStringLiteral("start lateness p50"),
            QStringLiteral("p99"), QStringLiteral("one scrape of /metrics") });
    table.row(watch(1'000, options));
    table.row(watch(10'000, options));
    table.note(
        QStringLiteral("Watched for %1 s each. The pages come from the benchmark's own process; lateness is the "
                       "bucket's upper bound.")
            .arg(options.seconds));
    return 0;
}
