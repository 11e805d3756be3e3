// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/checkreader.h"

#include "config/expectreader.h"
#include "config/hostreader.h"
#include "config/httpreader.h"

#include <QDir>
#include <QFileInfo>

namespace Wf::Config {

namespace {
    struct Keys {
        QStringList monitor;
        QStringList expect;
    };

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    /// What each kind knows beside `expect` and `on_failure`; and of `expect`, beside the latencies.
    const QHash<QString, Keys> &keyTable()
    {
        static const QHash<QString, Keys> table {
            { QStringLiteral("http"),
                { words("url method headers body auth redirects proxy ip ca_file insecure body_limit"),
                    words("status body_contains body_not_contains body_matches json header cert_days") } },
            { QStringLiteral("tcp"),
                { words("url host port send starttls ip ca_file insecure"), words("contains cert_days") } },
            { QStringLiteral("tls"),
                { words("url host port server_name min_protocol ip ca_file insecure"), words("cert_days") } },
            { QStringLiteral("dns"), { words("url host type resolver"), words("values") } },
            { QStringLiteral("ping"), { words("url host count size ip"), {} } },
            { QStringLiteral("websocket"),
                { words("url headers subprotocol send ip ca_file insecure"), words("contains cert_days") } },
            { QStringLiteral("command"), { words("argv output_limit"), {} } },
            { QStringLiteral("domain"), { words("domain"), words("domain_days") } },
        };
        return table;
    }

    QString readCaFile(const YamlNode &node, const QString &what, const Reading &reading)
    {
        const auto written = reading.checker.text(node, what, 1000);
        if (!written)
            return {};
        const bool whole = QDir::isAbsolutePath(*written);
        if (!whole && reading.checker.file().isEmpty()) {
            reading.checker.fault(node, what + QStringLiteral(" is not a whole path"),
                QStringLiteral("write one that begins with '/'"));
            return {};
        }
        const QString path =
            whole ? *written : QFileInfo(reading.checker.file()).absoluteDir().absoluteFilePath(*written);
        if (!QFileInfo(path).isReadable())
            reading.warnings.append(reading.checker.at(
                node, QStringLiteral("%1: '%2' cannot be read; the check will fail").arg(what, quoted(path))));
        return path;
    }

    Domain::LinkSpec readLink(const Place &monitor, const Reading &reading)
    {
        Domain::LinkSpec link;
        const auto family = [](QStringView word) -> std::optional<Domain::IpFamily> {
            if (word == u"4" || word == u"v4" || word == u"ipv4")
                return Domain::IpFamily::V4;
            if (word == u"6" || word == u"v6" || word == u"ipv6")
                return Domain::IpFamily::V6;
            return word == u"any" ? std::optional(Domain::IpFamily::Any) : std::nullopt;
        };
        if (const YamlNode *ip = monitor.find(u"ip"))
            link.family =
                reading.checker.word<Domain::IpFamily>(*ip, monitor.about(u"ip"), family, words("4 6 any"))
                    .value_or(link.family);
        if (const YamlNode *file = monitor.find(u"ca_file"))
            link.caFile = readCaFile(*file, monitor.about(u"ca_file"), reading);
        if (const YamlNode *insecure = monitor.find(u"insecure"))
            link.insecure = reading.checker.flag(*insecure, monitor.about(u"insecure")).value_or(false);
        if (link.insecure && !link.caFile.isEmpty())
            reading.checker.fault(*monitor.find(u"insecure"),
                monitor.about(u"insecure") + QStringLiteral(" stands beside ca_file"),
                QStringLiteral("keep ca_file: with insecure no certificate is looked at"));
        return link;
    }

    Domain::CheckSpec::Target readTarget(
        const QString &kind, const Place &monitor, const Place &expect, const Reading &reading, QUrl &shown)
    {
        if (kind == QLatin1String("tcp")) {
            auto spec = readTcp(monitor, reading, shown);
            spec.expect = readContains(expect, reading.checker);
            return spec;
        }
        if (kind == QLatin1String("tls"))
            return readTls(monitor, reading, shown);
        if (kind == QLatin1String("dns"))
            return readDns(monitor, expect, reading, shown);
        if (kind == QLatin1String("ping"))
            return readPing(monitor, reading, shown);
        if (kind == QLatin1String("websocket")) {
            auto spec = readWebSocket(monitor, reading, shown);
            spec.expect = readContains(expect, reading.checker);
            return spec;
        }
        if (kind == QLatin1String("command"))
            return readCommand(monitor, reading);
        if (kind == QLatin1String("domain"))
            return readDomain(monitor, expect, reading);
        auto spec = readHttp(monitor, reading, shown);
        readHttpExpectations(expect, spec, reading.checker);
        return spec;
    }

    std::optional<Domain::Status> troubleFromWord(QStringView word)
    {
        const auto status = Domain::statusFromWord(word);
        return status && Domain::isTrouble(*status) ? status : std::nullopt;
    }

    /// Where no certificate is shown, its days cannot be counted.
    void checkCertificate(const Place &expect, const Domain::CheckSpec &spec, Checker &checker)
    {
        const auto *tcp = std::get_if<Domain::TcpSpec>(&spec.target);
        const auto *http = std::get_if<Domain::HttpSpec>(&spec.target);
        const auto *socket = std::get_if<Domain::WebSocketSpec>(&spec.target);
        const YamlNode *days = expect.find(u"cert_days");
        if (days && tcp && tcp->startTls == Domain::StartTls::None)
            checker.fault(*days, expect.about(u"cert_days") + QStringLiteral(" needs a certificate to look at"),
                QStringLiteral("write 'starttls: …' or use kind tls"));
        const QString scheme = http ? http->url.scheme() : socket ? socket->url.scheme() : QString();
        const bool plain = scheme == QLatin1String("http") || scheme == QLatin1String("ws");
        if (days && plain && !(http && http->redirects > 0))
            checker.fault(*days, expect.about(u"cert_days") + QStringLiteral(" needs a certificate to look at"),
                QStringLiteral("write %1s:// in the url").arg(scheme));
    }
} // namespace

QStringList checkKeys(const QString &kind)
{
    return keyTable().value(kind).monitor + words("expect on_failure");
}

QStringList expectKeys(const QString &kind)
{
    return keyTable().value(kind).expect + words("latency degraded_latency");
}

ReadCheck readCheck(const QString &kind, const Place &monitor, const Reading &reading)
{
    static const YamlNode nothing = [] {
        YamlNode empty;
        empty.kind = YamlNode::Kind::Map;
        return empty;
    }();
    const QString what = monitor.about(u"expect");
    const YamlNode *written = monitor.find(u"expect");
    const bool usable = written && reading.checker.checkMap(*written, what, expectKeys(kind));
    const Place expect(usable ? *written : nothing, what);
    ReadCheck check;
    check.spec.target = readTarget(kind, monitor, expect, reading, check.shown);
    check.spec.link = readLink(monitor, reading);
    readLimits(expect, check.spec, reading.checker);
    checkCertificate(expect, check.spec, reading.checker);
    if (const YamlNode *failure = monitor.find(u"on_failure"))
        check.spec.onFailure = reading.checker
                                   .word<Domain::Status>(*failure, monitor.about(u"on_failure"), troubleFromWord,
                                       words("degraded partial_outage major_outage"))
                                   .value_or(check.spec.onFailure);
    return check;
}

} // namespace Wf::Config
