// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/checkcommand.h"

#include "core/clock.h"
#include "domain/verdict.h"
#include "probes/checkrunner.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdio>

namespace Wf::Ctl {

using namespace Domain;

namespace {
    constexpr qsizetype kLabel = 14;
    constexpr qsizetype kMostOutputLines = 10;

    /// Text from outside must not move the cursor.
    QString clean(QString text)
    {
        text.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
        return text;
    }

    /// "1,256"
    QString grouped(qint64 number)
    {
        QLocale plain = QLocale::c();
        plain.setNumberOptions(QLocale::DefaultNumberOptions);
        return plain.toString(number);
    }

    QString row(const QString &label, const QString &value)
    {
        return value.isEmpty() ? QString()
                               : QString(u"  " % label.leftJustified(kLabel) % u' ' % clean(value) % u'\n');
    }

    QString phaseRow(const QString &label, std::optional<Micros> span)
    {
        if (!span)
            return {};
        const QString millis = QString::number(static_cast<double>(span->count()) / 1000, 'f', 1);
        return row(label, millis.rightJustified(9) % u" ms");
    }

    QString phasesText(const CheckResult &result)
    {
        return phaseRow(QStringLiteral("resolve"), result.phases.resolve)
            + phaseRow(QStringLiteral("connect"), result.phases.connect)
            + phaseRow(QStringLiteral("TLS"), result.phases.tls)
            + phaseRow(QStringLiteral("first byte"), result.phases.firstByte)
            + phaseRow(QStringLiteral("transfer"), result.phases.transfer)
            + phaseRow(QStringLiteral("total"), result.total);
    }

    QString daysText(Instant end, Instant now)
    {
        const int days = daysUntil(end, now);
        return end <= now ? QStringLiteral("expired on %1").arg(isoDate(end))
                          : QStringLiteral("until %1 (%2 days left)").arg(isoDate(end)).arg(days);
    }

    QString certificateText(const CertificateInfo &certificate, Instant now)
    {
        QStringList parts { certificate.subject };
        if (!certificate.issuer.isEmpty())
            parts.append(QStringLiteral("issued by ") + certificate.issuer);
        if (certificate.notAfter)
            parts.append(daysText(*certificate.notAfter, now));
        if (!certificate.protocol.isEmpty())
            parts.append(certificate.protocol);
        return parts.join(QStringLiteral(", "));
    }

    QString codeLabel(const CheckSpec &spec)
    {
        if (std::holds_alternative<CommandSpec>(spec.target))
            return QStringLiteral("exit status");
        return std::holds_alternative<DnsSpec>(spec.target) ? QStringLiteral("answer code")
                                                            : QStringLiteral("status");
    }

    QString outputRows(const QString &output)
    {
        QString text;
        const auto lines = output.trimmed().split(u'\n', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i < std::min(lines.size(), kMostOutputLines); ++i)
            text += row(i == 0 ? QStringLiteral("output") : QString(), lines.at(i).left(200));
        if (lines.size() > kMostOutputLines)
            text += row({}, QStringLiteral("… and %1 lines more").arg(lines.size() - kMostOutputLines));
        return text;
    }

    QString foundText(const CheckOrder &order, const CheckResult &result, Instant now)
    {
        QString text = row(QStringLiteral("peer"), result.peer);
        if (result.code != 0)
            text += row(codeLabel(order.spec), QString::number(result.code));
        if (result.bytes > 0)
            text += row(QStringLiteral("received"), grouped(result.bytes) % u" bytes");
        for (const QString &hop : result.hops)
            text += row(QStringLiteral("redirected to"), hop);
        if (result.certificate)
            text += row(QStringLiteral("certificate"), certificateText(*result.certificate, now));
        if (order.spec.link.insecure)
            text += row({}, QStringLiteral("not verified (--insecure)"));
        if (result.domainExpiry)
            text += row(QStringLiteral("registered"), daysText(*result.domainExpiry, now));
        return text + outputRows(result.output);
    }

    QString assertionsText(const CheckResult &result)
    {
        QString text;
        for (const AssertionOutcome &each : result.assertions)
            text += each.held ? QString(u"  ✓ " % clean(each.found) % u'\n')
                              : QString(u"  ✗ " % clean(failureText(each)) % u'\n');
        return text;
    }

    QString verdictText(Status status, const CheckResult &result)
    {
        const QString verdict = status == Status::Unknown ? QStringLiteral("unknown, not asked") : word(status);
        return result.failure.isEmpty() ? verdict : QString(verdict % u": " % clean(result.failure));
    }

    int exitStatusOf(Status status)
    {
        return status == Status::Operational ? 0 : status == Status::Degraded ? 1 : 2;
    }
} // namespace

Report checkReport(const CheckOrder &order, const CheckRun &run, Instant now)
{
    const Status status = statusOf(order.spec, run);
    QStringList blocks { clean(kindWord(order.spec) % u' ' % targetText(order.spec)) % u'\n',
        status == Status::Unknown ? QString() : phasesText(run.result), foundText(order, run.result, now),
        assertionsText(run.result), verdictText(status, run.result) % u'\n' };
    blocks.removeAll(QString());
    return { blocks.join(u'\n'), Stream::Output, exitStatusOf(status) };
}

int runCheck(const QStringList &words)
{
    const auto order = parseCheck(words);
    if (!order) {
        std::fputs(qUtf8Printable(u"watchfloorctl: " % order.error() % u'\n'), stderr);
        return 2;
    }
    const SystemClock clock;
    Probes::CheckOptions options;
    options.commands = Probes::Commands::Allowed; // whoever types it could run it anyway
    Probes::CheckRunner runner(clock, options);
    const auto ticket = runner.run(order->spec, order->timeout, [&](const CheckRun &run) {
        const Report report = checkReport(*order, run, clock.now());
        std::fputs(report.text.toUtf8().constData(), stdout);
        QCoreApplication::exit(report.exitStatus);
    });
    return QCoreApplication::exec();
}

} // namespace Wf::Ctl
