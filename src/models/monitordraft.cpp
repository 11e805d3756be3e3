// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/monitordraft.h"

#include "models/words.h"
#include "ports/definitions.h"

#include <QJsonArray>

#include <algorithm>

namespace Wf::Models {

namespace {
    using Form = DraftField::Form;

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    }

    struct Line {
        const char *key;
        Form form;
        const char *kinds;
    };
    constexpr const char *kChecks = "http tcp tls dns ping websocket command domain";
    constexpr const char *kLinks = "http tcp tls websocket";
    constexpr Line kLines[] {
        { "name", Form::Text, "" },
        { "service", Form::Text, "" },
        { "interval", Form::Text, kChecks },
        { "timeout", Form::Text, kChecks },
        { "url", Form::Text, "http websocket" },
        { "host", Form::Text, "tcp tls dns ping" },
        { "port", Form::Number, "tcp tls" },
        { "domain", Form::Text, "domain" },
        { "argv", Form::Lines, "command" },
        { "method", Form::Text, "http" },
        { "headers", Form::Pairs, "http websocket" },
        { "body", Form::Text, "http" },
        { "auth.basic.user", Form::Text, "http" },
        { "auth.basic.password", Form::Text, "http" },
        { "auth.bearer", Form::Text, "http" },
        { "redirects", Form::Text, "http" },
        { "proxy", Form::Text, "http" },
        { "starttls", Form::Text, "tcp" },
        { "send", Form::Text, "tcp websocket" },
        { "type", Form::Text, "dns" },
        { "resolver", Form::Text, "dns" },
        { "server_name", Form::Text, "tls" },
        { "min_protocol", Form::Text, "tls" },
        { "ip", Form::Text, "http tcp tls ping websocket" },
        { "ca_file", Form::Text, kLinks },
        { "insecure", Form::Flag, kLinks },
        { "expect.status", Form::Text, "http" },
        { "expect.body_contains", Form::Lines, "http" },
        { "expect.body_not_contains", Form::Lines, "http" },
        { "expect.body_matches", Form::Lines, "http" },
        { "expect.json", Form::Pairs, "http" },
        { "expect.header", Form::Pairs, "http" },
        { "expect.contains", Form::Text, "tcp websocket" },
        { "expect.values", Form::Lines, "dns" },
        { "expect.latency", Form::Text, kChecks },
        { "expect.degraded_latency", Form::Text, kChecks },
        { "expect.cert_days", Form::Number, kLinks },
        { "expect.domain_days", Form::Number, "domain" },
        { "on_failure", Form::Text, kChecks },
        { "confirm.down", Form::Number, kChecks },
        { "confirm.up", Form::Number, kChecks },
        { "schedule", Form::Text, "heartbeat" },
        { "tz", Form::Text, "heartbeat" },
        { "grace", Form::Text, "heartbeat" },
        { "slug", Form::Text, "heartbeat" },
        { "methods", Form::Text, "heartbeat" },
        { "down", Form::Text, "heartbeat" },
        { "manual_resume", Form::Flag, "heartbeat" },
        { "await_first", Form::Flag, "heartbeat" },
        { "uuid", Form::Text, "heartbeat" },
        { "filter.failure", Form::Text, "heartbeat" },
        { "filter.success", Form::Text, "heartbeat" },
        { "filter.start", Form::Text, "heartbeat" },
        { "filter.otherwise", Form::Text, "heartbeat" },
        { "category", Form::Text, "" },
        { "tier", Form::Text, "" },
        { "owner", Form::Text, "" },
        { "runbook_url", Form::Text, "" },
        { "tags", Form::Words, "" },
    };

    std::vector<DraftField> makeFields()
    {
        std::vector<DraftField> fields;
        for (const Line &line : kLines)
            fields.push_back({ QString::fromLatin1(line.key), line.form, words(line.kinds) });
        return fields;
    }

