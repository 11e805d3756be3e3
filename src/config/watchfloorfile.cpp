// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/watchfloorfile.h"

#include "config/references.h"

namespace Wf::Config {

namespace {
    QStringList tierWords()
    {
        return { QStringLiteral("critical"), QStringLiteral("important"), QStringLiteral("informational") };
    }

    void readPolicies(const YamlNode &node, WatchfloorFile &file, Checker &checker)
    {
        const QString what = QStringLiteral("policy");
        if (!checker.checkMap(node, what, { QStringLiteral("tiers") }))
            return;
        const YamlNode *tiers = node.find(u"tiers");
        if (!tiers || !checker.checkMap(*tiers, what + QStringLiteral(": tiers"), tierWords()))
            return;
        for (const YamlNode::Entry &entry : tiers->entries) {
            const auto tier = Domain::tierFromWord(entry.key);
            const QString here = QStringLiteral("policy: tier '%1'").arg(quoted(entry.key));
            if (tier && entry.value->kind != YamlNode::Kind::Null
                && checker.checkMap(*entry.value, here, policyKeys()))
                file.tiers[static_cast<std::size_t>(*tier)] = readPolicy(*entry.value, here, checker);
        }
    }

    QString listText(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::Sequence)
            return node.text;
        QStringList parts;
        for (const YamlPtr &item : node.items)
            parts.append(item->text);
        return parts.join(QLatin1Char(','));
    }

    class SettingsReader {
    public:
        SettingsReader(Settings &settings, const QHash<QString, QString> &environment, Checker &checker)
            : m_settings(settings)
            , m_environment(environment)
            , m_checker(checker)
        {
        }

        WatchfloorFile read(const YamlNode &root)
        {
            QStringList known { QStringLiteral("policy") };
            for (const QString &name : settingNames())
                known.append(name.toLower());
            if (root.kind == YamlNode::Kind::Null
                || !m_checker.checkMap(root, QStringLiteral("watchfloor.yaml"), known))
                return {};
            for (const YamlNode::Entry &entry : root.entries) {
                if (entry.key != QLatin1String("policy") && known.contains(entry.key))
                    readSetting(entry);
            }
            if (const YamlNode *policy = root.find(u"policy"))
                readPolicies(*policy, m_file, m_checker);
            return std::move(m_file);
        }

    private:
        void readSetting(const YamlNode::Entry &entry)
        {
            const YamlNode &value = *entry.value;
            const bool several =
                entry.key == QLatin1String("cors_origins") || entry.key == QLatin1String("trusted_proxies");
            const bool list = value.kind == YamlNode::Kind::Sequence && several;
            if (value.kind == YamlNode::Kind::Null)
                return;
            if (value.kind != YamlNode::Kind::Scalar && !list)
                return m_checker.fault(value, entry.key + QStringLiteral(" is not a single value"),
                    QStringLiteral("write it on one line"));
            const Reference reference = expandReference(listText(value), m_environment);
            if (!reference.value) {
                m_file.warnings.append(QStringLiteral("%1:%2:%3: %4: %5; the setting stays unset")
                                           .arg(m_checker.file())
                                           .arg(value.line)
                                           .arg(value.column)
                                           .arg(entry.key, noValueText(reference.missing)));
                return;
            }
            const QString name = entry.key.toUpper();
            if (const auto trouble = applySetting(m_settings, name, *reference.value, Layer::File))
                m_checker.fault(value, QString(trouble->message).replace(name, entry.key), trouble->hint);
        }

        Settings &m_settings;
        const QHash<QString, QString> &m_environment;
        Checker &m_checker;
        WatchfloorFile m_file;
    };
} // namespace

TierPolicies WatchfloorFile::policiesOver(const Domain::ConfirmPolicy &base) const
{
    TierPolicies policies;
    for (std::size_t i = 0; i < tiers.size(); ++i)
        policies.byTier[i] = tiers[i].over(base);
    return policies;
}

WatchfloorFile readWatchfloor(
    const YamlNode &root, Settings &settings, const QHash<QString, QString> &environment, Checker &checker)
{
    return SettingsReader(settings, environment, checker).read(root);
}

} // namespace Wf::Config
