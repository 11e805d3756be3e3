// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/configsecrets.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(logSecrets, "wf.secrets", QtInfoMsg)

namespace Wf::Apps {

QFuture<Config::Sources> withSecrets(Secrets::Keychain &keychain, Config::Sources sources)
{
    const QStringList names = Config::keychainNames(sources);
    if (names.isEmpty())
        return QtFuture::makeReadyFuture(std::move(sources));
    return keychain.read(names).then([sources = std::move(sources)](const Secrets::Found &found) {
        if (!found.trouble.isEmpty())
            qCWarning(logSecrets).noquote() << found.trouble;
        Config::Sources whole = sources;
        for (auto each = found.values.begin(); each != found.values.end(); ++each)
            whole.environment.insert(QStringLiteral("keychain:") + each.key(), each.value());
        return whole;
    });
}

Config::Sources withSecretsNow(const Config::Sources &sources)
{
    Secrets::Keychain keychain(Secrets::Keychain::usualOptions());
    const QFuture<Config::Sources> whole = withSecrets(keychain, sources);
    if (!whole.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<Config::Sources> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(whole);
        loop.exec();
    }
    return whole.result();
}

} // namespace Wf::Apps