    QJsonObject pairsOf(const QString &text)
    {
        QJsonObject pairs;
        const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            // A path such as $['a:b'] holds a colon as well: the space behind it makes the separator.
            qsizetype at = line.indexOf(QLatin1String(": "));
            if (at < 0)
                at = line.indexOf(u':');
            pairs.insert(
                line.left(at < 0 ? line.size() : at).trimmed(), at < 0 ? QString() : line.mid(at + 1).trimmed());
        }
        return pairs;
    }

    QJsonArray wordsOf(const QString &text)
    {
        QJsonArray list;
        const QStringList parts = text.split(u',');
        for (const QString &part : parts) {
            if (const QString word = part.trimmed(); !word.isEmpty())
                list.append(word);
        }
        return list;
    }

    QJsonValue valueOf(Form form, const QString &text)
    {
        bool number = false;
        const int count = text.trimmed().toInt(&number);
        switch (form) {
        case Form::Text:
            return text;
        case Form::Number:
            return number ? QJsonValue(count) : QJsonValue(text); // whoever reads it says what is wrong with it
        case Form::Flag:
            return text == QLatin1String("true");
        case Form::Lines:
            return QJsonArray::fromStringList(text.split(u'\n', Qt::SkipEmptyParts));
        case Form::Pairs:
            return pairsOf(text);
        case Form::Words:
            return wordsOf(text);
        }
        return {};
    }

    QString scalarText(const QJsonValue &value)
    {
        if (value.isDouble())
            return QString::number(value.toDouble());
        return value.isBool() ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                              : value.toString();
    }

    QString textOf(Form form, const QJsonValue &value)
    {
        QStringList lines;
        if (value.isArray()) {
            for (const auto each : value.toArray())
                lines.append(scalarText(each));
            return lines.join(form == Form::Lines ? QStringLiteral("\n") : QStringLiteral(", "));
        }
        if (!value.isObject())
            return scalarText(value);
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            lines.append(QStringLiteral("%1: %2").arg(each.key(), scalarText(each.value())));
        return lines.join(u'\n');
    }

    QJsonValue find(const QJsonObject &object, const QStringList &path)
    {
        QJsonValue value = object;
        for (const QString &part : path)
            value = value.toObject().value(part);
        return value;
    }

    void put(QJsonObject &object, const QStringList &path, const QJsonValue &value)
    {
        if (path.size() == 1) {
            object.insert(path.front(), value);
            return;
        }
        QJsonObject inner = object.value(path.front()).toObject();
        put(inner, path.mid(1), value);
        object.insert(path.front(), inner);
    }

    /// Maps of the definition whose keys are fields: the whole map is said anew, an empty one is none.
    void settleMaps(QJsonObject &draft, const QJsonObject &before)
    {
        for (const QString &key : { QStringLiteral("expect"), QStringLiteral("auth"), QStringLiteral("confirm"),
                 QStringLiteral("filter") }) {
            if (draft.value(key).isObject() || !before.contains(key))
                continue;
            draft.insert(key, QJsonValue::Null);
        }
    }
} // namespace

const std::vector<DraftField> &draftFields()
{
    static const std::vector<DraftField> fields = makeFields();
    return fields;
}

QStringList draftKinds()
{
    return words("http tcp tls dns ping websocket command domain heartbeat");
}

bool hasField(const QString &kind, const QString &key)
{
    const auto field = std::ranges::find(draftFields(), key, &DraftField::key);
    return field != draftFields().end() && (field->kinds.isEmpty() || field->kinds.contains(kind));
}

QJsonObject draftDefinition(const QString &kind, const DraftTexts &texts, const QJsonObject &before)
{
    QJsonObject draft { { QStringLiteral("kind"), kind } };
    for (const DraftField &field : draftFields()) {
        const QStringList path = field.key.split(u'.');
        const QString text = texts.value(field.key);
        const bool known = hasField(kind, field.key);
        if (known && !text.trimmed().isEmpty())
            put(draft, path, valueOf(field.form, field.form == Form::Text ? text.trimmed() : text));
        else if (path.size() == 1 && before.contains(field.key) && field.key != QLatin1String("service"))
            draft.insert(field.key, QJsonValue::Null);
    }
    settleMaps(draft, before);
    return draft;
}

DraftTexts draftTexts(const QJsonObject &definition)
{
    DraftTexts texts;
    for (const DraftField &field : draftFields()) {
        const QJsonValue value = find(definition, field.key.split(u'.'));
        if (!value.isUndefined() && !value.isNull())
            texts.insert(field.key, textOf(field.form, value));
    }
    return texts;
}

QString draftFieldOf(const QString &errorField)
{
    const QString path = Ports::withoutPosition(errorField);
    QString best;
    for (const DraftField &field : draftFields()) {
        const bool fits =
            path == field.key || path.startsWith(field.key + u'.') || path.startsWith(field.key + u'[');
        if (fits && field.key.size() > best.size())
            best = field.key;
    }
    if (best.isEmpty() && path == QLatin1String("filter"))
        return QStringLiteral("filter.failure");
    if (best.isEmpty() && path == QLatin1String("confirm"))
        return QStringLiteral("confirm.down");
    if (best.isEmpty() && path.startsWith(QLatin1String("auth")))
        return QStringLiteral("auth.basic.user");
    return best;
}

QString draftProblem(const Error &error)
{
    return error.code == ErrorCode::Invalid ? Ports::withoutPosition(error.detail) : sentence(error);
}

} // namespace Wf::Models
