// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/arguments.h"

#include "apps/ctl/catalogcommand.h"
#include "apps/ctl/checkcommand.h"
#include "apps/ctl/detectcommand.h"
#include "apps/ctl/parsecommand.h"
#include "domain/status.h"

#include <QCommandLineParser>
#include <QFile>

#include <algorithm>
#include <vector>

namespace Wf::Ctl {

namespace {
    constexpr qint64 kLargestPolicy = 1024 * 1024;

    QString addressText()
    {
        return QStringLiteral("http://127.0.0.1:8000");
    }

    /// One command: its words, and how many more must follow.
    struct Command {
        Verb verb;
        QStringList words;
        qsizetype more = 0;
    };

    const std::vector<Command> &commands()
    {
        static const std::vector<Command> all { { Verb::Status, { QStringLiteral("status") } },
            { Verb::Services, { QStringLiteral("services") } }, { Verb::Show, { QStringLiteral("show") }, 1 },
            { Verb::Set, { QStringLiteral("set") }, 2 }, { Verb::Export, { QStringLiteral("export") } },
            { Verb::Vendor, { QStringLiteral("vendor") }, 1 },
            { Verb::Incidents, { QStringLiteral("incidents") } },
            { Verb::Acknowledge, { QStringLiteral("ack") }, 1 },
            { Verb::AlertTest, { QStringLiteral("alerts"), QStringLiteral("test") } },
            { Verb::AlertExplain, { QStringLiteral("alerts"), QStringLiteral("explain") }, 1 },
            { Verb::AlertBacktest, { QStringLiteral("alerts"), QStringLiteral("backtest") } },
            { Verb::Help, { QStringLiteral("help") } } };
        return all;
    }

    const Command *commandFrom(const QStringList &words)
    {
        const auto found = std::ranges::find_if(
            commands(), [&words](const Command &each) { return words.mid(0, each.words.size()) == each.words; });
        return found == commands().end() ? nullptr : &*found;
    }

    QString tokenFrom(const QString &given, const QHash<QString, QString> &environment)
    {
        const QString own = environment.value(QStringLiteral("WATCHFLOOR_TOKEN"));
        if (!given.isEmpty() || !own.isEmpty())
            return given.isEmpty() ? own : given;
        return environment.value(QStringLiteral("ADMIN_API_TOKEN"));
    }

    tl::unexpected<QString> wrong(const QString &sentence)
    {
        return tl::unexpected<QString>(sentence);
    }

    /// What a command needs beside its words.
    QString lacking(const Arguments &arguments)
    {
        switch (arguments.verb) {
        case Verb::Set:
            if (!Domain::statusFromWord(arguments.status))
                return QStringLiteral(
                    "'%1' is no status (write operational, degraded, partial_outage, major_outage or unknown)")
                    .arg(arguments.status);
            if (arguments.reason.trimmed().size() < 3)
                return QStringLiteral("'set' needs a reason of at least 3 characters (write --reason TEXT)");
            break;
        case Verb::AlertTest:
            if (arguments.route.isEmpty() == arguments.channel.isEmpty())
                return QStringLiteral("'alerts test' needs a way (write --route NAME or --channel NAME)");
            break;
        case Verb::Acknowledge:
        case Verb::AlertExplain:
            if (arguments.id.toLongLong() <= 0)
                return QStringLiteral("'%1' is no number (write the id that the list shows)").arg(arguments.id);
            break;
        default:
            break;
        }
        return {};
    }

    /// The words after the options: the command and what it is about.
    tl::expected<Arguments, QString> withWords(Arguments arguments, const QStringList &words)
    {
        if (words.isEmpty())
            return arguments;
        const Command *command = commandFrom(words);
        if (!command)
            return wrong(QStringLiteral(
                "there is no command '%1' (write status, services, show, set, vendor, incidents, "
                "ack, alerts test, alerts explain, alerts backtest, catalog search, add, export, import, check, "
                "parse, detect, schedule or help)")
                             .arg(words.mid(0, 2).join(u' ')));
        arguments.verb = command->verb;
        const QStringList rest = words.mid(command->words.size());
        arguments.service = rest.value(0);
        arguments.id = rest.value(0);
        arguments.status = rest.value(1).toLower();
        if (command->verb == Verb::Help)
            return arguments;
        if (rest.size() != command->more)
            return wrong(QStringLiteral("the command '%1' has %2 (see 'watchfloorctl help')")
                             .arg(command->words.join(u' '),
                                 rest.size() < command->more ? QStringLiteral("too few words")
                                                             : QStringLiteral("too many words")));
        if (const QString fault = lacking(arguments); !fault.isEmpty())
            return wrong(fault);
        return arguments;
    }

