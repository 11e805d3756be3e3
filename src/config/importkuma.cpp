// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/importing.h"

#include <QHash>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace Wf::Config {

namespace {
    constexpr int kMostConfirmations = 20;
    constexpr int kLongestTimeout = 60;
    constexpr int kShortestGrace = 60;

    /// One monitor while it is translated.
    struct Kuma {
        const QJsonObject &from;
        QJsonObject &to;
        std::vector<ImportNote> &notes;

        [[nodiscard]] QString text(const char *key) const { return from.value(QLatin1String(key)).toString(); }
        /// Booleans are 0 and 1 in the database.
        [[nodiscard]] bool flag(const char *key) const
        {
            const QJsonValue value = from.value(QLatin1String(key));
            return value.toBool() || value.toInt() != 0;
        }
        [[nodiscard]] double number(const char *key, double fallback) const
        {
            return from.value(QLatin1String(key)).toDouble(fallback);
        }
        void set(const char *key, const QJsonValue &value) { to.insert(QLatin1String(key), value); }
        void note(const QString &text) { notes.push_back({ this->text("name"), text }); }
        [[nodiscard]] QString seconds(double value) const { return QStringLiteral("%1s").arg(qint64(value)); }
    };

    void addPace(Kuma &kuma)
    {
        const double interval = kuma.number("interval", 60);
        kuma.set("interval", kuma.seconds(interval));
        const double timeout = kuma.number("timeout", 0) > 0 ? kuma.number("timeout", 0) : interval * 0.8;
        kuma.set("timeout", kuma.seconds(std::clamp(timeout, 1.0, double(kLongestTimeout))));
        const int retries = int(kuma.number("maxretries", 0));
        kuma.set("confirm",
            QJsonObject { { QStringLiteral("down"), std::clamp(retries + 1, 1, kMostConfirmations) },
                { QStringLiteral("up"), 1 } });
        if (const QString family = kuma.text("ipFamily"); !family.isEmpty())
            kuma.set("ip", family == u"ipv6" ? 6 : 4);
    }

    void addHeaders(Kuma &kuma)
    {
        const QString headers = kuma.text("headers").trimmed();
        if (headers.isEmpty())
            return;
        const QJsonObject object = QJsonDocument::fromJson(headers.toUtf8()).object();
        if (object.isEmpty())
            kuma.note(QStringLiteral("its headers are no JSON object and are not taken over"));
        else
            kuma.set("headers", object);
    }

    void addAuthentication(Kuma &kuma)
    {
        const QString method = kuma.text("authMethod");
        if (method == u"basic" || (method.isEmpty() && !kuma.text("basic_auth_user").isEmpty()))
            kuma.set("auth",
                QJsonObject { { QStringLiteral("basic"),
                    QJsonObject { { QStringLiteral("user"), kuma.text("basic_auth_user") },
                        { QStringLiteral("password"), kuma.text("basic_auth_pass") } } } });
        else if (method == u"bearer")
            kuma.set("auth", QJsonObject { { QStringLiteral("bearer"), kuma.text("bearer_token") } });
        else if (!method.isEmpty() && method != u"null")
            kuma.note(QStringLiteral("authentication '%1' has no counterpart here").arg(method));
    }

    /// A dotted path is the same in both languages; anything else of JSONata is not guessed at.
    void addJsonQuery(Kuma &kuma, QJsonObject &expect)
    {
        static const QRegularExpression dotted(
            QStringLiteral(R"(^\$?\.?[A-Za-z_][\w]*(\[\d+\])*(\.[A-Za-z_]\w*(\[\d+\])*)*$)"));
        QString path = kuma.text("jsonPath");
        const QString sign = kuma.text("jsonPathOperator");
        if (!dotted.match(path).hasMatch() || sign == u"contains") {
            kuma.note(QStringLiteral("its JSON query '%1' is not taken over: write it as 'expect: json' by hand")
                          .arg(path));
            return;
        }
        if (path.startsWith(u'$'))
            path.remove(0, path.startsWith(QLatin1String("$.")) ? 2 : 1);
        const QString wanted =
            QStringLiteral("%1 %2").arg(sign.isEmpty() ? QStringLiteral("==") : sign, kuma.text("expectedValue"));
        expect.insert(QStringLiteral("json"), QJsonObject { { QStringLiteral("$.%1").arg(path), wanted } });
    }

