// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/mutation.h"

#include "vendors/textdecoding.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringEncoder>

#include <algorithm>

namespace {

QJsonValue nested(int levels)
{
    QJsonValue inner = 1;
    for (int i = 0; i < levels; ++i)
        inner = i % 2 == 0 ? QJsonValue(QJsonArray { inner })
                           : QJsonValue(QJsonObject { { QStringLiteral("a"), inner } });
    return inner;
}

QJsonValue many(const QJsonValue &value)
{
    QJsonArray array;
    const int times = value.isArray() || value.isObject() ? 5 : 300;
    for (int i = 0; i < times; ++i)
        array.append(value);
    return array;
}

/// Undefined means that it goes.
QJsonValue replacement(const QJsonValue &value, QRandomGenerator &random)
{
    switch (random.bounded(12)) {
    case 0:
    case 1:
        return QJsonValue::Undefined;
    case 2:
        return QJsonValue::Null;
    case 3:
        return random.bounded(2) == 0;
    case 4:
        return -1.7976931348623157e308;
    case 5:
        return 9223372036854775807LL;
    case 6:
        return QString();
    case 7:
        return QString(20'000, u'x');
    case 8:
        return QJsonArray();
    case 9:
        return QJsonObject();
    case 10:
        return nested(300);
    default:
        return many(value);
    }
}

QJsonValue inArray(QJsonArray array, QRandomGenerator &random)
{
    const qsizetype at = random.bounded(static_cast<int>(array.size()));
    const QJsonValue changed = mutated(array.at(at), random);
    if (changed.isUndefined())
        array.removeAt(at);
    else
        array.replace(at, changed);
    return array;
}

QJsonValue inObject(QJsonObject object, QRandomGenerator &random)
{
    const QString key = object.keys().at(random.bounded(static_cast<int>(object.size())));
    const QJsonValue changed = mutated(object.value(key), random);
    if (changed.isUndefined())
        object.remove(key);
    else
        object.insert(key, changed);
    return object;
}

QByteArray jsonOf(const QJsonValue &value)
{
    return (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
        .toJson(QJsonDocument::Compact);
}

/// Everything that names something under a name of its own.
QJsonValue renamed(const QJsonValue &value, const QString &addition)
{
    static const QStringList naming { QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("title"),
        QStringLiteral("key"), QStringLiteral("service"), QStringLiteral("serviceName"), QStringLiteral("region"),
        QStringLiteral("arn"), QStringLiteral("group_id") };
    if (value.isArray()) {
        QJsonArray all;
        const QJsonArray array = value.toArray();
        for (const auto one : array)
            all.append(renamed(one, addition));
        return all;
    }
    QJsonObject object = value.toObject();
    for (const QString &key : object.keys()) {
        const QJsonValue member = object.value(key);
        if (member.isString() && naming.contains(key))
            object.insert(key, QString(member.toString() + addition));
        else if (member.isObject() || member.isArray())
            object.insert(key, renamed(member, addition));
    }
    return value.isObject() ? QJsonValue(object) : value;
}

QJsonArray repeated(const QJsonArray &array, qsizetype bytes, QRandomGenerator &random)
{
    const QString padding = random.bounded(2) == 0 ? QString() : QString(random.bounded(300), u'ä');
    QJsonArray all;
    for (qsizetype size = 0; size < bytes;) {
        const QJsonValue one = renamed(array.at(all.size() % array.size()), padding + QString::number(all.size()));
        size += QJsonDocument(QJsonArray { one }).toJson(QJsonDocument::Compact).size();
        all.append(one);
    }
    return all;
}

/// Wherever chance leads to a list; the value itself where it leads to none.
QJsonValue withLongList(const QJsonValue &value, qsizetype bytes, QRandomGenerator &random)
{
    if (const QJsonArray array = value.toArray(); !array.isEmpty() && random.bounded(3) > 0)
        return repeated(array, bytes, random);
    if (QJsonArray array = value.toArray(); !array.isEmpty()) {
        array.replace(0, withLongList(array.at(0), bytes, random));
        return array;
    }
    QJsonObject object = value.toObject();
    if (object.isEmpty())
        return value;
    const QString key = object.keys().at(random.bounded(static_cast<int>(object.size())));
    object.insert(key, withLongList(object.value(key), bytes, random));
    return object;
}

QByteArray withManyEntries(const QByteArray &feed, qsizetype bytes)
{
    for (const QByteArray name : { "item>", "entry>" }) {
        const qsizetype from = feed.indexOf(QByteArray('<' + name));
        const QByteArray end = "</" + name;
        const qsizetype to = feed.lastIndexOf(end) + end.size();
        if (from >= 0 && to > from)
            return feed.left(from) + feed.mid(from, to - from).repeated(1 + bytes / (to - from)) + feed.mid(to);
    }
    return feed;
}

/// By folder or by payload.
struct Need {
    const char *label;
    QStringList keys;
};
const std::vector<Need> &needs()
{
    static const std::vector<Need> all {
        { "statuspage/", { QStringLiteral("status"), QStringLiteral("components") } },
        { "apple/", { QStringLiteral("services") } },
        { "azure-devops/", { QStringLiteral("status") } },
        { "betterstack/", { QStringLiteral("data") } },
        { "cachet/demo-v1-incidents", { QStringLiteral("data") } },
        { "concur/", { QStringLiteral("data") } },
        { "cstate/", { QStringLiteral("systems") } },
        { "heroku/", { QStringLiteral("status") } },
        { "ibm/", { QStringLiteral("statusItems") } },
        { "incidentio/openai", { QStringLiteral("components") } },
        { "incidentio/aiven", { QStringLiteral("ongoing_incidents") } },
        { "incidentio/widget", { QStringLiteral("ongoing_incidents") } },
        { "instatus/recraft", { QStringLiteral("page") } },
        { "instatus/gcore-v3", { QStringLiteral("components") } },
        { "meta/", { QStringLiteral("services") } },
        { "microsoft-graph/", { QStringLiteral("value") } },
        { "microsoft/portal", { QStringLiteral("Services") } },
        { "microsoft/posts", { QStringLiteral("Status") } },
        { "pagerduty/", { QStringLiteral("summary") } },
        { "salesforce/instance", { QStringLiteral("status") } },
        { "salesforce/products", { QStringLiteral("Instances") } },
        { "slack/current", { QStringLiteral("status") } },
        { "sorryapp/", { QStringLiteral("page") } },
        { "statusio/", { QStringLiteral("result") } },
        { "uptimecom/", { QStringLiteral("data") } },
        { "uptimekuma/", { QStringLiteral("heartbeatList") } },
        { "uptimerobot/", { QStringLiteral("data") } },
        { "zscaler/", { QStringLiteral("data") } },
    };
    return all;
}

} // namespace

QJsonValue mutated(const QJsonValue &value, QRandomGenerator &random)
{
    const bool here = random.bounded(5) == 0;
    if (!here && value.isArray() && !value.toArray().isEmpty())
        return inArray(value.toArray(), random);
    if (!here && value.isObject() && !value.toObject().isEmpty())
        return inObject(value.toObject(), random);
    return replacement(value, random);
}

QByteArray mutatedText(const QByteArray &text, QRandomGenerator &random)
{
    const auto somewhere = [&] { return random.bounded(static_cast<int>(std::max<qsizetype>(1, text.size()))); };
    QByteArray changed = text;
    const int at = somewhere();
    switch (random.bounded(9)) {
    case 0:
        return text.left(at);
    case 1:
        return changed.insert(at, text.mid(somewhere(), random.bounded(400)));
    case 2:
        return changed.remove(at, 1 + random.bounded(60));
    case 3:
        return changed.replace(at, 4, QByteArray::fromHex("ff00c3ed"));
    case 4: {
        const qsizetype quote = text.indexOf("\":", at);
        const qsizetype open = quote < 0 ? -1 : text.lastIndexOf('"', quote - 1);
        return open < 0 ? changed : changed.insert(open, text.mid(open, quote + 2 - open) + "null,");
    }
    case 5: {
        const qsizetype colon = text.indexOf(':', at);
        return colon < 0 ? changed : changed.insert(colon + 1, "1e99999");
    }
    case 6:
        return changed.insert(at, QByteArray(3000, random.bounded(2) == 0 ? '[' : '<'));
    case 7:
        return inAllEncodings(text).at(random.bounded(4)).left(std::max(2, somewhere() * 2));
    default:
        return changed.replace(at, 1, "&#1114112;");
    }
}

QList<QByteArray> inAllEncodings(const QByteArray &text)
{
    QList<QByteArray> all;
    const QString unicode = QString::fromUtf8(text);
    for (const auto encoding : { QStringConverter::Utf8, QStringConverter::Utf16LE, QStringConverter::Utf16BE,
             QStringConverter::Utf32LE }) {
        QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
        all.append(encoder(unicode));
    }
    return all;
}

Mutator::Mutator(QByteArray body, QRandomGenerator &random)
    : m_body(std::move(body))
    , m_document(QJsonDocument::fromJson(Wf::Vendors::toUtf8(m_body).trimmed()))
    , m_random(random)
{
}

QByteArray Mutator::any()
{
    if (m_document.isNull() || m_random.bounded(3) == 0)
        return mutatedText(m_body, m_random);
    QJsonValue value = m_document.isArray() ? QJsonValue(m_document.array()) : QJsonValue(m_document.object());
    for (int times = 1 + m_random.bounded(3); times > 0; --times)
        value = mutated(value, m_random);
    return jsonOf(value);
}

QByteArray Mutator::cutOff()
{
    return m_body.left(m_random.bounded(static_cast<int>(m_body.trimmed().size())));
}

QByteArray Mutator::fattened(qsizetype bytes)
{
    if (m_document.isNull())
        return withManyEntries(m_body, bytes);
    const QJsonValue whole =
        m_document.isArray() ? QJsonValue(m_document.array()) : QJsonValue(m_document.object());
    return jsonOf(withLongList(whole, bytes, m_random));
}

QByteArray Mutator::without(const QStringList &keys)
{
    QJsonObject rest = m_document.object();
    for (const QString &key : keys)
        rest.remove(key);
    const QJsonValue value = m_random.bounded(8) == 0 ? QJsonValue(rest) : mutated(rest, m_random);
    return value.isObject() ? jsonOf(value) : QByteArray();
}

bool Mutator::isWholeOrNothing() const
{
    return !m_document.isNull() || m_body.trimmed().startsWith("<?xml") || m_body.trimmed().startsWith("<rss");
}

QStringList requiredKeysOf(const QString &label)
{
    const auto found = std::ranges::find_if(
        needs(), [&](const Need &need) { return label.startsWith(QLatin1String(need.label)); });
    return found == needs().end() ? QStringList() : found->keys;
}

QByteArrayList massesOf(qsizetype bytes)
{
    const auto fill = [bytes](const QByteArray &piece) { return piece.repeated(bytes / piece.size()); };
    const auto list = [&](const QByteArray &piece) { return QByteArray('[' + fill(piece) + "0]"); };
    QByteArray attributes = "<rss ";
    for (int i = 0; attributes.size() < bytes; ++i)
        attributes += 'a' + QByteArray::number(i) + "='' ";
    return { fill("["), fill("{"), fill("{\"a\":"), list("[],"), list("{},"), list("[1],"), list("[[1]],"),
        list("{\"a\":[\"\"]},"), list("1,"), list("\"\","),
        list("\"\xc3\xa4"
             "bcdefg\","),
        "{\"status\":" + list("[\"operational\"],") + '}', fill("<a>"), fill("<a/>"), attributes + "/>",
        "<?xml version=\"1.0\"?><rss><channel>" + fill("<item/>"),
        "<rss><channel><item><description>" + fill("text "),
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss>" + fill("&b;")
            + "</rss>",
        fill(QByteArray("\0\0\0\0", 4)), fill("\""), fill("\xff\xfe") };
}
