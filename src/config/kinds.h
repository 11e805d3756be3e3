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

struct Kind {
    QString word; ///< what the prober is asked for: "statuspage", "manual", …
    QString pollType; ///< the same as poll_type of the short form
    KindState state = KindState::Asked;

    [[nodiscard]] bool needsUrl() const { return word != QLatin1String("manual"); }
};

/// A monitor's kind or a poll_type, in any case.
[[nodiscard]] std::optional<Kind> findKind(const QString &written);
/// Words for hints: what can be written today.
[[nodiscard]] QStringList usableKinds();
[[nodiscard]] QStringList usablePollTypes();

} // namespace Wf::Config
