// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/bodyreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Wf::Wire {

namespace {
    constexpr int kLongestWord = 128;

    QString sentence(QString text)
    {
        if (!text.isEmpty())
            text[0] = text[0].toUpper();
        return text.endsWith(u'.') ? text : text + u'.';
    }

    bool isWord(const QJsonValue &value)
    {
        const auto length = value.toString().toUcs4().size();
        return length >= 1 && length <= kLongestWord;
    }
} // namespace

Result<QJsonObject> readObject(const QByteArray &body)
{
    QJsonParseError error {};
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (document.isObject())
        return document.object();
    return failure(ErrorCode::Invalid, QStringLiteral("The body must be a JSON object."), QStringLiteral("body"));
}

bool BodyReader::has(const QString &field) const
{
    const QJsonValue found = m_object.value(field);
    return !found.isUndefined() && !found.isNull();
}

QString BodyReader::text(const QString &field, Bounds bounds)
{
    if (!has(field) && bounds.least == 0)
        return {};
    const QJsonValue found = m_object.value(field);
    const QString text = found.toString();
    const auto length = text.toUcs4().size();
    if (!found.isString() || length < bounds.least || length > bounds.most) {
        refuse(field,
            QStringLiteral("'%1' must be a text of %2 to %3 characters.")
                .arg(field)
                .arg(bounds.least)
                .arg(bounds.most));
    }
    return text;
}

QStringList BodyReader::texts(const QString &field, int most)
{
    if (!has(field))
        return {};
    const QJsonValue found = m_object.value(field);
    const QJsonArray list = found.toArray();
    if (!found.isArray() || list.size() > most || !std::ranges::all_of(list, isWord)) {
        refuse(field,
            QStringLiteral("'%1' must be a list of at most %2 texts of 1 to %3 characters.")
                .arg(field)
                .arg(most)
                .arg(kLongestWord));
        return {};
    }
    QStringList texts;
    texts.reserve(list.size());
    for (const auto &each : list)
        texts.append(each.toString());
    return texts;
}

std::optional<Instant> BodyReader::time(const QString &field)
{
    if (!has(field))
        return std::nullopt;
    const auto at = parseTimestamp(m_object.value(field).toString());
    if (!at)
        refuse(field, QStringLiteral("'%1' must be a time such as 2030-01-31T18:00:00Z.").arg(field));
    return at;
}

std::optional<Millis> BodyReader::duration(const QString &field)
{
    if (!has(field))
        return std::nullopt;
    const auto span = parseDuration(m_object.value(field).toString());
    if (!span)
        refuse(field, QStringLiteral("'%1' must be a duration such as 30m, 2h or 1d.").arg(field));
    return span;
}

void BodyReader::refuseOthers(const QStringList &known, const QString &where)
{
    const QStringList keys = m_object.keys();
    const auto other = std::ranges::find_if(keys, [&](const QString &key) { return !known.contains(key); });
    if (other == keys.end())
        return;
    refuse(where.isEmpty() ? *other : where,
        QStringLiteral("'%1' is not known here; write one of: %2.")
            .arg(other->left(kLongestWord), known.join(QStringLiteral(", "))));
}

void BodyReader::refuse(const QString &field, const QString &sentence)
{
    if (!m_fault)
        m_fault = Error { ErrorCode::Invalid, sentence, field };
}

void BodyReader::refuse(const Error &error)
{
    if (!m_fault)
        m_fault = Error { ErrorCode::Invalid, sentence(error.detail), error.field };
}

} // namespace Wf::Wire
