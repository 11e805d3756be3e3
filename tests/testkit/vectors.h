// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <memory>
#include <vector>

namespace Wf::TestKit {

/// Where the recorded cases and payloads lie: WF_SHARED, else beside the repository. The folder may be absent.
inline QString sharedFolder()
{
    const QString named = qEnvironmentVariable("WF_SHARED");
    return named.isEmpty()
        ? qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/../shared")
        : named;
}

/// All recorded cases of one file, empty when the folder is absent.
inline QJsonArray recordedCases(const QString &name = QStringLiteral("itservicehealth.json"))
{
    QFile file(sharedFolder() + QStringLiteral("/vectors/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

/// An object of a case that knows which of its fields were used: one that nobody asked for is a test that lies.
class Fields {
public:
    explicit Fields(const QJsonObject &object = {})
        : m_object(object)
    {
    }

    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }
    [[nodiscard]] QJsonValue value(const char *key)
    {
        m_used.insert(QString::fromLatin1(key));
        return m_object.value(QLatin1String(key));
    }
    [[nodiscard]] QString text(const char *key) { return value(key).toString(); }
    [[nodiscard]] int number(const char *key, int fallback = 0) { return value(key).toInt(fallback); }
    [[nodiscard]] QStringList texts(const char *key) { return value(key).toVariant().toStringList(); }
    /// The object under this key (or the first of a list of them); its leftovers are ours.
    [[nodiscard]] Fields &child(const char *key)
    {
        const QJsonValue found = value(key);
        m_children.push_back(std::make_shared<Fields>((found.isArray() ? found[0] : found).toObject()));
        return *m_children.back();
    }
    /// Fields nobody asked for.
    [[nodiscard]] QStringList leftovers() const
    {
        QStringList result;
        for (const QString &key : m_object.keys()) {
            if (!m_used.contains(key))
                result.append(key);
        }
        for (const auto &each : m_children)
            result.append(each->leftovers());
        return result;
    }

private:
    QJsonObject m_object;
    QSet<QString> m_used;
    std::vector<std::shared_ptr<Fields>> m_children;
};

} // namespace Wf::TestKit
