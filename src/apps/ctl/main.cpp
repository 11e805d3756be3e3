// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/catalogcommand.h"
#include "apps/ctl/checkcommand.h"
#include "apps/ctl/detectcommand.h"
#include "apps/ctl/importcommand.h"
#include "apps/ctl/parsecommand.h"
#include "apps/ctl/report.h"
#include "apps/ctl/schedulecommand.h"
#include "apps/ctl/secretcommand.h"
#include "core/clock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcessEnvironment>

#include <cstdio>

namespace {

using namespace Wf::Ctl;

void print(const QString &text, Stream stream)
{
    std::fputs(text.toUtf8().constData(), stream == Stream::Output ? stdout : stderr);
}

QHash<QString, QString> environment()
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QHash<QString, QString> values;
    for (const QString &name : { QStringLiteral("WATCHFLOOR_TOKEN"), QStringLiteral("ADMIN_API_TOKEN") })
        values.insert(name, system.value(name));
    return values;
}

int say(const Report &report)
{
    print(report.text, report.stream);
    return report.exitStatus;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    const auto [verb, rest] = commandOf(words);
    if (verb == QLatin1String("schedule"))
        return say(scheduleReport(rest, Wf::SystemClock().now()));
    if (verb == QLatin1String("check"))
        return runCheck(rest);
    if (verb == QLatin1String("detect"))
        return runDetect(rest);
    if (verb == QLatin1String("parse")) {
        QFile input;
        static_cast<void>(input.open(stdin, QIODevice::ReadOnly));
        return say(parseReport(rest, input, Wf::SystemClock().now()));
    }
    if (verb == QLatin1String("secret"))
        return runSecret(rest);
    if (verb == QLatin1String("catalog") || verb == QLatin1String("add"))
        return runCatalog(words, environment());
    if (verb == QLatin1String("import"))
        return runImport(words, environment());
    const auto arguments = parseArguments(words, environment());
    if (!arguments) {
        print(QStringLiteral("watchfloorctl: ") + arguments.error() + QLatin1Char('\n'), Stream::Error);
        return 2;
    }
    if (arguments->verb == Verb::Help) {
        print(usage(), argc > 1 ? Stream::Output : Stream::Error);
        return argc > 1 ? 0 : 2;
    }
    Client client;
    QObject::connect(&client, &Client::answered, &app,
        [&arguments](const Answer &answer) { QCoreApplication::exit(say(reportFor(*arguments, answer))); });
    client.ask(*arguments);
    return QCoreApplication::exec();
}
