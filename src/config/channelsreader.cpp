// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelsreader.h"

#include "config/channelfile.h"
#include "config/channelkinds.h"
#include "domain/alertpolicy.h"
#include "domain/event.h"

#include <algorithm>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestValue = 4000;
    constexpr std::size_t kMostValues = 200;

    class ChannelsReader {
    public:
        ChannelsReader(const std::vector<Domain::ChannelDefinition> &definitions, const Reading &reading)
            : m_definitions(definitions)
            , m_reading(reading)
            , m_checker(reading.checker)
        {
        }

        Channels read(const YamlNode &node)
        {
            if (!m_checker.isMap(node, QStringLiteral("channels")))
                return {};
            if (node.entries.size() > kMostChannels)
                m_checker.fault(node, QStringLiteral("channels has %1 entries").arg(node.entries.size()),
                    QStringLiteral("at most %1").arg(kMostChannels));
            else
                for (const YamlNode::Entry &entry : node.entries)
                    readChannel(entry);
            return std::move(m_result);
        }

    private:
        void readChannel(const YamlNode::Entry &entry)
        {
            const QString what = QStringLiteral("channel '%1'").arg(quoted(entry.key));
            m_result.names.append(entry.key);
            if (builtInChannels().contains(entry.key))
                return m_checker.fault(entry.line, entry.column, what + QStringLiteral(" is built in"),
                    QStringLiteral("write another name"));
            if (!isIdentifier(entry.key))
                return m_checker.fault(entry.line, entry.column, what + QStringLiteral(" is no name"),
                    QStringLiteral(
                        "write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit"));
            const Place place(*entry.value, what);
            if (!m_checker.isMap(place.map(), what))
                return;
            if (const Domain::ChannelDefinition *kind = readKind(place))
                readParameters(place, *kind, entry.key);
        }

        const Domain::ChannelDefinition *readKind(const Place &place)
        {
            const YamlNode *node = place.find(u"kind");
            const QStringList kinds = channelKinds(m_definitions);
            if (!node) {
                m_checker.missing(place.map(), QStringLiteral("kind"),
                    place.what() + QStringLiteral(" has no kind"),
                    QStringLiteral("write 'kind: slack' or another of %1").arg(alternatives(kinds)));
                return nullptr;
            }
            const auto written = m_checker.text(*node, place.about(u"kind"));
            const auto *kind = written ? findChannelKind(*written, m_definitions) : nullptr;
            if (written && !kind)
                m_checker.fault(*node, QStringLiteral("%1 is '%2'").arg(place.about(u"kind"), quoted(*written)),
                    wordHint(*written, kinds));
            return kind;
        }

        void readParameters(const Place &place, const Domain::ChannelDefinition &kind, const QString &name)
        {
            QStringList known { QStringLiteral("kind"), QStringLiteral("limits") };
            for (const Domain::ChannelParameter &parameter : kind.parameters)
                known.append(parameter.name);
            if (!m_checker.checkMap(place.map(), place.what(), known))
                return;
            Domain::Channel channel;
            channel.name = name;
            channel.kind = kind.kind;
            channel.limits = kind.limits;
            if (const YamlNode *limits = place.find(u"limits"))
                channel.limits = readLimits(*limits, place.about(u"limits"), channel.limits, m_checker);
            for (const Domain::ChannelParameter &parameter : kind.parameters)
                readParameter(place, parameter, channel);
            checkValues(place, channel);
            m_result.channels.push_back(std::move(channel));
        }

        void readParameter(const Place &place, const Domain::ChannelParameter &parameter, Domain::Channel &channel)
        {
            const YamlNode *node = place.find(parameter.name);
            if (!node && parameter.required)
                return m_checker.missing(place.map(), parameter.name,
                    QStringLiteral("%1 has no %2").arg(place.what(), parameter.name),
                    parameter.secret ? QStringLiteral(
                        "write '%1: \"${NAME}\"' of an environment variable, or '%1: keychain:NAME'")
                                           .arg(parameter.name)
                                     : QStringLiteral("write '%1: …'").arg(parameter.name));
            const QString value =
                node ? valueOf(*node, place.about(parameter.name), parameter) : parameter.fallback;
            if (!value.isEmpty())
                channel.parameters.insert(parameter.name, Secret<QString>(value));
        }

        /// Several values of a list are one with commas between.
        QString valueOf(const YamlNode &node, const QString &what, const Domain::ChannelParameter &parameter)
        {
            if (node.kind != YamlNode::Kind::Sequence)
                return single(node, what, parameter);
            QStringList values;
            if (m_checker.isList(node, what, kMostValues)) {
                for (const YamlPtr &item : node.items)
                    values.append(single(*item, what, parameter));
            }
            values.removeAll(QString());
            return values.join(QStringLiteral(", "));
        }

        QString single(const YamlNode &node, const QString &what, const Domain::ChannelParameter &parameter)
        {
            const QString value = m_reading.references.fill(node, what, kLongestValue).value_or(QString());
            if (value.isEmpty())
                return value;
            const QStringList referred = m_reading.references.valuesIn(node.text);
            if (!referred.isEmpty() || parameter.secret)
                m_result.secrets += QStringList { value } + referred;
            if (parameter.secret && referred.isEmpty())
                m_reading.warnings.append(m_checker.at(node,
                    QStringLiteral(
                        "%1 is a secret that stands in the file; write ${NAME} of an environment variable, or "
                        "keychain:NAME")
                        .arg(what)));
            return value;
        }

        /// What only code can say of the kinds that have code.
        void checkValues(const Place &place, const Domain::Channel &channel)
        {
            if (channel.kind == QLatin1String("slack"))
                checkAddress(place, channel);
            if (channel.kind == QLatin1String("email"))
                checkMail(place, channel);
        }

        void checkAddress(const Place &place, const Domain::Channel &channel)
        {
            const QUrl url(channel.parameters.value(QStringLiteral("url")).reveal(), QUrl::StrictMode);
            const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
            const YamlNode *node = place.find(u"url");
            if (node && !url.isEmpty() && (!url.isValid() || !web || url.host().isEmpty()))
                m_checker.fault(*node, place.about(u"url") + QStringLiteral(" is no web address"),
                    QStringLiteral("write an address that begins with https://"));
        }

        void checkMail(const Place &place, const Domain::Channel &channel)
        {
            static const QStringList known { QStringLiteral("starttls"), QStringLiteral("tls"),
                QStringLiteral("none") };
            const YamlNode *port = place.find(u"port");
            if (port && !isPort(channel.parameters.value(QStringLiteral("port")).reveal()))
                m_checker.fault(*port, QStringLiteral("%1 is '%2'").arg(place.about(u"port"), quoted(port->text)),
                    QStringLiteral("write a whole number from 1 to 65535"));
            const YamlNode *security = place.find(u"security");
            if (security && !known.contains(channel.parameters.value(QStringLiteral("security")).reveal()))
                m_checker.fault(*security,
                    QStringLiteral("%1 is '%2'").arg(place.about(u"security"), quoted(security->text)),
                    wordHint(security->text, known));
            for (const QString &key : { QStringLiteral("from"), QStringLiteral("to") })
                checkAddresses(place, key, channel.parameters.value(key).reveal());
        }

        static bool isPort(const QString &text)
        {
            bool readable = false;
            const int port = text.toInt(&readable);
            return readable && port >= 1 && port <= 65535;
        }

        void checkAddresses(const Place &place, const QString &key, const QString &value)
        {
            const YamlNode *node = place.find(key);
            const QStringList addresses = value.split(QLatin1Char(','), Qt::SkipEmptyParts);
            const bool fit = std::all_of(addresses.begin(), addresses.end(), [](const QString &address) {
                const qsizetype at = address.indexOf(QLatin1Char('@'));
                return at > 0 && at < address.size() - 1;
            });
            if (node && !value.isEmpty() && !fit)
                m_checker.fault(*node, place.about(key) + QStringLiteral(" is no mail address"),
                    QStringLiteral("write one such as oncall@example.com"));
        }

        const std::vector<Domain::ChannelDefinition> &m_definitions;
        const Reading &m_reading;
        Checker &m_checker;
        Channels m_result;
    };
} // namespace

Channels readChannels(
    const YamlNode &node, const std::vector<Domain::ChannelDefinition> &definitions, const Reading &reading)
{
    return ChannelsReader(definitions, reading).read(node);
}

QStringList builtInChannels()
{
    return { Domain::builtInChannel(), Domain::healthChannel() };
}

} // namespace Wf::Config
