// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/report.h"

#include <QCoreApplication>
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

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const auto arguments = parseArguments(QCoreApplication::arguments().mid(1), environment());
    if (!arguments) {
        print(QStringLiteral("watchfloorctl: ") + arguments.error() + QLatin1Char('\n'), Stream::Error);
        return 2;
    }
    if (arguments->verb == Verb::Help) {
        print(usage(), argc > 1 ? Stream::Output : Stream::Error);
        return argc > 1 ? 0 : 2;
    }
    Client client;
    QObject::connect(&client, &Client::answered, &app, [&arguments](const Answer &answer) {
        const Report report = reportFor(*arguments, answer);
        print(report.text, report.stream);
        QCoreApplication::exit(report.exitStatus);
    });
    client.ask(*arguments);
    return QCoreApplication::exec();
}
