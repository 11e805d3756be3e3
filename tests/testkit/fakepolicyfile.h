// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/policyfile.h"

namespace Wf::TestKit {

/// A policy file in memory. A text with "wrong" in it has a fault there; every line "route NAME" is a route.
class FakePolicyFile final : public Ports::PolicyFile {
public:
    mutable QString kept = QStringLiteral("route critical\r\nroute rest\r\n");

    [[nodiscard]] QFuture<Result<Ports::PolicyText>> read() const override
    {
        return ready<Result<Ports::PolicyText>>(Ports::PolicyText { kept, QStringLiteral("/etc/alerts.yaml") });
    }
    [[nodiscard]] QFuture<Ports::PolicyReading> check(const QString &text) const override
    {
        Ports::PolicyReading reading;
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines[i].contains(QStringLiteral("wrong")))
                reading.faults.push_back({ static_cast<int>(i) + 1, 1, QStringLiteral("there is no such word") });
            if (!lines[i].startsWith(QStringLiteral("route ")))
                continue;
            Domain::AlertRoute route;
            route.name = lines[i].section(QLatin1Char(' '), 1).trimmed();
            reading.policy.routes.push_back(route);
        }
        return ready<Ports::PolicyReading>(reading);
    }
    [[nodiscard]] QFuture<Result<void>> write(const Ports::PolicyText &before, const QString &text) const override
    {
        if (before.text != kept)
            return ready<Result<void>>(failure(ErrorCode::Conflict, QStringLiteral("changed by somebody else")));
        kept = text;
        return ready<Result<void>>({});
    }

private:
    template <class T> static QFuture<T> ready(T value) { return QtFuture::makeReadyFuture<T>(std::move(value)); }
};

} // namespace Wf::TestKit
