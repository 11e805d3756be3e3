// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/importing.h"

#include <QJsonDocument>

#include <yaml-cpp/yaml.h>

namespace Wf::Config {

namespace {
    constexpr int kDeepest = 40;

    QString textOf(const YAML::Node &node)
    {
        return QString::fromStdString(node.Scalar());
    }

    /// What a plain scalar means; a quoted one is always text.
    QJsonValue scalarOf(const YAML::Node &node)
    {
        const QString text = textOf(node);
        if (node.Tag() == "!")
            return text;
        if (text == u"true" || text == u"false")
            return text == u"true";
        bool number = false;
        const double value = text.toDouble(&number);
        return number ? QJsonValue(value) : QJsonValue(text);
    }

    QJsonValue jsonOf(const YAML::Node &node, int depth);

    QJsonObject objectOf(const YAML::Node &map, int depth)
    {
        QJsonObject object;
        for (const auto &entry : map) {
            if (entry.first.IsScalar() && textOf(entry.first) == u"<<") {
                const QJsonObject merged = jsonOf(entry.second, depth + 1).toObject();
                for (auto each = merged.begin(); each != merged.end(); ++each) {
                    if (!object.contains(each.key()))
                        object.insert(each.key(), each.value());
                }
            }
        }
        for (const auto &entry : map) {
            if (entry.first.IsScalar() && textOf(entry.first) != u"<<")
                object.insert(textOf(entry.first), jsonOf(entry.second, depth + 1));
        }
        return object;
    }

    QJsonValue jsonOf(const YAML::Node &node, int depth)
    {
        if (depth > kDeepest || !node.IsDefined() || node.IsNull())
            return QJsonValue::Null;
        if (node.IsScalar())
            return scalarOf(node);
        if (node.IsMap())
            return objectOf(node, depth);
        QJsonArray list;
        for (const YAML::Node &each : node)
            list.append(jsonOf(each, depth + 1));
        return list;
    }

    Result<Import> importYaml(const QByteArray &bytes)
    {
        try {
            const QJsonObject root = jsonOf(YAML::Load(bytes.toStdString()), 0).toObject();
            if (root.contains(QStringLiteral("endpoints")) || root.contains(QStringLiteral("external-endpoints")))
                return importGatus(root);
        } catch (const YAML::Exception &fault) {
            return failure(ErrorCode::Invalid,
                QStringLiteral("neither JSON nor YAML: %1 in line %2")
                    .arg(QString::fromStdString(fault.msg))
                    .arg(fault.mark.line + 1));
        }
        return failure(ErrorCode::Invalid,
            QStringLiteral("neither an Uptime Kuma backup nor a Healthchecks export nor a Gatus configuration: "
                           "'monitorList', 'checks' or 'endpoints' is missing"));
    }
} // namespace

Result<Import> importText(const QByteArray &bytes)
{
    if (bytes.size() > kLargestImport)
        return failure(ErrorCode::TooLarge,
            QStringLiteral("larger than %1 MiB: no export of monitors is").arg(kLargestImport / 1024 / 1024));
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    if (root.contains(QStringLiteral("monitorList")))
        return importKuma(root.value(QStringLiteral("monitorList")).toArray());
    if (root.contains(QStringLiteral("checks")))
        return importHealthchecks(root.value(QStringLiteral("checks")).toArray());
    return importYaml(bytes);
}

} // namespace Wf::Config
