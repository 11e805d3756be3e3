// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/alertsyaml.h"

#include "apps/common/configsecrets.h"
#include "apps/common/pool.h"

#include <QFile>
#include <QSaveFile>

namespace Wf::Apps {

namespace {
    constexpr qint64 kLargest = 4 * 1024 * 1024;

    QString fileOf(const Config::Sources &sources)
    {
        return Config::configFile(sources.folder, QStringLiteral("alerts"));
    }

    /// "what is wrong (what to write instead)", with the file where it is another one.
    QString sentenceOf(const Config::Fault &fault, const QString &file)
    {
        if (fault.file != file)
            return fault.text();
        return fault.hint.isEmpty() ? fault.message : QStringLiteral("%1 (%2)").arg(fault.message, fault.hint);
    }

    Result<void> save(const QString &name, const QByteArray &content)
    {
        QSaveFile file(name);
        if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
            return {};
        return failure(ErrorCode::Io, QStringLiteral("%1 could not be written: %2").arg(name, file.errorString()));
    }
} // namespace

AlertsYaml::AlertsYaml(Config::Sources sources, QString example)
    : m_sources(std::move(sources))
    , m_example(std::move(example))
{
}

Result<Ports::PolicyText> AlertsYaml::readNow(const Config::Sources &sources, const QString &example)
{
    const QString name = fileOf(sources);
    QFile file(QFile::exists(name) ? name : example);
    if (!file.open(QIODevice::ReadOnly)) {
        if (!QFile::exists(name))
            return Ports::PolicyText { {}, name };
        return failure(ErrorCode::Io, QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString()));
    }
    if (file.size() > kLargest) // half of it would be kept as the whole
        return failure(ErrorCode::Invalid, QStringLiteral("%1 is larger than 4 MiB").arg(name));
    return Ports::PolicyText { QString::fromUtf8(file.readAll()), name };
}

Ports::PolicyReading AlertsYaml::checkNow(const Config::Sources &sources, const QString &text)
{
    Config::Sources tried = sources;
    tried.alerts = text.toUtf8();
    const QString file = fileOf(sources);
    auto config = Config::load(tried);
    Ports::PolicyReading reading;
    if (!config) {
        for (const Config::Fault &fault : config.error())
            reading.faults.push_back(
                { fault.file == file ? fault.line : 0, fault.column, sentenceOf(fault, file) });
        return reading;
    }
    reading.policy = std::move(config->policy);
    for (const Domain::Channel &channel : config->channels)
        reading.channels.append(channel.name);
    reading.warnings = config->warnings.filter(file);
    return reading;
}

Result<void> AlertsYaml::writeNow(
    const Config::Sources &sources, const QString &example, const Ports::PolicyText &before, const QString &text)
{
    const Result<Ports::PolicyText> now = readNow(sources, example);
    if (!now)
        return tl::unexpected(now.error());
    if (*now != before)
        return failure(ErrorCode::Conflict,
            QStringLiteral("%1 was changed by somebody else since it was opened: load it anew").arg(before.file));
    const Ports::PolicyReading reading = checkNow(sources, text);
    if (!reading.faults.empty())
        return failure(ErrorCode::Invalid, reading.faults.front().text);
    if (QFile::exists(before.file)) {
        if (const auto kept = save(before.file + QLatin1Char('~'), before.text.toUtf8()); !kept)
            return kept;
    }
    return save(before.file, text.toUtf8());
}

QFuture<Result<Ports::PolicyText>> AlertsYaml::read() const
{
    return inPool<Result<Ports::PolicyText>>(
        [sources = m_sources, example = m_example] { return readNow(sources, example); });
}

QFuture<Config::Sources> AlertsYaml::sourcesWith(const QString &text) const
{
    Config::Sources sources = m_sources;
    sources.alerts = text.toUtf8();
    return withSecrets(m_keychain, std::move(sources));
}

QFuture<Ports::PolicyReading> AlertsYaml::check(const QString &text) const
{
    return sourcesWith(text).then(
        QtFuture::Launch::Async, [text](const Config::Sources &sources) { return checkNow(sources, text); });
}

QFuture<Result<void>> AlertsYaml::write(const Ports::PolicyText &before, const QString &text) const
{
    return sourcesWith(text).then(
        QtFuture::Launch::Async, [example = m_example, before, text](const Config::Sources &sources) {
            return writeNow(sources, example, before, text);
        });
}

} // namespace Wf::Apps
