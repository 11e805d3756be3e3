// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/importing.h"

#include <QRegularExpression>
#include <QUrl>

#include <cmath>
#include <optional>

namespace Wf::Config {

namespace {
    constexpr double kHoursOfDay = 24;

    /// One endpoint while it is translated.
    struct Gatus {
        const QJsonObject &from;
        QJsonObject &to;
        QJsonObject expect;
        std::vector<ImportNote> &notes;

        [[nodiscard]] QString text(const char *key) const { return from.value(QLatin1String(key)).toString(); }
        void set(const char *key, const QJsonValue &value) { to.insert(QLatin1String(key), value); }
        void note(const QString &text) { notes.push_back({ this->text("name"), text }); }
    };

    struct Condition {
        QString left;
        QString sign;
        QString right;
    };

    std::optional<Condition> split(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(^(\S+)\s+(==|!=|<=|>=|<|>)\s+(.+)$)"));
        const auto match = shape.match(text.trimmed());
        if (!match.hasMatch())
            return std::nullopt;
        return Condition { match.captured(1), match.captured(2), match.captured(3).trimmed() };
    }

    QStringList anyOf(const QString &right)
    {
        static const QRegularExpression any(QStringLiteral(R"(^any\((.*)\)$)"));
        const auto match = any.match(right);
        QStringList values = (match.hasMatch() ? match.captured(1) : right).split(u',');
        for (QString &value : values)
            value = value.trimmed();
        return values;
    }

    bool addStatus(Gatus &gatus, const Condition &condition)
    {
        const int limit = condition.right.toInt();
        QStringList ranges;
        if (condition.sign == u"==")
            ranges = anyOf(condition.right);
        else if (condition.sign == u"<" && limit > 100)
            ranges = { QStringLiteral("100-%1").arg(limit - 1) };
        else if (condition.sign == u"<=" && limit >= 100)
            ranges = { QStringLiteral("100-%1").arg(limit) };
        else
            return false;
        gatus.expect.insert(QStringLiteral("status"), QJsonArray::fromStringList(ranges));
        return true;
    }

    /// "pat(*ok*)" is "contains ok"; other patterns become a regular expression.
    QString regexOf(const QString &pattern)
    {
        QString regex = QRegularExpression::escape(pattern);
        regex.replace(QLatin1String("\\*"), QLatin1String(".*")).replace(QLatin1String("\\?"), QLatin1String("."));
        return QStringLiteral("^%1$").arg(regex);
    }

    bool addBody(Gatus &gatus, const Condition &condition)
    {
        static const QRegularExpression pattern(QStringLiteral(R"(^pat\((.*)\)$)"));
        const QString path = condition.left.mid(6); // what follows "[BODY]"
        const auto match = pattern.match(condition.right);
        if (path.isEmpty()) {
            if (!match.hasMatch() || condition.sign != u"==")
                return false;
            const QString inner = match.captured(1);
            const bool plain = inner.size() > 2 && inner.startsWith(u'*') && inner.endsWith(u'*')
                && inner.count(u'*') == 2 && !inner.contains(u'?');
            gatus.expect.insert(plain ? QStringLiteral("body_contains") : QStringLiteral("body_matches"),
                plain ? inner.mid(1, inner.size() - 2) : regexOf(inner));
            return true;
        }
        if (!path.startsWith(u'.') && !path.startsWith(u'['))
            return false;
        QJsonObject json = gatus.expect.value(QStringLiteral("json")).toObject();
        const QString wanted = match.hasMatch() ? QStringLiteral("~ %1").arg(regexOf(match.captured(1)))
                                                : QStringLiteral("%1 %2").arg(condition.sign, condition.right);
        json.insert(QLatin1Char('$') + path, wanted);
        gatus.expect.insert(QStringLiteral("json"), json);
        return !match.hasMatch() || condition.sign == u"==";
    }

