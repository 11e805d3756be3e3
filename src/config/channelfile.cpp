// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelfile.h"

#include "config/expectreader.h"
#include "config/reading.h"
#include "config/yamljson.h"
#include "domain/channeltemplate.h"
#include "domain/jsonpath.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Wf::Config {

namespace {
    using Encoding = Domain::ChannelRequest::Encoding;

    constexpr std::size_t kMostParameters = 50;
    constexpr std::size_t kMostHeaders = 50;
    constexpr std::size_t kMostWords = 200;
    constexpr std::size_t kMostStatuses = 50;
    constexpr int kMostBodyNodes = 2000;
    constexpr qsizetype kLongestUrl = 2000;
    constexpr qsizetype kLongestValue = 4000;
    constexpr int kLowestStatus = 100;
    constexpr int kHighestStatus = 599;

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    bool isName(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A[a-z][a-z0-9_]{0,63}\z)"));
        return shape.match(text).hasMatch();
    }

    /// What the keys below `on` can be.
    QStringList tellings()
    {
        return words(
            "first worse step reminder back flapping over acknowledged digest health connectivity channel "
            "maintenance test");
    }

    std::optional<Encoding> encodingFromWord(QStringView word)
    {
        static const QStringList known = words("json form text none");
        const qsizetype place = known.indexOf(word.toString());
        return place < 0 ? std::nullopt : std::optional(static_cast<Encoding>(place));
    }

    /// Reads one file.
    class DefinitionReader {
    public:
        explicit DefinitionReader(Checker &checker)
            : m_checker(checker)
        {
        }

        Domain::ChannelDefinition read(const YamlNode &root, const QString &kind)
        {
            m_definition.kind = kind;
            if (m_checker.checkMap(root, QStringLiteral("the channel"),
                    words("label parameters request on words success retry signature_header limits")))
                readParts(root);
            return std::move(m_definition);
        }

    private:
        void readParts(const YamlNode &root)
        {
            const YamlNode *label = root.find(u"label");
            if (label)
                m_definition.label = m_checker.text(*label, QStringLiteral("label"), 100).value_or(QString());
            else
                m_checker.missing(root, QStringLiteral("label"), QStringLiteral("the channel has no label"),
                    QStringLiteral("write what people call it, such as 'label: PagerDuty'"));
            if (const YamlNode *parameters = root.find(u"parameters"))
                readParameters(*parameters);
            if (const YamlNode *table = root.find(u"words"))
                readWords(*table);
            readRequests(root);
            if (const YamlNode *success = root.find(u"success"))
                readSuccess(Place(*success, QStringLiteral("success")));
            if (const YamlNode *retry = root.find(u"retry"))
                readRetry(*retry);
            if (const YamlNode *header = root.find(u"signature_header"))
                readSignature(*header);
            if (const YamlNode *limits = root.find(u"limits"))
                m_definition.limits =
                    readLimits(*limits, QStringLiteral("limits"), m_definition.limits, m_checker);
        }

        bool isList(const YamlNode &node, const QString &what, std::size_t most)
        {
            if (!m_checker.isMap(node, what))
                return false;
            if (node.entries.size() > most)
                m_checker.fault(node, QStringLiteral("%1 has %2 entries").arg(what).arg(node.entries.size()),
                    QStringLiteral("at most %1").arg(most));
            return node.entries.size() <= most;
        }

        void readParameters(const YamlNode &node)
        {
            if (!isList(node, QStringLiteral("parameters"), kMostParameters))
                return;
            for (const YamlNode::Entry &entry : node.entries)
                readParameter(entry);
        }

        void readParameter(const YamlNode::Entry &entry)
        {
            const QString what = QStringLiteral("parameter '%1'").arg(quoted(entry.key));
            if (!isName(entry.key))
                return m_checker.fault(entry.line, entry.column, what + QStringLiteral(" is no name"),
                    QStringLiteral("write a-z, 0-9 and '_', beginning with a letter"));
            if (entry.key == QLatin1String("kind") || entry.key == QLatin1String("limits"))
                return m_checker.fault(entry.line, entry.column,
                    what + QStringLiteral(" has a name that means something else"),
                    QStringLiteral("write another name"));
            Domain::ChannelParameter parameter;
            parameter.name = entry.key;
            const Place place(*entry.value, what);
            if (place.map().kind != YamlNode::Kind::Null
                && m_checker.checkMap(place.map(), what, words("default required secret")))
                readHabits(place, parameter);
            m_definition.parameters.push_back(std::move(parameter));
        }

        void readHabits(const Place &place, Domain::ChannelParameter &parameter)
        {
            if (const YamlNode *fallback = place.find(u"default"))
                parameter.fallback =
                    m_checker.text(*fallback, place.about(u"default"), kLongestValue).value_or(QString());
            if (const YamlNode *required = place.find(u"required"))
                parameter.required = m_checker.flag(*required, place.about(u"required")).value_or(false);
            if (const YamlNode *secret = place.find(u"secret"))
                parameter.secret = m_checker.flag(*secret, place.about(u"secret")).value_or(false);
            if (parameter.required && !parameter.fallback.isEmpty())
                m_checker.fault(place.map(), place.what() + QStringLiteral(" is required and has a default"),
                    QStringLiteral("keep one of them"));
        }

        void readWords(const YamlNode &node)
        {
            if (!isList(node, QStringLiteral("words"), kMostWords))
                return;
            for (const YamlNode::Entry &entry : node.entries) {
                const QString what = QStringLiteral("words: '%1'").arg(quoted(entry.key));
                if (!isName(entry.key))
                    m_checker.fault(entry.line, entry.column, what + QStringLiteral(" is no name"),
                        QStringLiteral("write a-z, 0-9 and '_', beginning with a letter"));
                else if (isList(*entry.value, what, kMostWords))
                    m_definition.words.insert(entry.key, readTable(*entry.value, what));
            }
        }

        QHash<QString, QString> readTable(const YamlNode &node, const QString &what)
        {
            QHash<QString, QString> table;
            for (const YamlNode::Entry &entry : node.entries) {
                const YamlNode &value = *entry.value;
                const bool empty = value.kind == YamlNode::Kind::Scalar && value.text.isEmpty();
                table.insert(
                    entry.key, empty ? QString() : m_checker.text(value, what, kLongestValue).value_or(QString()));
            }
            return table;
        }

        void readRequests(const YamlNode &root)
        {
            const YamlNode *request = root.find(u"request");
            if (!request)
                return m_checker.missing(root, QStringLiteral("request"),
                    QStringLiteral("the channel has no request"),
                    QStringLiteral("write 'request: {url: …, body: …}'"));
            const Place place(*request, QStringLiteral("request"));
            if (!m_checker.checkMap(*request, place.what(), requestKeys()))
                return;
            Domain::ChannelRequest base;
            readRequest(place, base);
            checkWhole(place, base);
            m_definition.requests.insert_or_assign(QString(), base);
            if (const YamlNode *others = root.find(u"on"))
                readOthers(*others, base);
        }

        static QStringList requestKeys() { return words("method url headers encoding body"); }

        void readOthers(const YamlNode &node, const Domain::ChannelRequest &base)
        {
            if (!m_checker.checkMap(node, QStringLiteral("on"), tellings()))
                return;
            for (const YamlNode::Entry &entry : node.entries) {
                if (tellings().contains(entry.key))
                    readOther(Place(*entry.value, QStringLiteral("on: ") + entry.key), entry.key, base);
            }
        }

        void readOther(const Place &place, const QString &telling, const Domain::ChannelRequest &base)
        {
            if (!m_checker.checkMap(place.map(), place.what(), requestKeys() + words("skip")))
                return;
            const YamlNode *skip = place.find(u"skip");
            Domain::ChannelRequest request = base;
            if (skip && m_checker.flag(*skip, place.about(u"skip")).value_or(false)) {
                if (place.map().entries.size() > 1)
                    m_checker.fault(*skip, place.what() + QStringLiteral(" is skipped and has a request"),
                        QStringLiteral("keep 'skip: true' alone, or remove it"));
                request = {};
                request.url.clear();
                request.encoding = Encoding::None;
            } else {
                readRequest(place, request);
                checkWhole(place, request);
            }
            m_definition.requests.insert_or_assign(telling, std::move(request));
        }

        void readRequest(const Place &place, Domain::ChannelRequest &request)
        {
            if (const YamlNode *method = place.find(u"method"))
                readMethod(*method, place.about(u"method"), request);
            if (const YamlNode *url = place.find(u"url")) {
                request.url = m_checker.text(*url, place.about(u"url"), kLongestUrl).value_or(request.url);
                checkPlaceholders(*url, place.about(u"url"));
            }
            if (const YamlNode *headers = place.find(u"headers"))
                readHeaders(*headers, place.about(u"headers"), request);
            if (const YamlNode *encoding = place.find(u"encoding")) {
                const auto read = m_checker.word<Encoding>(
                    *encoding, place.about(u"encoding"), encodingFromWord, words("json form text none"));
                request.encoding = read.value_or(request.encoding);
                if (request.encoding == Encoding::None)
                    request.body = QJsonValue();
            }
            if (const YamlNode *body = place.find(u"body"))
                readBody(*body, place.about(u"body"), request);
        }

        void readMethod(const YamlNode &node, const QString &what, Domain::ChannelRequest &request)
        {
            static const QStringList known = words("GET POST PUT PATCH");
            const QString written = node.text.trimmed().toUpper();
            if (node.kind == YamlNode::Kind::Scalar && known.contains(written))
                request.method = written;
            else
                m_checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
                    QStringLiteral("write ") + alternatives(known));
        }

        void readHeaders(const YamlNode &node, const QString &what, Domain::ChannelRequest &request)
        {
            static const QRegularExpression shape(QStringLiteral(R"(\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\z)"));
            if (!isList(node, what, kMostHeaders))
                return;
            request.headers.clear();
            for (const YamlNode::Entry &entry : node.entries) {
                const QString here = QStringLiteral("%1: '%2'").arg(what, quoted(entry.key));
                if (!shape.match(entry.key).hasMatch()) {
                    m_checker.fault(entry.line, entry.column, here + QStringLiteral(" is no name of a header"),
                        QStringLiteral("write a name such as Authorization"));
                    continue;
                }
                if (const auto value = m_checker.text(*entry.value, here, kLongestValue))
                    request.headers.emplace_back(entry.key, *value);
                checkPlaceholders(*entry.value, here);
            }
        }

        void readBody(const YamlNode &node, const QString &what, Domain::ChannelRequest &request)
        {
            if (node.weight > kMostBodyNodes)
                return m_checker.fault(node, what + QStringLiteral(" has too many values"),
                    QStringLiteral("at most %1").arg(kMostBodyNodes));
            checkPlaceholders(node, what);
            request.body = jsonFrom(node);
            if (request.encoding == Encoding::Form && request.body.isObject())
                request.body = asTexts(request.body.toObject());
        }

        /// Forms know only texts: "priority: 1" is one, too.
        static QJsonObject asTexts(QJsonObject fields)
        {
            for (auto field = fields.begin(); field != fields.end(); ++field) {
                if (field->isDouble() || field->isBool())
                    *field = Domain::jsonText(*field);
            }
            return fields;
        }

        /// What only the whole request can say: the body has to fit the encoding.
        void checkWhole(const Place &place, const Domain::ChannelRequest &request)
        {
            const YamlNode *body = place.find(u"body");
            const YamlNode &at = body ? *body : place.map();
            if (request.url.isEmpty())
                m_checker.missing(place.map(), QStringLiteral("url"), place.what() + QStringLiteral(" has no url"),
                    QStringLiteral("write 'url: https://…' or \"{url}\""));
            if (request.encoding == Encoding::None && !request.body.isNull())
                m_checker.fault(at, place.what() + QStringLiteral(" has a body that is not sent"),
                    QStringLiteral("write 'encoding: json', or remove the body"));
            if (request.encoding == Encoding::Text && !request.body.isString())
                m_checker.fault(at, place.what() + QStringLiteral(" needs a text as its body"),
                    QStringLiteral("write one in quotes, or after '|'"));
            if (request.encoding == Encoding::Form && !isForm(request.body))
                m_checker.fault(at, place.what() + QStringLiteral(" needs a map of texts as its body"),
                    QStringLiteral("write 'name: \"value\"' lines"));
        }

        static bool isForm(const QJsonValue &body)
        {
            const QJsonObject fields = body.toObject();
            return body.isObject() && std::all_of(fields.begin(), fields.end(), [](const QJsonValue &value) {
                return value.isString();
            });
        }

        /// Of every text in it.
        void checkPlaceholders(const YamlNode &node, const QString &what)
        {
            for (const YamlPtr &item : node.items)
                checkPlaceholders(*item, what);
            for (const YamlNode::Entry &entry : node.entries)
                checkPlaceholders(*entry.value, what);
            checkQuotes(node, what);
            if (node.kind != YamlNode::Kind::Scalar)
                return;
            const auto parts = Domain::parseTemplate(node.text);
            if (!parts)
                return faultFrom(node, what, parts.error().detail, m_checker);
            for (const Domain::TemplatePart &part : *parts)
                checkPart(node, what, part);
        }

        /// {title} without quotes is a map to YAML.
        void checkQuotes(const YamlNode &node, const QString &what)
        {
            const bool lonely = node.entries.size() == 1
                && node.entries.front().value->kind == YamlNode::Kind::Null
                && known().contains(node.entries.front().key);
            if (lonely)
                m_checker.fault(node,
                    QStringLiteral("%1: {%2} stands without quotes").arg(what, node.entries.front().key),
                    QStringLiteral("write \"{%1}\"").arg(node.entries.front().key));
        }

        /// What can stand in braces.
        [[nodiscard]] QStringList known() const
        {
            QStringList names = Domain::letterPlaceholders();
            for (const Domain::ChannelParameter &parameter : m_definition.parameters)
                names.append(parameter.name);
            return names;
        }

        void checkPart(const YamlNode &node, const QString &what, const Domain::TemplatePart &part)
        {
            if (part.kind == Domain::TemplatePart::Kind::Text)
                return;
            checkName(node, what, part.text);
            if (part.kind == Domain::TemplatePart::Kind::Base64)
                checkName(node, what, part.second);
            const QStringList tables = m_definition.words.keys();
            if (!part.table.isEmpty() && !tables.contains(part.table))
                m_checker.fault(node, QStringLiteral("%1: there are no words '%2'").arg(what, quoted(part.table)),
                    tables.isEmpty() ? QStringLiteral("write them below 'words:'") : wordHint(part.table, tables));
        }

        void checkName(const YamlNode &node, const QString &what, const QString &name)
        {
            const QStringList names = known();
            if (names.contains(name))
                return;
            const QString near = nearest(name, names);
            m_checker.fault(node, QStringLiteral("%1: nothing is called {%2}").arg(what, quoted(name)),
                near.isEmpty() ? QStringLiteral("write the name of a parameter or of a part of the message")
                               : QStringLiteral("did you mean {%1}?").arg(near));
        }

        void readSuccess(const Place &place)
        {
            if (!m_checker.checkMap(place.map(), place.what(), words("statuses path equals thread")))
                return;
            Domain::ChannelDefinition::Success &success = m_definition.success;
            if (const YamlNode *statuses = place.find(u"statuses"))
                readStatuses(*statuses, place.about(u"statuses"));
            const auto text = [&](QStringView key, QString &value) {
                if (const YamlNode *node = place.find(key))
                    value = m_checker.text(*node, place.about(key), 500).value_or(QString());
            };
            text(u"path", success.path);
            text(u"equals", success.equals);
            text(u"thread", success.thread);
            checkPath(place, u"path");
            checkPath(place, u"thread");
            if (success.path.isEmpty() && !success.equals.isEmpty())
                m_checker.fault(place.map(), QStringLiteral("success: equals stands without path"),
                    QStringLiteral("write the path of what is compared"));
        }

        void checkPath(const Place &place, QStringView key)
        {
            const YamlNode *node = place.find(key);
            if (!node || node->kind != YamlNode::Kind::Scalar)
                return;
            if (const auto path = Domain::JsonPath::parse(node->text.trimmed()); !path)
                faultFrom(*node, place.about(key), path.error().detail, m_checker);
        }

        void readStatuses(const YamlNode &node, const QString &what)
        {
            static const QRegularExpression shape(QStringLiteral(R"(\A(\d{3})(?:-(\d{3}))?\z)"));
            m_definition.success.statuses.clear();
            for (const QString &written : m_checker.oneOrMore(node, what, kMostStatuses, 20)) {
                const auto match = shape.match(written);
                const int from = match.captured(1).toInt();
                const int to = match.capturedLength(2) > 0 ? match.captured(2).toInt() : from;
                if (match.hasMatch() && kLowestStatus <= from && from <= to && to <= kHighestStatus)
                    m_definition.success.statuses.emplace_back(from, to);
                else
                    m_checker.fault(node, QStringLiteral("%1: '%2' is no status").arg(what, quoted(written)),
                        QStringLiteral("write numbers and ranges from 100 to 599, such as 200-299"));
            }
        }

        void readRetry(const YamlNode &node)
        {
            if (!m_checker.isList(node, QStringLiteral("retry"), kMostStatuses))
                return;
            m_definition.retry.clear();
            for (const YamlPtr &item : node.items) {
                if (const auto status =
                        m_checker.integer(*item, QStringLiteral("retry entry"), kLowestStatus, kHighestStatus))
                    m_definition.retry.push_back(*status);
            }
        }

        void readSignature(const YamlNode &node)
        {
            m_definition.signatureHeader =
                m_checker.text(node, QStringLiteral("signature_header"), 100).value_or(QString());
            const auto isKey = [](const Domain::ChannelParameter &parameter) {
                return parameter.name == QLatin1String("signing_secret");
            };
            if (std::ranges::none_of(m_definition.parameters, isKey))
                m_checker.fault(node, QStringLiteral("signature_header: there is no parameter 'signing_secret'"),
                    QStringLiteral("write 'signing_secret: {secret: true}' below 'parameters:'"));
        }

        Checker &m_checker;
        Domain::ChannelDefinition m_definition;
    };
} // namespace

Domain::ChannelDefinition readChannelDefinition(const YamlNode &root, const QString &kind, Checker &checker)
{
    return DefinitionReader(checker).read(root, kind);
}

} // namespace Wf::Config
