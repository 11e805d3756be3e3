// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Wf::Config {

/// Asked: works. Silent: known from older files, loads, but nothing answers yet, so the service stays unknown.
/// Refused: a word of the format that this version cannot carry out.
enum class KindState { Asked, Silent, Refused };

/// How a monitor of the kind is read: `Page` has a url and components, `Manual` has neither.
enum class KindFamily { Page, Manual, Check, Heartbeat };

struct Kind {
    QString word; ///< what the prober is asked for: "statuspage", "manual", …
    QString pollType; ///< the same as poll_type of the short form
    KindState state = KindState::Asked;
    KindFamily family = KindFamily::Page;

    [[nodiscard]] bool needsUrl() const { return family == KindFamily::Page; }
    /// Too much to say for poll_type and poll_url.
    [[nodiscard]] bool needsEntry() const
    {
        return family == KindFamily::Check || family == KindFamily::Heartbeat;
    }
};

/// A monitor's kind or a poll_type, in any case.
[[nodiscard]] std::optional<Kind> findKind(const QString &written);
/// Words for hints: what can be written today.
[[nodiscard]] QStringList usableKinds();
/// "did you mean 'http'?" for a word that is no kind.
[[nodiscard]] QString kindHint(const QString &written);
[[nodiscard]] QStringList usablePollTypes();

} // namespace Wf::Config