    QJsonArray statuses(const Kuma &kuma)
    {
        const QJsonValue list = kuma.from.value(QStringLiteral("accepted_statuscodes"));
        if (list.isArray())
            return list.toArray();
        return QJsonDocument::fromJson(kuma.text("accepted_statuscodes_json").toUtf8()).array();
    }

    void addHttp(Kuma &kuma, const QString &type)
    {
        kuma.set("kind", QStringLiteral("http"));
        kuma.set("url", kuma.text("url"));
        if (const QString method = kuma.text("method"); !method.isEmpty())
            kuma.set("method", method);
        if (const QString body = kuma.text("body"); !body.isEmpty())
            kuma.set("body", body);
        addHeaders(kuma);
        addAuthentication(kuma);
        QJsonObject expect;
        if (const QJsonArray accepted = statuses(kuma); !accepted.isEmpty())
            expect.insert(QStringLiteral("status"), accepted);
        if (type == u"keyword")
            expect.insert(
                kuma.flag("invertKeyword") ? QStringLiteral("body_not_contains") : QStringLiteral("body_contains"),
                kuma.text("keyword"));
        if (type == u"json-query")
            addJsonQuery(kuma, expect);
        if (kuma.flag("expiryNotification"))
            expect.insert(QStringLiteral("cert_days"), 14);
        if (!expect.isEmpty())
            kuma.set("expect", expect);
        if (kuma.flag("ignoreTls"))
            kuma.set("insecure", true);
        const int redirects = int(kuma.number("maxredirects", 10));
        kuma.set("redirects", redirects == 0 ? QJsonValue(QStringLiteral("none")) : QJsonValue(redirects));
        if (kuma.number("proxyId", 0) > 0)
            kuma.note(QStringLiteral("its proxy is not taken over: add 'proxy'"));
    }

    void addPort(Kuma &kuma)
    {
        kuma.set("kind", QStringLiteral("tcp"));
        kuma.set("host", kuma.text("hostname"));
        kuma.set("port", int(kuma.number("port", 0)));
    }

    void addPing(Kuma &kuma)
    {
        kuma.set("kind", QStringLiteral("ping"));
        kuma.set("host", kuma.text("hostname"));
        kuma.set("size", int(kuma.number("packetSize", 56)));
        kuma.set("count", std::clamp(int(kuma.number("ping_count", 3)), 1, 20));
    }

    void addDns(Kuma &kuma)
    {
        kuma.set("kind", QStringLiteral("dns"));
        kuma.set("host", kuma.text("hostname"));
        kuma.set(
            "type", kuma.text("dns_resolve_type").isEmpty() ? QStringLiteral("A") : kuma.text("dns_resolve_type"));
        if (const QString resolver = kuma.text("dns_resolve_server").section(u',', 0, 0).trimmed();
            !resolver.isEmpty())
            kuma.set("resolver", resolver);
        if (!kuma.from.value(QStringLiteral("conditions")).toArray().isEmpty())
            kuma.note(QStringLiteral("its conditions are not taken over: write them as 'expect: values'"));
    }

    void addPush(Kuma &kuma)
    {
        const double interval = kuma.number("interval", 60);
        kuma.set("kind", QStringLiteral("heartbeat"));
        kuma.set("schedule", kuma.seconds(interval));
        const double patience =
            kuma.number("maxretries", 0) * std::max(kuma.number("retryInterval", interval), 1.0);
        kuma.set("grace", kuma.seconds(std::max(patience, double(kShortestGrace))));
        kuma.note(QStringLiteral("is pinged at another address here: change /api/push/… in its job"));
    }