    /// The policy to be tried; the server judges what is in it.
    tl::expected<QString, QString> policyFrom(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestPolicy)
            return wrong(
                QStringLiteral("--policy %1 cannot be read (write the name of an alerts.yaml below 1 MiB)")
                    .arg(path));
        return QString::fromUtf8(file.readAll());
    }
} // namespace

QString usage()
{
    return QStringLiteral("usage: watchfloorctl [--url URL] [--token T] [--json] COMMAND\n"
                          "\n"
                          "  status                   one sentence and what is wrong now\n"
                          "  services                 every service, worst first\n"
                          "  show ID                  one service with its monitors\n"
                          "  set ID STATUS --reason TEXT [--detail TEXT]\n"
                          "                           say by hand how a service is\n"
                          "  vendor ID                what the vendor of a service is worth, over 90 days\n"
                          "  incidents                what goes on, and who takes care of it\n"
                          "  ack ID [--reason TEXT]   take care of an incident: reminders end\n"
                          "  alerts test --route NAME | --channel NAME\n"
                          "                           send a real test and say what the receiver answered\n"
                          "  alerts explain ID        why an alert was sent, or was not\n"
                          "  alerts backtest --since 30d [--policy FILE]\n"
                          "                           what a policy would have sent, beside what was sent\n"
                          "  export                   what is defined in the program, as a services.yaml\n"
                          "  import FILE [--dry-run]  monitors of Uptime Kuma (kuma.db or its backup), Gatus or\n"
                          "                           Healthchecks; --dry-run only says what would be taken over\n"
                          "  schedule next 'EXPR' [--tz ZONE] [--from TIME] [--count N]\n"
                          "                           the next runs of a cron or OnCalendar expression, or of a\n"
                          "                           period in seconds; asks no server\n"
                          "  secret set NAME | remove NAME | check NAME\n"
                          "                           the keychain of this user: a configuration file says\n"
                          "                           keychain:NAME; set reads the secret from standard input\n")
        + catalogUsage() + checkUsage() + parseUsage() + detectUsage()
        + QStringLiteral("  help                     this page\n"
                         "\n"
                         "URL is http://127.0.0.1:8000 unless given. The token is taken from --token,\n"
                         "WATCHFLOOR_TOKEN or ADMIN_API_TOKEN; prefer the environment: others can see arguments.\n"
                         "Exit status: 0 done, 1 the server refused, 2 wrong usage, 3 no answer.\n");
}

CommandLine commandOf(const QStringList &words)
{
    CommandLine command;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == u"--url" || word == u"--token")
            ++i;
        else if (word.startsWith(u"--url=") || word.startsWith(u"--token="))
            continue;
        else if (command.verb.isEmpty() && !word.startsWith(u'-'))
            command.verb = word;
        else
            command.rest.append(word);
    }
    return command;
}

tl::expected<Arguments, QString> parseArguments(
    const QStringList &words, const QHash<QString, QString> &environment)
{
    QCommandLineParser parser;
    const auto valued = [](const char *name) {
        return QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value"));
    };
    parser.addOptions({ valued("url"), valued("token"), valued("reason"), valued("detail"), valued("route"),
        valued("channel"), valued("since"), valued("policy"), QCommandLineOption(QStringLiteral("json")),
        QCommandLineOption(QStringList { QStringLiteral("help"), QStringLiteral("h") }) });
    if (!parser.parse(QStringList { QStringLiteral("watchfloorctl") } + words))
        return wrong(parser.errorText());
    Arguments arguments;
    if (parser.isSet(QStringLiteral("help")))
        return arguments;
    const QString address =
        parser.isSet(QStringLiteral("url")) ? parser.value(QStringLiteral("url")) : addressText();
    arguments.url = QUrl(address, QUrl::StrictMode);
    const bool web =
        arguments.url.scheme() == QLatin1String("http") || arguments.url.scheme() == QLatin1String("https");
    if (!arguments.url.isValid() || !web || arguments.url.host().isEmpty())
        return wrong(QStringLiteral("--url is not a web address (write http://HOST:PORT)"));
    arguments.token = Secret<QString>(tokenFrom(parser.value(QStringLiteral("token")), environment));
    arguments.output = parser.isSet(QStringLiteral("json")) ? Output::Json : Output::Text;
    arguments.reason = parser.value(QStringLiteral("reason"));
    arguments.detail = parser.value(QStringLiteral("detail"));
    arguments.route = parser.value(QStringLiteral("route"));
    arguments.channel = parser.value(QStringLiteral("channel"));
    arguments.since =
        parser.isSet(QStringLiteral("since")) ? parser.value(QStringLiteral("since")) : QStringLiteral("30d");
    if (parser.isSet(QStringLiteral("policy"))) {
        const auto policy = policyFrom(parser.value(QStringLiteral("policy")));
        if (!policy)
            return wrong(policy.error());
        arguments.policy = *policy;
    }
    return withWords(std::move(arguments), parser.positionalArguments());
}

} // namespace Wf::Ctl
