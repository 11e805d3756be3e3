// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/verdict.h"

#include <QLocale>

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kLongestFound = 200;

    QString count(qint64 number, const char *one, const char *many)
    {
        return QString::number(number) % u' ' % QLatin1String(number == 1 || number == -1 ? one : many);
    }

    QString cutText(const QString &text)
    {
        const QString line = text.simplified();
        return line.size() <= kLongestFound ? line : QString(line.left(kLongestFound) % u'…');
    }

    QString seconds(Micros span)
    {
        const double millis = static_cast<double>(span.count()) / 1000;
        return QLocale::c().toString(millis, 'f', millis < 10 ? 1 : 0) % u" ms";
    }

    /// Names without the dot at the end, in lower case: how resolvers' answers are compared.
    QString plainRecord(const QString &record)
    {
        QString plain = record.simplified().toLower();
        while (plain.endsWith(u'.'))
            plain.chop(1);
        return plain;
    }

    bool isAmong(const QString &wanted, const QStringList &answers, DnsType type)
    {
        const QString plain = plainRecord(wanted);
        return std::ranges::any_of(answers, [&](const QString &answer) {
            if (type == DnsType::TXT)
                return answer == wanted;
            const QString given = plainRecord(answer);
            // "mail.example.com" is enough for "10 mail.example.com", unless a number is asked for.
            return given == plain || (!plain.contains(u' ') && given.section(u' ', -1) == plain);
        });
    }

    void judgeLatency(const CheckSpec &spec, CheckResult &result)
    {
        const auto judge = [&result](std::optional<Millis> limit, bool degrades) {
            if (!limit)
                return;
            const QString word = QStringLiteral("total ");
            result.assertions.push_back({ word % u"at most " % seconds(*limit), word % seconds(result.total),
                result.total <= *limit, degrades });
        };
        judge(spec.latency, false);
        judge(spec.degradedLatency, true);
    }

    AssertionOutcome daysLeft(const QString &what, int wanted, Instant end, Instant now)
    {
        const int left = daysUntil(end, now);
        const QString found = end <= now
            ? QString(what % u"expired on " % isoDate(end))
            : QString(what % count(left, "day", "days") % u" left, until " % isoDate(end));
        return { what % u"at least " % count(wanted, "day", "days") % u" left", found, left >= wanted, true };
    }

    void judgeExpiry(const CheckSpec &spec, CheckResult &result, Instant now)
    {
        const QString certificate = QStringLiteral("certificate ");
        if (spec.certDays && result.certificate && result.certificate->notAfter)
            result.assertions.push_back(daysLeft(certificate, *spec.certDays, *result.certificate->notAfter, now));
        else if (spec.certDays)
            result.assertions.push_back(
                { certificate % u"at least " % count(*spec.certDays, "day", "days") % u" left",
                    certificate % u"not shown: the answer came without encryption", false, true });
        const auto *domain = std::get_if<DomainSpec>(&spec.target);
        if (!domain || !result.domainExpiry)
            return;
        auto outcome = daysLeft(QStringLiteral("domain "), domain->days, *result.domainExpiry, now);
        outcome.degrades = *result.domainExpiry > now; // an expired name is gone
        result.assertions.push_back(std::move(outcome));
    }

    /// What did not hold is kept before what did.
    void keepMostTelling(std::vector<AssertionOutcome> &assertions)
    {
        constexpr size_t kMost = 50;
        if (assertions.size() <= kMost)
            return;
        std::stable_partition(assertions.begin(), assertions.end(),
            [](const AssertionOutcome &each) { return !each.held && !each.degrades; });
        assertions.resize(kMost);
    }
} // namespace

std::vector<AssertionOutcome> judgeText(const QString &expect, const QByteArray &received, bool cut)
{
    if (expect.isEmpty())
        return {};
    const bool held = received.contains(expect.toUtf8());
    QString found = received.isEmpty() ? QStringLiteral("answer empty")
                                       : QString(u"answer \"" % cutText(QString::fromUtf8(received)) % u'"');
    if (cut && !held)
        found += QStringLiteral(" (only its first %1 bytes were read)").arg(received.size());
    return { { u"answer containing \"" % expect % u'"', found, held } };
}

