// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace Wf::Wire {

/// The JSON object that a body is; Invalid with the field "body" when it is none.
[[nodiscard]] Result<QJsonObject> readObject(const QByteArray &body);

/// Reads the fields of a body one after the other and remembers the first fault: one clear sentence and the field.
/// What a function returns after a fault means nothing. Absent and null are the same.
class BodyReader {
public:
    explicit BodyReader(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    struct Bounds {
        int least;
        int most;
    };
    /// A text of so many characters (code points). Absent is empty where `least` is zero.
    [[nodiscard]] QString text(const QString &field, Bounds bounds);
    /// A list of texts, each of 1 to 128 characters; absent is empty.
    [[nodiscard]] QStringList texts(const QString &field, int most);
    /// A time with zone, such as 2030-01-31T18:00:00Z.
    [[nodiscard]] std::optional<Instant> time(const QString &field);
    /// "90s", "30m", "2h", "1d"
    [[nodiscard]] std::optional<Millis> duration(const QString &field);
    [[nodiscard]] bool has(const QString &field) const;
    [[nodiscard]] QJsonValue value(const QString &field) const { return m_object.value(field); }
    /// A key that nobody knows is a mistake that would widen what is meant.
    void refuseOthers(const QStringList &known, const QString &where);

    void refuse(const QString &field, const QString &sentence);
    /// Takes over what another rule found wrong, as a sentence.
    void refuse(const Error &error);
    [[nodiscard]] const std::optional<Error> &fault() const { return m_fault; }

private:
    QJsonObject m_object;
    std::optional<Error> m_fault;
};

} // namespace Wf::Wire
