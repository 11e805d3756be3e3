// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/yamljson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace Wf::Config {

namespace {
    QJsonValue scalar(const YamlNode &node)
    {
        static const QRegularExpression number(
            QStringLiteral(R"(\A-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?\z)"));
        if (!node.plain)
            return node.text;
        if (node.text == QLatin1String("true") || node.text == QLatin1String("false"))
            return node.text == QLatin1String("true");
        return number.match(node.text).hasMatch() ? QJsonValue(node.text.toDouble()) : QJsonValue(node.text);
    }
} // namespace

QJsonValue jsonFrom(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue();
    case YamlNode::Kind::Scalar:
        return scalar(node);
    case YamlNode::Kind::Sequence: {
        QJsonArray list;
        for (const YamlPtr &item : node.items)
            list.append(jsonFrom(*item));
        return list;
    }
    case YamlNode::Kind::Map: {
        QJsonObject object;
        for (const YamlNode::Entry &entry : node.entries)
            object.insert(entry.key, jsonFrom(*entry.value));
        return object;
    }
    }
    return QJsonValue();
}

} // namespace Wf::Config
