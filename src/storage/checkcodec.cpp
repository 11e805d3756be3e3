// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/checkcodec.h"

#include "storage/jsonfields.h"

namespace Wf::Storage {

namespace {

    using namespace Domain;
    using Json::time;

    QJsonValue micros(const std::optional<Micros> &duration)
    {
        return duration ? QJsonValue(qint64 { duration->count() }) : QJsonValue();
    }

    std::optional<Micros> micros(const QJsonValue &value)
    {
        return value.isDouble() ? std::optional(Micros { value.toInteger() }) : std::nullopt;
    }

    QJsonArray fromPhases(const Phases &phases)
    {
        return { micros(phases.resolve), micros(phases.connect), micros(phases.tls), micros(phases.firstByte),
            micros(phases.transfer) };
    }

    Phases toPhases(const QJsonArray &array)
    {
        return { micros(array.at(0)), micros(array.at(1)), micros(array.at(2)), micros(array.at(3)),
            micros(array.at(4)) };
    }

    QJsonValue fromCertificate(const std::optional<CertificateInfo> &certificate)
    {
        if (!certificate)
            return {};
        return QJsonArray { certificate->subject, certificate->issuer, time(certificate->notBefore),
            time(certificate->notAfter), certificate->protocol };
    }

    std::optional<CertificateInfo> toCertificate(const QJsonValue &value)
    {
        if (!value.isArray())
            return std::nullopt;
        const QJsonArray array = value.toArray();
        return CertificateInfo { array.at(0).toString(), array.at(1).toString(), time(array.at(2)),
            time(array.at(3)), array.at(4).toString() };
    }

    QJsonArray fromAssertions(const std::vector<AssertionOutcome> &assertions)
    {
        QJsonArray list;
        for (const AssertionOutcome &each : assertions)
            list.append(QJsonArray { each.expected, each.found, each.held, each.degrades });
        return list;
    }

    std::vector<AssertionOutcome> toAssertions(const QJsonArray &list)
    {
        std::vector<AssertionOutcome> assertions;
        for (const auto &value : list) {
            const QJsonArray each = value.toArray();
            assertions.push_back(
                { each.at(0).toString(), each.at(1).toString(), each.at(2).toBool(), each.at(3).toBool() });
        }
        return assertions;
    }

} // namespace

QString encode(const CheckResult &result)
{
    const QJsonObject object { { QStringLiteral("phases"), fromPhases(result.phases) },
        { QStringLiteral("total"), qint64 { result.total.count() } }, { QStringLiteral("code"), result.code },
        { QStringLiteral("bytes"), result.bytes }, { QStringLiteral("peer"), result.peer },
        { QStringLiteral("certificate"), fromCertificate(result.certificate) },
        { QStringLiteral("domain_expiry"), time(result.domainExpiry) },
        { QStringLiteral("assertions"), fromAssertions(result.assertions) },
        { QStringLiteral("failure"), result.failure },
        { QStringLiteral("hops"), QJsonArray::fromStringList(result.hops) },
        { QStringLiteral("output"), result.output } };
    return Json::text(object);
}

std::optional<CheckResult> decodeCheckResult(const QString &json)
{
    const QJsonObject object = Json::object(json);
    if (object.isEmpty())
        return std::nullopt;
    CheckResult result;
    result.phases = toPhases(object.value(QLatin1String("phases")).toArray());
    result.total = Micros { object.value(QLatin1String("total")).toInteger() };
    result.code = object.value(QLatin1String("code")).toInt();
    result.bytes = object.value(QLatin1String("bytes")).toInteger();
    result.peer = object.value(QLatin1String("peer")).toString();
    result.certificate = toCertificate(object.value(QLatin1String("certificate")));
    result.domainExpiry = time(object.value(QLatin1String("domain_expiry")));
    result.assertions = toAssertions(object.value(QLatin1String("assertions")).toArray());
    result.failure = object.value(QLatin1String("failure")).toString();
    result.hops = object.value(QLatin1String("hops")).toVariant().toStringList();
    result.output = object.value(QLatin1String("output")).toString();
    return result;
}

} // namespace Wf::Storage