std::vector<AssertionOutcome> judgeTls(const TlsSpec &spec, const CertificateInfo &certificate)
{
    if (spec.minimumProtocol.isEmpty())
        return {};
    const QString word = QStringLiteral("protocol ");
    const QString spoken = certificate.protocol.isEmpty() ? QStringLiteral("unknown") : certificate.protocol;
    return { { word % spec.minimumProtocol % u" or newer", word % spoken,
        tlsProtocols().indexOf(spoken) >= std::max<qsizetype>(0, tlsProtocols().indexOf(spec.minimumProtocol)) } };
}

std::vector<AssertionOutcome> judgeDns(const DnsSpec &spec, const QStringList &answers)
{
    const QString word = Domain::word(spec.type) % u' ';
    const QString found = word % (answers.isEmpty() ? QStringLiteral("no record") : cutText(answers.join(u", ")));
    if (spec.expected.isEmpty())
        return { { word % u"at least one record", found, !answers.isEmpty() } };
    std::vector<AssertionOutcome> outcomes;
    for (const QString &wanted : spec.expected)
        outcomes.push_back({ word % wanted, found, isAmong(wanted, answers, spec.type) });
    return outcomes;
}

std::vector<AssertionOutcome> judgePing(int sent, int answered)
{
    return { { QStringLiteral("at least 1 of %1 echo requests answered").arg(sent),
        QStringLiteral("%1 of %2 answered").arg(answered).arg(sent), answered > 0 } };
}

std::vector<AssertionOutcome> judgeCommand(int exitStatus)
{
    return { { QStringLiteral("exit status 0"), QStringLiteral("exit status %1").arg(exitStatus), exitStatus == 0,
        exitStatus == 1 } };
}

void judgeInCommon(const CheckSpec &spec, CheckRun &run, Instant now)
{
    if (run.end == CheckEnd::Answered) {
        judgeLatency(spec, run.result);
        judgeExpiry(spec, run.result, now);
    }
    keepMostTelling(run.result.assertions);
    const AssertionOutcome *broken = firstBroken(run.result);
    if (run.result.failure.isEmpty())
        run.result.failure = run.end != CheckEnd::Answered ? run.reason
            : broken                                       ? failureText(*broken)
                                                           : QString();
}

const AssertionOutcome *firstBroken(const CheckResult &result)
{
    const auto hard = std::ranges::find_if(
        result.assertions, [](const AssertionOutcome &each) { return !each.held && !each.degrades; });
    if (hard != result.assertions.end())
        return &*hard;
    const auto soft = std::ranges::find(result.assertions, false, &AssertionOutcome::held);
    return soft != result.assertions.end() ? &*soft : nullptr;
}

QString failureText(const AssertionOutcome &outcome)
{
    // What both begin with ("status ") is said once.
    qsizetype common = 0;
    const qsizetype shorter = std::min(outcome.expected.size(), outcome.found.size());
    for (qsizetype i = 0; i < shorter && outcome.expected[i] == outcome.found[i]; ++i) {
        if (outcome.expected[i] == u' ')
            common = i + 1;
    }
    return outcome.found % u", expected " % outcome.expected.mid(common);
}

int daysUntil(Instant then, Instant now)
{
    return static_cast<int>(std::chrono::floor<std::chrono::days>(then - now).count());
}

Status statusOf(const CheckSpec &spec, const CheckRun &run)
{
    if (run.end == CheckEnd::NotAsked)
        return Status::Unknown;
    if (run.end != CheckEnd::Answered)
        return spec.onFailure;
    const AssertionOutcome *broken = firstBroken(run.result);
    if (!broken)
        return Status::Operational;
    return broken->degrades ? Status::Degraded : spec.onFailure;
}

Observation conclude(const MonitorId &monitor, const CheckSpec &spec, CheckRun run, Instant now)
{
    const Status status = statusOf(spec, run);
    Observation observation = status == Status::Unknown ? failedObservation(monitor, now, Failure::Internal,
                                  QStringLiteral("unexpected: NotAsked"), run.result.failure)
                                                        : Observation {};
    observation.monitor = monitor;
    observation.at = now;
    observation.status = status;
    observation.detail = run.result.failure.isEmpty() ? run.reason : run.result.failure;
    observation.unreached = run.end == CheckEnd::Unreached;
    observation.latency = std::chrono::duration_cast<Millis>(run.result.total);
    observation.bytes = run.result.bytes;
    if (std::holds_alternative<HttpSpec>(spec.target))
        observation.httpStatus = run.result.code;
    observation.check = std::move(run.result);
    return observation;
}

} // namespace Wf::Domain