    /// Hours in "336h", "48h"; nothing for other units, which nobody writes for days.
    std::optional<int> daysOf(const QString &duration)
    {
        static const QRegularExpression hours(QStringLiteral(R"(^(\d{1,6})h(0m0s)?$)"));
        const auto match = hours.match(duration);
        if (!match.hasMatch())
            return std::nullopt;
        return int(std::ceil(match.captured(1).toDouble() / kHoursOfDay));
    }

    bool addCondition(Gatus &gatus, const Condition &condition)
    {
        const QString &left = condition.left;
        if (left == u"[STATUS]")
            return addStatus(gatus, condition);
        if (left.startsWith(u"[BODY]"))
            return addBody(gatus, condition);
        if (left == u"[RESPONSE_TIME]" && condition.sign.startsWith(u'<')) {
            gatus.expect.insert(QStringLiteral("latency"), QStringLiteral("%1ms").arg(condition.right));
            return condition.right.toInt() > 0;
        }
        if (left == u"[CERTIFICATE_EXPIRATION]" && condition.sign.startsWith(u'>')) {
            const std::optional<int> days = daysOf(condition.right);
            if (days)
                gatus.expect.insert(QStringLiteral("cert_days"), *days);
            return days.has_value();
        }
        // What a check here demands anyway.
        return (left == u"[CONNECTED]" && condition.right == u"true")
            || (left == u"[DNS_RCODE]" && condition.right == u"NOERROR");
    }

    void addConditions(Gatus &gatus)
    {
        for (const auto each : gatus.from.value(QStringLiteral("conditions")).toArray()) {
            const QString text = each.toString();
            const std::optional<Condition> condition = split(text);
            if (!condition || !addCondition(gatus, *condition))
                gatus.note(QStringLiteral("condition '%1' is not taken over: write it under 'expect:' by hand")
                               .arg(text));
        }
        if (!gatus.expect.isEmpty())
            gatus.set("expect", gatus.expect);
    }

    void addDns(Gatus &gatus, const QJsonObject &dns)
    {
        gatus.set("kind", QStringLiteral("dns"));
        gatus.set("host", dns.value(QStringLiteral("query-name")));
        gatus.set("type", dns.value(QStringLiteral("query-type")).toString(QStringLiteral("A")));
        gatus.set("resolver", gatus.text("url"));
    }

    void addHttp(Gatus &gatus)
    {
        gatus.set("kind", QStringLiteral("http"));
        gatus.set("url", gatus.text("url"));
        for (const char *key : { "method", "body", "headers" }) {
            if (gatus.from.contains(QLatin1String(key)))
                gatus.set(key, gatus.from.value(QLatin1String(key)));
        }
    }

    bool addTarget(Gatus &gatus)
    {
        const QJsonObject dns = gatus.from.value(QStringLiteral("dns")).toObject();
        const QUrl url(gatus.text("url"));
        const QString scheme = url.scheme();
        if (!dns.isEmpty()) {
            addDns(gatus, dns);
        } else if (scheme == u"http" || scheme == u"https") {
            addHttp(gatus);
        } else if (scheme == u"ws" || scheme == u"wss") {
            gatus.set("kind", QStringLiteral("websocket"));
            gatus.set("url", gatus.text("url"));
        } else if (scheme == u"icmp") {
            gatus.set("kind", QStringLiteral("ping"));
            gatus.set("host", url.host());
        } else if (scheme == u"tcp" || scheme == u"tls" || scheme == u"starttls") {
            gatus.set("kind", scheme == u"tls" ? scheme : QStringLiteral("tcp"));
            gatus.set("host", url.host());
            gatus.set("port", url.port());
            if (scheme == u"starttls")
                gatus.set("starttls", QStringLiteral("smtp"));
        } else {
            return false;
        }
        return true;
    }

