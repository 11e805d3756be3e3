// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/channel.h"

#include "domain/channeltemplate.h"
#include "domain/jsonpath.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr int kDeepestBody = 32;

    /// Looks through the requests of one definition.
    class TemplateChecker {
    public:
        explicit TemplateChecker(const ChannelDefinition &definition)
            : m_definition(definition)
            , m_names(letterPlaceholders())
        {
            for (const ChannelParameter &parameter : definition.parameters)
                m_names.append(parameter.name);
        }

        void checkAnswer()
        {
            checkPath(QStringLiteral("success.path"), m_definition.success.path);
            checkPath(QStringLiteral("success.thread"), m_definition.success.thread);
            if (m_definition.signatureHeader.isEmpty())
                return;
            checkHeaderName(QStringLiteral("signature_header"), m_definition.signatureHeader);
            if (!m_names.contains(QLatin1String("signing_secret")))
                say(QStringLiteral("signature_header"), QStringLiteral("needs a parameter signing_secret"));
        }

        void checkRequest(const QString &place, const ChannelRequest &request)
        {
            if (request.encoding == ChannelRequest::Encoding::None && request.url.isEmpty())
                return;
            if (request.url.isEmpty())
                say(place + QStringLiteral(".url"), QStringLiteral("is missing"));
            checkText(place + QStringLiteral(".url"), request.url);
            for (const auto &[name, value] : request.headers) {
                const QString here = place + QStringLiteral(".headers.") + name;
                checkHeaderName(here, name);
                checkText(here, value);
            }
            checkShape(place + QStringLiteral(".body"), request);
            checkValue(place + QStringLiteral(".body"), request.body, 0);
        }

        [[nodiscard]] QStringList faults() const { return m_faults; }

    private:
        void say(const QString &place, const QString &what) { m_faults.append(place % u": " % what); }

        void checkPath(const QString &place, const QString &path)
        {
            const auto parsed = JsonPath::parse(path.isEmpty() ? QStringLiteral("$") : path);
            if (!parsed)
                say(place, parsed.error().detail);
        }

        void checkHeaderName(const QString &place, const QString &name)
        {
            static const QRegularExpression token(QStringLiteral("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"));
            if (!token.match(name).hasMatch())
                say(place, QStringLiteral("is no name of a header (letters, digits and dashes)"));
        }

        void checkShape(const QString &place, const ChannelRequest &request)
        {
            if (request.encoding == ChannelRequest::Encoding::Text && !request.body.isString())
                return say(place, QStringLiteral("must be a text when the encoding is text"));
            if (request.encoding != ChannelRequest::Encoding::Form)
                return;
            const QJsonObject form = request.body.toObject();
            const bool texts =
                std::all_of(form.begin(), form.end(), [](const auto &each) { return each.isString(); });
            if (!request.body.isObject() || !texts)
                say(place, QStringLiteral("must be names with a text each when the encoding is form"));
        }

        void checkName(const QString &place, const QString &name)
        {
            if (!m_names.contains(name))
                say(place,
                    QStringLiteral("{%1} is not known: write a parameter of this channel, or one of %2")
                        .arg(name, letterPlaceholders().join(QStringLiteral(", "))));
        }

        void checkText(const QString &place, const QString &text)
        {
            const auto parts = parseTemplate(text);
            if (!parts)
                return say(place, parts.error().detail);
            for (const TemplatePart &part : *parts) {
                if (part.kind == TemplatePart::Kind::Text)
                    continue;
                checkName(place, part.text);
                if (part.kind == TemplatePart::Kind::Base64)
                    checkName(place, part.second);
                if (!part.table.isEmpty() && !m_definition.words.contains(part.table))
                    say(place, QStringLiteral("the table \"%1\" is not among the words").arg(part.table));
            }
        }

        void checkValue(const QString &place, const QJsonValue &value, int depth)
        {
            if (depth > kDeepestBody)
                return say(place, QStringLiteral("is nested deeper than %1 levels").arg(kDeepestBody));
            if (value.isString())
                return checkText(place, value.toString());
            const QJsonObject object = value.toObject();
            for (auto member = object.begin(); member != object.end(); ++member)
                checkValue(place + QLatin1Char('.') + member.key(), member.value(), depth + 1);
            const QJsonArray array = value.toArray();
            for (qsizetype i = 0; i < array.size(); ++i)
                checkValue(place + QStringLiteral("[%1]").arg(i), array.at(i), depth + 1);
        }

        const ChannelDefinition &m_definition;
        QStringList m_names;
        QStringList m_faults;
    };
} // namespace

QStringList letterPlaceholders()
{
    static const QStringList names = QStringLiteral(
        // Who and what
        "name title status status_label emoji previous impact headline kind telling event "
        // All of it; details = without the headline
        "text details markdown markdown_details html html_details "
        "service category tier owner url runbook reason root_cause failing expected turns mention "
        // Which
        "incident key dedup_key thread acknowledged_by "
        // When: ISO 8601 in UTC, but at_unix in seconds; duration as "1 day, 2:03:04"
        "at at_unix opened_at closed_at duration "
        // The check or heartbeat; where = its address, else the status page, else the service; answer = its
        // status ("connection failed" without one), else the service's
        "monitor_kind monitor_name monitor_url monitor_status monitor_error interval_words last_ping where answer")
                                         .split(QLatin1Char(' '));
    return names;
}

QStringList templateFaults(const ChannelDefinition &definition)
{
    TemplateChecker checker(definition);
    if (definition.requests.find(QString()) == definition.requests.end())
        return { QStringLiteral("request: is missing") };
    for (const auto &[event, request] : definition.requests)
        checker.checkRequest(event.isEmpty() ? QStringLiteral("request") : QStringLiteral("on.") + event, request);
    checker.checkAnswer();
    return checker.faults();
}

} // namespace Wf::Domain
