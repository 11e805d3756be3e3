// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Wf::Config {

/// Asked: works. Refused: a word that people write, and that is not carried out on purpose.
enum class KindState { Asked, Refused };

/// How a monitor of the kind is read: `Page` has a url and components, `Manual` has neither.
enum class KindFamily { Page, Manual, Check, Heartbeat };

struct Kind {
    QString word; ///< what the prober is asked for: "statuspage", "manual", …
    QString pollType; ///< the same as poll_type of the short form
    KindState state = KindState::Asked;
    KindFamily family = KindFamily::Page;
    QString refusal {}; ///< why it is refused, one clause

    [[nodiscard]] bool needsUrl() const { return family == KindFamily::Page; }
    /// Too much to say for poll_type and poll_url.
    [[nodiscard]] bool needsEntry() const
    {
        return family == KindFamily::Check || family == KindFamily::Heartbeat || word == QLatin1String("json");
    }
};

/// A monitor's kind or a poll_type, in any case.
[[nodiscard]] std::optional<Kind> findKind(const QString &written);
/// What can be written.
[[nodiscard]] QStringList usableKinds();
/// Some of them, for hints.
[[nodiscard]] QStringList exampleKinds();
/// Why there is no kind 'html', one clause.
[[nodiscard]] QString htmlRefusal();
/// "did you mean 'http'?" for a word that is no kind.
[[nodiscard]] QString kindHint(const QString &written);
[[nodiscard]] QStringList usablePollTypes();

} // namespace Wf::Config