    void addClient(Gatus &gatus)
    {
        const QJsonObject client = gatus.from.value(QStringLiteral("client")).toObject();
        gatus.set("interval", gatus.from.value(QStringLiteral("interval")).toString(QStringLiteral("60s")));
        gatus.set("timeout", client.value(QStringLiteral("timeout")).toString(QStringLiteral("10s")));
        if (client.value(QStringLiteral("insecure")).toBool())
            gatus.set("insecure", true);
        if (client.value(QStringLiteral("ignore-redirect")).toBool())
            gatus.set("redirects", QStringLiteral("none"));
        if (client.contains(QStringLiteral("proxy-url")))
            gatus.set("proxy", client.value(QStringLiteral("proxy-url")));
        for (const char *key : { "oauth2", "identity-aware-proxy", "tls", "tunnel", "dns-resolver" }) {
            if (client.contains(QLatin1String(key)))
                gatus.note(QStringLiteral("'client.%1' has no counterpart here").arg(QLatin1String(key)));
        }
    }

    void addAlerts(Gatus &gatus)
    {
        const QJsonArray alerts = gatus.from.value(QStringLiteral("alerts")).toArray();
        if (alerts.isEmpty())
            return;
        const QJsonObject first = alerts.first().toObject();
        gatus.set("confirm",
            QJsonObject { { QStringLiteral("down"), first.value(QStringLiteral("failure-threshold")).toInt(3) },
                { QStringLiteral("up"), first.value(QStringLiteral("success-threshold")).toInt(2) } });
        gatus.note(QStringLiteral("its alerts are not taken over, but their thresholds are"));
    }

    void addGroup(const QJsonObject &from, QJsonObject &to)
    {
        if (const QString group = from.value(QStringLiteral("group")).toString(); !group.isEmpty())
            to.insert(QStringLiteral("tags"), QJsonArray { group });
    }

    void addEndpoint(const QJsonObject &endpoint, Import &import)
    {
        QJsonObject definition { { QStringLiteral("name"), endpoint.value(QStringLiteral("name")) } };
        Gatus gatus { endpoint, definition, {}, import.notes };
        if (!addTarget(gatus)) {
            gatus.note(QStringLiteral("is left out: '%1' has no counterpart here").arg(gatus.text("url")));
            return;
        }
        addClient(gatus);
        addConditions(gatus);
        addAlerts(gatus);
        addGroup(endpoint, definition);
        if (!endpoint.value(QStringLiteral("enabled")).toBool(true))
            gatus.note(QStringLiteral("was switched off: pause it here too"));
        import.monitors.push_back({ gatus.text("name"), definition });
    }

    void addExternal(const QJsonObject &endpoint, Import &import)
    {
        const QString name = endpoint.value(QStringLiteral("name")).toString();
        const QString interval =
            endpoint.value(QStringLiteral("heartbeat")).toObject().value(QStringLiteral("interval")).toString();
        if (interval.isEmpty()) {
            import.notes.push_back({ name, QStringLiteral("is left out: it says no 'heartbeat.interval'") });
            return;
        }
        QJsonObject definition { { QStringLiteral("name"), name },
            { QStringLiteral("kind"), QStringLiteral("heartbeat") }, { QStringLiteral("schedule"), interval },
            { QStringLiteral("grace"), QStringLiteral("60s") } };
        addGroup(endpoint, definition);
        import.notes.push_back({ name, QStringLiteral("is pinged at another address here: change its job") });
        import.monitors.push_back({ name, definition });
    }
} // namespace

Import importGatus(const QJsonObject &configuration)
{
    Import import { QStringLiteral("Gatus"), {}, {} };
    for (const auto each : configuration.value(QStringLiteral("endpoints")).toArray())
        addEndpoint(each.toObject(), import);
    for (const auto each : configuration.value(QStringLiteral("external-endpoints")).toArray())
        addExternal(each.toObject(), import);
    for (const char *key : { "alerting", "suites", "maintenance", "security", "remote", "tunneling" }) {
        if (configuration.contains(QLatin1String(key)))
            import.notes.push_back({ {}, QStringLiteral("'%1' is not taken over").arg(QLatin1String(key)) });
    }
    return import;
}

} // namespace Wf::Config
