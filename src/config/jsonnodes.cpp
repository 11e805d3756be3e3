// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/jsonnodes.h"

#include "domain/jsonpath.h"

#include <QJsonArray>

namespace Wf::Config {

namespace {
    constexpr qsizetype kMostValues = 20'000;
    constexpr int kDeepest = 64;

    class NodeBuilder {
    public:
        YamlPtr build(const QJsonValue &value, const QString &path, int depth)
        {
            auto node = std::make_shared<YamlNode>();
            node->column = 1;
            if (depth > kDeepest || m_paths.size() >= kMostValues) {
                m_full = true;
                return node;
            }
            m_paths.append(path);
            node->line = static_cast<int>(m_paths.size());
            if (value.isArray())
                fillList(*node, value.toArray(), path, depth);
            else if (value.isObject())
                fillMap(*node, value.toObject(), path, depth);
            else if (!value.isNull() && !value.isUndefined())
                fillScalar(*node, value);
            return node;
        }

        [[nodiscard]] bool isFull() const { return m_full; }
        [[nodiscard]] QStringList paths() const { return m_paths; }

    private:
        static void fillScalar(YamlNode &node, const QJsonValue &value)
        {
            node.kind = YamlNode::Kind::Scalar;
            node.text = Domain::jsonText(value);
        }

        void fillList(YamlNode &node, const QJsonArray &array, const QString &path, int depth)
        {
            node.kind = YamlNode::Kind::Sequence;
            for (qsizetype i = 0; i < array.size() && !m_full; ++i)
                node.items.push_back(build(array.at(i), QStringLiteral("%1[%2]").arg(path).arg(i), depth + 1));
        }

        void fillMap(YamlNode &node, const QJsonObject &object, const QString &path, int depth)
        {
            node.kind = YamlNode::Kind::Map;
            for (auto each = object.begin(); each != object.end() && !m_full; ++each) {
                const QString below = path.isEmpty() ? each.key() : path + QLatin1Char('.') + each.key();
                const YamlPtr value = build(each.value(), below, depth + 1);
                node.entries.push_back({ each.key(), value->line, value->column, value });
            }
        }

        QStringList m_paths;
        bool m_full = false;
    };
} // namespace

Result<JsonNodes> nodesFrom(const QJsonObject &object)
{
    NodeBuilder builder;
    YamlPtr root = builder.build(object, QString(), 0);
    if (builder.isFull())
        return failure(ErrorCode::TooLarge,
            QStringLiteral("the definition has more than 20,000 values or is nested more than 64 deep"));
    return JsonNodes { std::move(root), builder.paths() };
}

} // namespace Wf::Config