    void addWebSocket(Kuma &kuma)
    {
        kuma.set("kind", QStringLiteral("websocket"));
        kuma.set("url", kuma.text("url"));
        if (const QString protocol = kuma.text("wsSubprotocol"); !protocol.isEmpty())
            kuma.set("subprotocol", protocol);
    }

    void addMail(Kuma &kuma)
    {
        addPort(kuma);
        if (kuma.text("smtpSecurity") == u"starttls")
            kuma.set("starttls", QStringLiteral("smtp"));
        else if (kuma.text("smtpSecurity") == u"secure")
            kuma.set("kind", QStringLiteral("tls"));
    }

    /// False: there is nothing here that does the same.
    bool addTarget(Kuma &kuma, const QString &type)
    {
        if (type == u"http" || type == u"keyword" || type == u"json-query")
            addHttp(kuma, type);
        else if (type == u"port")
            addPort(kuma);
        else if (type == u"ping")
            addPing(kuma);
        else if (type == u"dns")
            addDns(kuma);
        else if (type == u"push")
            addPush(kuma);
        else if (type == u"websocket-upgrade")
            addWebSocket(kuma);
        else if (type == u"smtp")
            addMail(kuma);
        else if (type == u"manual")
            kuma.set("kind", QStringLiteral("manual"));
        else
            return false;
        return true;
    }

    void addTags(Kuma &kuma, const QHash<int, QString> &groups)
    {
        QStringList tags;
        if (const QString group = groups.value(int(kuma.number("parent", 0))); !group.isEmpty())
            tags.append(group);
        for (const auto tag : kuma.from.value(QStringLiteral("tags")).toArray())
            tags.append(tag.toObject().value(QStringLiteral("name")).toString());
        tags.removeAll(QString());
        if (!tags.isEmpty())
            kuma.set("tags", QJsonArray::fromStringList(tags));
    }

    void noteTheRest(Kuma &kuma)
    {
        const QJsonValue active = kuma.from.value(QStringLiteral("active"));
        if (!active.isUndefined() && !kuma.flag("active"))
            kuma.note(QStringLiteral("was paused: pause it here too"));
        if (!kuma.from.value(QStringLiteral("notificationIDList")).toObject().isEmpty())
            kuma.note(QStringLiteral("its notifications are not taken over"));
        if (kuma.flag("domainExpiryNotification"))
            kuma.note(QStringLiteral("add a monitor of kind 'domain' to be told when its domain name ends"));
        if (!kuma.text("tlsCert").isEmpty())
            kuma.note(QStringLiteral("its client certificate is not taken over"));
    }
} // namespace

Import importKuma(const QJsonArray &monitors)
{
    Import import { QStringLiteral("Uptime Kuma"), {}, {} };
    QHash<int, QString> groups;
    for (const auto each : monitors) {
        const QJsonObject monitor = each.toObject();
        if (monitor.value(QStringLiteral("type")).toString() == u"group")
            groups.insert(
                monitor.value(QStringLiteral("id")).toInt(), monitor.value(QStringLiteral("name")).toString());
    }
    for (const auto each : monitors) {
        const QJsonObject monitor = each.toObject();
        const QString type = monitor.value(QStringLiteral("type")).toString();
        QJsonObject definition;
        Kuma kuma { monitor, definition, import.notes };
        if (type == u"group") {
            kuma.note(QStringLiteral("is a group: its members carry its name as a tag"));
            continue;
        }
        if (kuma.flag("upsideDown")) {
            kuma.note(QStringLiteral("is left out: a check that is good when it fails has no counterpart here"));
            continue;
        }
        kuma.set("name", kuma.text("name"));
        if (type != u"push" && type != u"manual")
            addPace(kuma);
        if (!addTarget(kuma, type)) {
            kuma.note(QStringLiteral("is left out: type '%1' has no counterpart here").arg(type));
            continue;
        }
        addTags(kuma, groups);
        noteTheRest(kuma);
        import.monitors.push_back({ kuma.text("name"), definition });
    }
    return import;
}

} // namespace Wf::Config
