// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/credentialsreader.h"
#include "config/definitions.h"
#include "config/httpreader.h"
#include "domain/jsonpath.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

namespace Wf::Config {

namespace {
    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    /// The order in which people write these keys; all others follow by name.
    QStringList orderedKeys(const QJsonObject &object)
    {
        static const QStringList order = words(
            "id display_name category tier owner status_page_url runbook_url slo_target quorum tags depends_on "
            "poll_type "
            "poll_url kind name url host port method headers body auth expect schedule tz grace interval timeout "
            "confirm monitors");
        QStringList keys;
        for (const QString &key : order) {
            if (object.contains(key))
                keys.append(key);
        }
        for (const QString &key : object.keys()) {
            if (!order.contains(key))
                keys.append(key);
        }
        return keys;
    }

    /// Takes secrets that were written in clear out of a definition and names variables for them.
    class SecretVault {
    public:
        QJsonObject without(const QJsonObject &service)
        {
            m_stem = service.value(QLatin1String("id")).toString();
            QJsonObject shown = service;
            replace(shown, QStringLiteral("slack_channel_override"));
            QJsonArray monitors;
            for (const auto monitor : service.value(QLatin1String("monitors")).toArray())
                monitors.append(monitor.isObject() ? QJsonValue(monitorWithout(monitor.toObject())) : monitor);
            if (service.contains(QLatin1String("monitors")))
                shown.insert(QStringLiteral("monitors"), monitors);
            return shown;
        }

        [[nodiscard]] const QStringList &variables() const { return m_variables; }

    private:
        QJsonObject monitorWithout(QJsonObject monitor)
        {
            replace(monitor, QStringLiteral("uuid"));
            for (const QString &key : words("url proxy"))
                replaceUserInfo(monitor, key);
            replaceBelow(monitor, QStringLiteral("headers"));
            replaceBelow(monitor, QStringLiteral("auth"));
            return monitor;
        }

        /// Headers and logins: `auth` has its secrets one level further down.
        void replaceBelow(QJsonObject &object, const QString &key)
        {
            QJsonObject inner = object.value(key).toObject();
            for (const QString &name : inner.keys()) {
                if (inner.value(name).isObject())
                    replaceBelow(inner, name);
                else if (name != QLatin1String("user") && !publicCredentialKeys().contains(name)
                    && !isPublicHeader(name))
                    replace(inner, name);
            }
            if (object.value(key).isObject())
                object.insert(key, inner);
        }

        void replace(QJsonObject &object, const QString &key)
        {
            static const QRegularExpression scheme(QStringLiteral(R"(\A(?:Bearer|Basic|Token)\s+)"));
            const QString written = object.value(key).toString();
            if (written.isEmpty() || isReference(written))
                return;
            const QString lead = scheme.match(written).captured();
            if (!lead.isEmpty() && isReference(written.mid(lead.size())))
                return;
            object.insert(key, QString(lead + variable(key)));
        }

        void replaceUserInfo(QJsonObject &object, const QString &key)
        {
            const QString written = object.value(key).toString();
            const qsizetype begin = written.indexOf(QLatin1String("://")) + 3;
            const qsizetype end = written.lastIndexOf(QLatin1Char('@'));
            const qsizetype colon = written.indexOf(QLatin1Char(':'), begin);
            if (begin < 3 || colon < 0 || end < colon || isReference(written.mid(colon + 1, end - colon - 1)))
                return;
            object.insert(key,
                QString(written.left(colon + 1) + variable(key + QStringLiteral("_password")) + written.mid(end)));
        }

        QString variable(const QString &key)
        {
            static const QRegularExpression other(QStringLiteral("[^A-Z0-9]+"));
            QString base = (m_stem + QLatin1Char('_') + key).toUpper().replace(other, QStringLiteral("_"));
            if (!base.at(0).isLetter())
                base.prepend(QLatin1Char('_'));
            QString name = base;
            for (int i = 2; m_variables.contains(name); ++i)
                name = QStringLiteral("%1_%2").arg(base).arg(i);
            m_variables.append(name);
            return QStringLiteral("${%1}").arg(name);
        }

        QString m_stem;
        QStringList m_variables;
    };

    /// Plain where every reader of YAML sees a text in it, else in double quotes.
    void emitText(YAML::Emitter &out, const QString &text)
    {
        static const QRegularExpression plain(QStringLiteral(R"(\A[A-Za-z/][A-Za-z0-9 ._/+-]*(?<! )\z)"));
        static const QStringList meaning = words("true false yes no on off null y n");
        if (!plain.match(text).hasMatch() || meaning.contains(text.toLower()))
            out << YAML::DoubleQuoted;
        out << text.toStdString();
    }

    void emitValue(YAML::Emitter &out, const QJsonValue &value)
    {
        if (value.isObject()) {
            const QJsonObject object = value.toObject();
            out << YAML::BeginMap;
            for (const QString &key : orderedKeys(object)) {
                out << YAML::Key;
                emitText(out, key);
                out << YAML::Value;
                emitValue(out, object.value(key));
            }
            out << YAML::EndMap;
        } else if (value.isArray()) {
            out << YAML::BeginSeq;
            for (const auto item : value.toArray())
                emitValue(out, item);
            out << YAML::EndSeq;
        } else if (value.isNull()) {
            out << YAML::Null;
        } else if (value.isString()) {
            emitText(out, value.toString());
        } else {
            out << Domain::jsonText(value).toStdString();
        }
    }

    /// A file knows only categories that it names.
    QJsonObject categoriesOf(const QJsonArray &services)
    {
        QStringList known;
        for (const Domain::Category &category : builtInCategories())
            known.append(category.id);
        QJsonObject named;
        for (const auto service : services) {
            const QString id = service.toObject().value(QLatin1String("category")).toString();
            if (!known.contains(id))
                named.insert(id, Domain::Catalogue().categoryLabel(id));
        }
        return named;
    }

    /// What a definition may leave out and a file may not.
    QJsonObject complete(QJsonObject service)
    {
        const auto supply = [&service](const QString &key, const QJsonValue &value) {
            if (service.value(key).isUndefined() || service.value(key).isNull())
                service.insert(key, value);
        };
        supply(QStringLiteral("display_name"), service.value(QLatin1String("id")));
        supply(QStringLiteral("category"), QStringLiteral("checks"));
        return service;
    }
} // namespace

QString definitionYaml(const std::vector<QJsonObject> &definitions)
{
    SecretVault vault;
    QJsonArray services;
    for (const QJsonObject &definition : definitions)
        services.append(vault.without(complete(definition)));
    QString head = QStringLiteral("# Services that were defined in Watchfloor.\n");
    if (!vault.variables().isEmpty())
        head += QStringLiteral("# Secrets are not in this file. Set these environment variables first:\n#   %1\n")
                    .arg(vault.variables().join(QStringLiteral("\n#   ")));
    YAML::Emitter out;
    out << YAML::BeginMap;
    if (const QJsonObject categories = categoriesOf(services); !categories.isEmpty()) {
        out << YAML::Key << "categories" << YAML::Value;
        emitValue(out, categories);
    }
    out << YAML::Key << "services" << YAML::Value;
    emitValue(out, services);
    out << YAML::EndMap;
    return head + QString::fromUtf8(out.c_str()) + QLatin1Char('\n');
}

} // namespace Wf::Config
