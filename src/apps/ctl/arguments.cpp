// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/arguments.h"

#include "apps/ctl/checkcommand.h"
#include "domain/status.h"

#include <QCommandLineParser>

namespace Wf::Ctl {

namespace {
    QString addressText()
    {
        return QStringLiteral("http://127.0.0.1:8000");
    }

    std::optional<Verb> verbFromWord(const QString &word)
    {
        static const QHash<QString, Verb> verbs { { QStringLiteral("status"), Verb::Status },
            { QStringLiteral("services"), Verb::Services }, { QStringLiteral("show"), Verb::Show },
            { QStringLiteral("set"), Verb::Set }, { QStringLiteral("export"), Verb::Export },
            { QStringLiteral("help"), Verb::Help } };
        const auto found = verbs.constFind(word);
        return found == verbs.constEnd() ? std::nullopt : std::optional(*found);
    }

    qsizetype wordsOf(Verb verb)
    {
        return verb == Verb::Set ? 3 : verb == Verb::Show ? 2 : 1;
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

    /// The words after the options: verb, service, status.
    tl::expected<Arguments, QString> withWords(Arguments arguments, const QStringList &words)
    {
        const auto verb = verbFromWord(words.value(0, QStringLiteral("help")));
        if (!verb)
            return wrong(QStringLiteral("there is no command '%1' (write status, services, show, set, export, "
                                        "import, check, schedule or help)")
                             .arg(words.value(0)));
        arguments.verb = *verb;
        arguments.service = words.value(1);
        arguments.status = words.value(2).toLower();
        if (*verb != Verb::Help && words.size() != wordsOf(*verb))
            return wrong(QStringLiteral("the command '%1' has %2 (see 'watchfloorctl help')")
                             .arg(words.value(0),
                                 words.size() < wordsOf(*verb) ? QStringLiteral("too few words")
                                                               : QStringLiteral("too many words")));
        if (*verb == Verb::Set && !Domain::statusFromWord(arguments.status))
            return wrong(
                QStringLiteral("'%1' is no status (write operational, degraded, partial_outage, major_outage or "
                               "unknown)")
                    .arg(arguments.status));
        if (*verb == Verb::Set && arguments.reason.trimmed().size() < 3)
            return wrong(QStringLiteral("'set' needs a reason of at least 3 characters (write --reason TEXT)"));
        return arguments;
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
                          "  export                   what is defined in the program, as a services.yaml\n"
                          "  import FILE [--dry-run]  monitors of Uptime Kuma (kuma.db or its backup), Gatus or\n"
                          "                           Healthchecks; --dry-run only says what would be taken over\n"
                          "  schedule next 'EXPR' [--tz ZONE] [--from TIME] [--count N]\n"
                          "                           the next runs of a cron or OnCalendar expression, or of a\n"
                          "                           period in seconds; asks no server\n")
        + checkUsage()
        + QStringLiteral("  help                     this page\n"
                         "\n"
                         "URL is http://127.0.0.1:8000 unless given. The token is taken from --token,\n"
                         "WATCHFLOOR_TOKEN or ADMIN_API_TOKEN; prefer the environment: others can see arguments.\n"
                         "Exit status: 0 done, 1 the server refused, 2 wrong usage, 3 no answer.\n");
}

tl::expected<Arguments, QString> parseArguments(
    const QStringList &words, const QHash<QString, QString> &environment)
{
    QCommandLineParser parser;
    const auto valued = [](const char *name) {
        return QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value"));
    };
    parser.addOptions({ valued("url"), valued("token"), valued("reason"), valued("detail"),
        QCommandLineOption(QStringLiteral("json")),
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
    return withWords(std::move(arguments), parser.positionalArguments());
}

} // namespace Wf::Ctl
