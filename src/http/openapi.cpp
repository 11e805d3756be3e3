// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/openapi.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace Wf::Http {

namespace {
    QJsonObject parameter(const QString &name, const QString &place)
    {
        QJsonObject object { { QStringLiteral("name"), name }, { QStringLiteral("in"), place },
            { QStringLiteral("schema"), QJsonObject { { QStringLiteral("type"), QStringLiteral("string") } } } };
        if (place == QLatin1String("path"))
            object.insert(QStringLiteral("required"), true);
        return object;
    }

    QJsonArray parameters(const Route &route)
    {
        QJsonArray list;
        static const QRegularExpression placeholder(QStringLiteral(R"(\{(\w+)\})"));
        auto matches = placeholder.globalMatch(QString::fromLatin1(route.pattern));
        while (matches.hasNext())
            list.append(parameter(matches.next().captured(1), QStringLiteral("path")));
        for (const QString &name : route.query)
            list.append(parameter(name, QStringLiteral("query")));
        return list;
    }

    QJsonObject response(const char *description)
    {
        return { { QStringLiteral("description"), QLatin1String(description) } };
    }

    QJsonObject operation(const Route &route)
    {
        QJsonObject object { { QStringLiteral("summary"), route.summary },
            { QStringLiteral("parameters"), parameters(route) },
            { QStringLiteral("responses"),
                QJsonObject { { QStringLiteral("200"), response("The answer") },
                    { QStringLiteral("default"),
                        response("{data: null, error: {code, message, field?}, meta: null}") } } } };
        if (route.permission == Permission::Write)
            object.insert(QStringLiteral("security"),
                QJsonArray { QJsonObject { { QStringLiteral("bearer"), QJsonArray() } } });
        return object;
    }

    QJsonObject bearer()
    {
        return { { QStringLiteral("type"), QStringLiteral("http") },
            { QStringLiteral("scheme"), QStringLiteral("bearer") } };
    }
} // namespace

QJsonObject openApi(const std::vector<Route> &routes)
{
    QJsonObject paths;
    for (const Route &route : routes) {
        const QString path = QString::fromLatin1(route.pattern);
        QJsonObject operations = paths.value(path).toObject();
        operations.insert(QString::fromLatin1(route.method).toLower(), operation(route));
        paths.insert(path, operations);
    }
    return { { QStringLiteral("openapi"), QStringLiteral("3.0.3") },
        { QStringLiteral("info"),
            QJsonObject { { QStringLiteral("title"), QStringLiteral("Watchfloor") },
                { QStringLiteral("version"), QStringLiteral(WF_VERSION) } } },
        { QStringLiteral("paths"), paths },
        { QStringLiteral("components"),
            QJsonObject { { QStringLiteral("securitySchemes"),
                QJsonObject { { QStringLiteral("bearer"), bearer() } } } } } };
}

} // namespace Wf::Http
