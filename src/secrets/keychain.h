// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>

namespace Wf::Secrets {

/// What was found of the names that were asked for.
struct Found {
    QHash<QString, QString> values {}; ///< by name
    QString trouble {}; ///< why the keychain could not be asked, one clause; empty: it could
};

/// Secrets by name. Reading looks into the folder of credentials first, where a service manager lays one file a
/// secret (systemd's LoadCredential), then into the keychain of the platform, under the service "watchfloor".
/// Needs a running event loop; lives in one thread. Whatever the keychain does, every answer comes in time.
class Keychain final : public QObject {
    Q_OBJECT

public:
    struct Options {
        QString credentialsFolder {}; ///< empty: there is none
        Millis deadline { std::chrono::seconds { 30 } }; ///< long enough for a person to unlock it
    };
    explicit Keychain(Options options, QObject *parent = nullptr);
    ~Keychain() override;

    /// As the environment says: CREDENTIALS_DIRECTORY.
    [[nodiscard]] static Options usualOptions();

    /// A name without a secret is left out of the values.
    [[nodiscard]] QFuture<Found> read(const QStringList &names);
    /// Io: why not, one clause.
    [[nodiscard]] QFuture<Result<void>> store(const QString &name, const Secret<QString> &value);
    /// NotFound: there was none.
    [[nodiscard]] QFuture<Result<void>> remove(const QString &name);

private:
    struct Reading;
    void take(quint64 reading, const QString &name, const Result<QString> &value);
    void conclude(quint64 reading);

    const Options m_options;
    std::map<quint64, std::unique_ptr<Reading>> m_readings;
    quint64 m_lastReading = 0;
};

} // namespace Wf::Secrets
