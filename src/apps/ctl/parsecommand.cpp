// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/parsecommand.h"

#include "config/kinds.h"
#include "config/pagerulesreader.h"
#include "probes/fetchjob.h"
#include "vendors/registry.h"
#include "wire/observationjson.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>

namespace Wf::Ctl {

namespace {
    /// What cannot be carried out: one sentence, or one line a fault.
    using Refusal = tl::unexpected<QStringList>;
    template <class T> using Read = tl::expected<T, QStringList>;

    struct ParseOrder {
        const Vendors::Dialect *dialect = nullptr;
        QString file;
        Vendors::ParseInput input;
    };

    Refusal wrong(const QString &sentence)
    {
        return Refusal(QStringList { QStringLiteral("watchfloorctl: ") + sentence });
    }

    Read<const Vendors::Dialect *> dialectOf(const QString &written)
    {
        const QString word = written.trimmed().toLower();
        if (word == QLatin1String("html"))
            return wrong(QStringLiteral("there is no dialect 'html': ") + Config::htmlRefusal());
        if (const auto *dialect = Vendors::findDialect(word))
            return dialect;
        return wrong(QStringLiteral("there is no dialect '%1' (%2)")
                         .arg(Config::quoted(written), Config::wordHint(word, Vendors::dialectKinds())));
    }

    Read<Shared<Domain::PageRules>> rulesOf(const QCommandLineParser &parser, const Vendors::Dialect &dialect)
    {
        const QString path = parser.value(QStringLiteral("rules"));
        const bool wanted = dialect.kind == QLatin1String("json");
        if (path.isEmpty() && !wanted)
            return Shared<Domain::PageRules>();
        if (path.isEmpty())
            return wrong(QStringLiteral("'parse json' needs the rules to read it by (write --rules RULES.yaml)"));
        if (!wanted)
            return wrong(
                QStringLiteral("--rules belongs to the dialect json; '%1' knows its own").arg(dialect.kind));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return wrong(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
        auto rules = Config::parsePageRules(file.read(Config::kLargestYaml + 1), path);
        if (rules)
            return Shared<Domain::PageRules>(std::move(*rules));
        QStringList lines;
        for (const Config::Fault &fault : rules.error())
            lines.append(fault.text());
        return Refusal(lines);
    }

    Read<ParseOrder> orderFrom(const QCommandLineParser &parser, Instant now)
    {
        const QStringList given = parser.positionalArguments();
        if (given.size() != 2)
            return wrong(QStringLiteral("'parse' needs a dialect and a file (write watchfloorctl parse statuspage "
                                        "summary.json, or - for the standard input)"));
        const auto dialect = dialectOf(given.at(0));
        if (!dialect)
            return Refusal(dialect.error());
        const QString nowText = parser.value(QStringLiteral("now"));
        const auto at = nowText.isEmpty() ? std::optional(now) : parseTimestamp(nowText);
        if (!at)
            return wrong(QStringLiteral("--now is not a time (write --now 2026-04-24T10:00:00Z)"));
        auto rules = rulesOf(parser, **dialect);
        if (!rules)
            return Refusal(rules.error());
        return ParseOrder { *dialect, given.at(1),
            { {}, parser.values(QStringLiteral("component")), *at, std::move(*rules) } };
    }

    /// At most a byte more than a page may have.
    Read<QByteArray> bodyOf(const QString &path, QIODevice &input, qint64 limit)
    {
        if (path == QLatin1String("-"))
            return input.read(limit + 1);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return wrong(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
        return file.read(limit + 1);
    }

    Domain::Observation readPage(const ParseOrder &order, qint64 limit)
    {
        if (order.input.body.size() <= limit)
            return Vendors::parse(*order.dialect, order.input);
        return Domain::failedObservation({}, order.input.now, Domain::Failure::Transport,
            QStringLiteral("request_error: BodyTooLarge"),
            QStringLiteral("The page is larger than %1 KiB: one of that size is not read.").arg(limit / 1024));
    }

    Report refused(const QStringList &lines)
    {
        return { QString(lines.join(u'\n') + u'\n'), Stream::Error, 2 };
    }
} // namespace

Report parseReport(const QStringList &words, QIODevice &input, Instant now)
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    for (const char *name : { "component", "now", "rules" })
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value")));
    if (!parser.parse(QStringList { QStringLiteral("watchfloorctl") } + words))
        return refused({ QStringLiteral("watchfloorctl: ") + parser.errorText() });
    auto order = orderFrom(parser, now);
    if (!order)
        return refused(order.error());
    const qint64 limit = Probes::FetchOptions {}.bodyLimit;
    auto body = bodyOf(order->file, input, limit);
    if (!body)
        return refused(body.error());
    order->input.body = std::move(*body);
    const auto observation = readPage(*order, limit);
    const QJsonDocument shown(Wire::observation(observation));
    return { QString::fromUtf8(shown.toJson()), Stream::Output, observation.succeeded() ? 0 : 1 };
}

QString parseUsage()
{
    return QStringLiteral(
        "  parse DIALECT FILE [--component SELECTOR]… [--now TIME] [--rules FILE]\n"
        "                           what a vendor's page says, as JSON, from a file or - for the standard\n"
        "                           input; json reads any JSON by rules; exit status 0 readable, 1 not\n");
}

} // namespace Wf::Ctl
