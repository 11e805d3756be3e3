// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/lettertemplate.h"

#include "domain/channeltemplate.h"
#include "notify/lettertext.h"
#include "notify/texts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <array>

namespace Wf::Notify {

namespace {
    using Domain::ChannelRequest;
    using Domain::TemplatePart;
    using Encoding = ChannelRequest::Encoding;

    constexpr int kDeepestBody = 32;
    /// Tried in this order until the body is short enough.
    constexpr std::array<qsizetype, 4> kTextLengths { 8000, 2000, 500, 120 };
    constexpr qsizetype kLongestHeader = 1000;

    /// How a value is written into the text around it.
    using Written = QString (*)(const QString &);

    QString asItIs(const QString &value)
    {
        return value;
    }

    QString percentEncoded(const QString &value)
    {
        return QString::fromLatin1(QUrl::toPercentEncoding(value));
    }

    /// A colon stays: it can end a host, but begin nothing.
    QString inAddress(const QString &value)
    {
        return QString::fromLatin1(QUrl::toPercentEncoding(value, ":"));
    }

    class Filler {
    public:
        Filler(const Domain::ChannelDefinition &definition, const TemplateValues &values)
            : m_definition(definition)
            , m_values(values)
        {
        }

        /// A template that cannot be read is left as it is; templateFaults() told of it before.
        [[nodiscard]] QString text(const QString &written, Written how) const
        {
            const auto parts = Domain::parseTemplate(written);
            if (!parts)
                return written;
            QString result;
            for (const TemplatePart &part : *parts)
                result += part.kind == TemplatePart::Kind::Text ? part.text : how(value(part));
            return result;
        }

        /// The first part of an address may be an address itself.
        [[nodiscard]] QString address(const QString &written) const
        {
            const auto parts = Domain::parseTemplate(written);
            if (!parts || parts->empty() || parts->front().kind == TemplatePart::Kind::Text)
                return text(written, inAddress);
            QString result = value(parts->front()).trimmed();
            while (parts->size() > 1 && result.endsWith(QLatin1Char('/')))
                result.chop(1);
            for (std::size_t i = 1; i < parts->size(); ++i)
                result += (*parts)[i].kind == TemplatePart::Kind::Text ? (*parts)[i].text
                                                                       : inAddress(value((*parts)[i]));
            return result;
        }

        [[nodiscard]] QJsonValue json(const QJsonValue &written, int depth) const
        {
            if (depth > kDeepestBody)
                return {};
            if (written.isString())
                return text(written.toString(), asItIs);
            if (written.isArray())
                return list(written.toArray(), depth);
            return written.isObject() ? object(written.toObject(), depth) : written;
        }

        [[nodiscard]] static bool isNothing(const QJsonValue &value)
        {
            return value.isUndefined() || (value.isString() && value.toString().isEmpty())
                || (value.isArray() && value.toArray().isEmpty())
                || (value.isObject() && value.toObject().isEmpty());
        }

    private:
        [[nodiscard]] QString value(const TemplatePart &part) const
        {
            QString result = m_values.value(part.text);
            if (part.kind == TemplatePart::Kind::Base64)
                return QString::fromLatin1(
                    (result + QLatin1Char(':') + m_values.value(part.second)).toUtf8().toBase64());
            if (!part.table.isEmpty()) {
                const QHash<QString, QString> table = m_definition.words.value(part.table);
                result = table.value(result, table.value(QString(), result));
            }
            return part.limit > 0 ? cut(result, part.limit) : result;
        }

        [[nodiscard]] QJsonValue list(const QJsonArray &written, int depth) const
        {
            QJsonArray result;
            for (const auto &each : written) {
                if (const QJsonValue filled = json(each, depth + 1); !filled.isUndefined())
                    result.append(filled);
            }
            return result;
        }

        /// Undefined: to be left out.
        [[nodiscard]] QJsonValue object(const QJsonObject &written, int depth) const
        {
            static const QString condition = QStringLiteral("?");
            if (written.contains(condition) && isNothing(json(written.value(condition), depth + 1)))
                return QJsonValue(QJsonValue::Undefined);
            QJsonObject result;
            for (auto member = written.begin(); member != written.end(); ++member) {
                if (member.key() == condition)
                    continue;
                const bool optional = member.key().endsWith(condition);
                const QJsonValue filled = json(member.value(), depth + 1);
                if (!filled.isUndefined() && !(optional && isNothing(filled)))
                    result.insert(optional ? member.key().chopped(1) : member.key(), filled);
            }
            return result;
        }

        const Domain::ChannelDefinition &m_definition;
        const TemplateValues &m_values;
    };

    QByteArray serialised(const QJsonValue &value)
    {
        if (value.isArray())
            return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    }

    QByteArray formBody(const QJsonObject &form, const Filler &filler)
    {
        QStringList pairs;
        for (auto each = form.begin(); each != form.end(); ++each) {
            const bool optional = each.key().endsWith(QLatin1Char('?'));
            const QString value = filler.text(each.value().toString(), asItIs);
            if (!optional || !value.isEmpty())
                pairs.append(percentEncoded(optional ? each.key().chopped(1) : each.key()) + QLatin1Char('=')
                    + percentEncoded(value));
        }
        return pairs.join(QLatin1Char('&')).toLatin1();
    }

