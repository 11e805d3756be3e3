// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>
#include <QString>
#include <QStringList>

#include <memory>

namespace Wf::Logging {

enum class Format { Text, JsonLines };

struct Options {
    Format format = Format::Text;
    QString level = QStringLiteral("INFO"); ///< DEBUG, INFO, WARNING, ERROR, CRITICAL
    QString file {}; ///< empty: standard error
};

/// Replaces every known secret, Slack webhook path, bearer token and authorization value by "[REDACTED]".
[[nodiscard]] QString redact(QString text);
/// Values that redact() must never let through, from now until the program ends. Short ones (under 6) are ignored.
void registerSecrets(const QStringList &values);

/// Routes Qt's log into standard error or a file while it lives. The file is reopened when it was rotated away.
class Session {
public:
    explicit Session(const Options &options);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;
};

/// Context that every line of this thread carries while the object lives, for example poll_cycle_id.
class Context {
public:
    Context(const QString &key, const QString &value);
    ~Context();
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

private:
    QString m_key;
};

} // namespace Wf::Logging
