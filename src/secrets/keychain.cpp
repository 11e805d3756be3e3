// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "secrets/keychain.h"

#include <QDir>
#include <QFile>
#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace Wf::Secrets {

namespace {
    const QString kService = QStringLiteral("watchfloor");
    constexpr qint64 kLargest = 64 * 1024;

    /// A secret that a service manager laid out, or nothing.
    std::optional<QString> credential(const QString &folder, const QString &name)
    {
        QFile file(QDir(folder).filePath(name));
        if (folder.isEmpty() || name.contains(u'/') || !file.open(QIODevice::ReadOnly))
            return std::nullopt;
        return QString::fromUtf8(file.read(kLargest)).trimmed();
    }

    QString clauseOf(const QKeychain::Job &job)
    {
        switch (job.error()) {
        case QKeychain::AccessDenied:
        case QKeychain::AccessDeniedByUser:
            return QStringLiteral("access to the keychain was denied");
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented:
            return QStringLiteral("no keychain is running here");
        default:
            return job.errorString().isEmpty()
                ? QStringLiteral("the keychain answered with fault %1").arg(static_cast<int>(job.error()))
                : QStringLiteral("the keychain says: %1").arg(job.errorString().simplified());
        }
    }

    Result<void> resultOf(const QKeychain::Job &job)
    {
        if (job.error() == QKeychain::NoError)
            return {};
        if (job.error() == QKeychain::EntryNotFound)
            return failure(ErrorCode::NotFound, QStringLiteral("the keychain has no secret '%1'").arg(job.key()));
        return failure(ErrorCode::Io, clauseOf(job));
    }

    /// Starts a job that deletes itself, and answers with what became of it, in time.
    QFuture<Result<void>> run(QKeychain::Job *job, Millis deadline)
    {
        const auto promise = std::make_shared<QPromise<Result<void>>>();
        promise->start();
        const auto answer = [promise](const Result<void> &result) {
            if (promise->future().isFinished())
                return;
            promise->addResult(result);
            promise->finish();
        };
        QObject::connect(job, &QKeychain::Job::finished, job,
            [answer](QKeychain::Job *finished) { answer(resultOf(*finished)); });
        QTimer::singleShot(deadline, job, [answer] {
            answer(failure(ErrorCode::Unavailable, QStringLiteral("the keychain did not answer (is it locked?)")));
        });
        job->start();
        return promise->future();
    }
} // namespace

struct Keychain::Reading {
    QPromise<Found> promise;
    Found found;
    qsizetype awaited = 0;
};

Keychain::Keychain(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

Keychain::~Keychain() = default;

Keychain::Options Keychain::usualOptions()
{
    Options options;
    options.credentialsFolder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    return options;
}

QFuture<Found> Keychain::read(const QStringList &names)
{
    const quint64 id = ++m_lastReading;
    auto &reading = *m_readings.emplace(id, std::make_unique<Reading>()).first->second;
    reading.promise.start();
    const auto future = reading.promise.future();
    QStringList asked;
    for (const QString &name : names) {
        if (const auto value = credential(m_options.credentialsFolder, name))
            reading.found.values.insert(name, *value);
        else
            asked.append(name);
    }
    reading.awaited = asked.size();
    for (const QString &name : asked) {
        auto *job = new QKeychain::ReadPasswordJob(kService, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, [this, id, name, job] {
            const auto result = resultOf(*job);
            take(id, name, result ? Result<QString>(job->textData()) : tl::unexpected(result.error()));
        });
        job->start();
    }
    if (asked.isEmpty())
        conclude(id);
    else
        QTimer::singleShot(m_options.deadline, this, [this, id] {
            const auto found = m_readings.find(id);
            if (found == m_readings.end())
                return;
            found->second->found.trouble = QStringLiteral("the keychain did not answer (is it locked?)");
            conclude(id);
        });
    return future;
}

void Keychain::take(quint64 id, const QString &name, const Result<QString> &value)
{
    const auto found = m_readings.find(id);
    if (found == m_readings.end())
        return; // too late
    Reading &reading = *found->second;
    if (value)
        reading.found.values.insert(name, *value);
    else if (value.error().code != ErrorCode::NotFound)
        reading.found.trouble = value.error().detail;
    if (--reading.awaited == 0)
        conclude(id);
}

void Keychain::conclude(quint64 id)
{
    const auto reading = std::move(m_readings.at(id));
    m_readings.erase(id);
    reading->promise.addResult(std::move(reading->found));
    reading->promise.finish();
}

QFuture<Result<void>> Keychain::store(const QString &name, const Secret<QString> &value)
{
    auto *job = new QKeychain::WritePasswordJob(kService, this);
    job->setKey(name);
    job->setTextData(value.reveal());
    return run(job, m_options.deadline);
}

QFuture<Result<void>> Keychain::remove(const QString &name)
{
    auto *job = new QKeychain::DeletePasswordJob(kService, this);
    job->setKey(name);
    return run(job, m_options.deadline);
}

} // namespace Wf::Secrets