    QByteArray bodyOf(const ChannelRequest &request, const Filler &filler)
    {
        switch (request.encoding) {
        case Encoding::Json:
            return serialised(filler.json(request.body, 0));
        case Encoding::Form:
            return formBody(request.body.toObject(), filler);
        case Encoding::Text:
            return filler.text(request.body.toString(), asItIs).toUtf8();
        case Encoding::None:
            break;
        }
        return {};
    }

    QByteArray contentType(Encoding encoding)
    {
        switch (encoding) {
        case Encoding::Json:
            return "application/json; charset=utf-8";
        case Encoding::Form:
            return "application/x-www-form-urlencoded";
        case Encoding::Text:
            return "text/plain; charset=utf-8";
        case Encoding::None:
            break;
        }
        return {};
    }

    QByteArray headerValue(const QString &text)
    {
        QString result = cut(text, kLongestHeader);
        result.removeIf([](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
        return result.toUtf8();
    }

    std::vector<std::pair<QByteArray, QByteArray>> headersOf(const ChannelRequest &request, const Filler &filler)
    {
        std::vector<std::pair<QByteArray, QByteArray>> headers;
        bool typed = request.encoding == Encoding::None;
        for (const auto &[name, value] : request.headers) {
            typed = typed || name.compare(QLatin1String("Content-Type"), Qt::CaseInsensitive) == 0;
            const QByteArray filled = headerValue(filler.text(value, asItIs));
            if (!filled.isEmpty())
                headers.emplace_back(name.toLatin1(), filled);
        }
        if (!typed)
            headers.emplace_back("Content-Type", contentType(request.encoding));
        return headers;
    }

    bool isSkipped(const ChannelRequest &request)
    {
        return request.encoding == Encoding::None && request.url.isEmpty();
    }
} // namespace

LetterTemplate::LetterTemplate(
    const Domain::ChannelDefinition &definition, const Domain::Channel &channel, Instant now)
    : m_definition(definition)
    , m_channel(channel)
    , m_parameters(parameterValues(definition, channel))
    , m_now(now)
{
}

Result<std::optional<HttpCall>> LetterTemplate::fill(const Domain::Letter &letter) const
{
    const ChannelRequest *request = requestFor(m_definition, letter);
    if (!request || isSkipped(*request))
        return std::nullopt;
    for (const qsizetype longest : kTextLengths) {
        TemplateValues values = letterValues(letter, longest);
        values.insert(m_parameters);
        Result<HttpCall> filled = call(*request, values);
        if (!filled)
            return tl::unexpected(filled.error());
        if (filled->body.size() <= m_channel.limits.longestBody)
            return std::optional(*std::move(filled));
    }
    return failure(ErrorCode::TooLarge,
        QStringLiteral("the message is longer than %1 bytes, however short its texts are cut")
            .arg(m_channel.limits.longestBody));
}

Result<HttpCall> LetterTemplate::call(const ChannelRequest &request, const TemplateValues &values) const
{
    const Filler filler(m_definition, values);
    const Result<QUrl> url = address(request.url, values);
    if (!url)
        return tl::unexpected(url.error());
    HttpCall filled;
    filled.method = request.method.toLatin1();
    filled.url = *url;
    filled.headers = headersOf(request, filler);
    filled.body = bodyOf(request, filler);
    sign(filled);
    return filled;
}

Result<QUrl> LetterTemplate::address(const QString &written, const TemplateValues &values) const
{
    const QUrl url(Filler(m_definition, values).address(written), QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!web || !url.isValid() || url.host().isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("the address of the channel is no web address (https://…): look at its parameters"));
    return url;
}

void LetterTemplate::sign(HttpCall &call) const
{
    const QString secret = m_parameters.value(QStringLiteral("signing_secret"));
    if (!m_definition.signatureHeader.isEmpty() && !secret.isEmpty())
        call.headers.emplace_back(m_definition.signatureHeader.toLatin1(), signature(call.body, secret, m_now));
}

const ChannelRequest *requestFor(const Domain::ChannelDefinition &definition, const Domain::Letter &letter)
{
    const bool incident = letter.kind == Domain::LetterKind::Incident;
    const bool good = !incident && letter.kind != Domain::LetterKind::Test && isGoodNews(letter);
    const QString over = good ? Domain::word(Domain::TellingKind::Over) : QString();
    for (const QString &event : { eventWord(letter), over, QString() }) {
        const auto found = definition.requests.find(event);
        if (found == definition.requests.end())
            continue;
        const bool speaksOfIt = !event.isEmpty() && found->second.url.contains(QLatin1String("{thread}"));
        if (!speaksOfIt || !letter.thread.isEmpty())
            return &found->second;
        if (letter.telling == Domain::TellingKind::Over || letter.telling == Domain::TellingKind::Acknowledged)
            return nullptr;
    }
    return nullptr;
}

QByteArray signature(const QByteArray &body, const QString &secret, Instant at)
{
    const QByteArray stamp = QByteArray::number(toEpochMillis(at) / 1000);
    const QByteArray code =
        QMessageAuthenticationCode::hash(stamp + '.' + body, secret.toUtf8(), QCryptographicHash::Sha256);
    return "t=" + stamp + ",v1=" + code.toHex();
}

} // namespace Wf::Notify
