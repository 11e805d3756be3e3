// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/incident.h"
#include "samples.h"

using namespace Samples;
using namespace std::chrono_literals;

/// The life of a trouble, step by step.
class IncidentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void steps_data();
    void steps();
    void theVendorsNameCountsWhenItComes();
    void worseThanAcknowledgedIsNotAcknowledged();
};

namespace {
const Instant kNoon { 1'770'000'000s };

/// One letter a minute: o(perational), d(egraded), p(artial), m(ajor), u(nknown).
Status statusOf(QChar letter)
{
    switch (letter.unicode()) {
    case u'o':
        return Status::Operational;
    case u'd':
        return Status::Degraded;
    case u'p':
        return Status::PartialOutage;
    case u'm':
        return Status::MajorOutage;
    default:
        return Status::Unknown;
    }
}

struct Life {
    QString steps; ///< O(pened) R(eopened) E(scalated) D(e-escalated) C(losed) -
    std::vector<Incident> incidents;
};

Life live(const QString &statuses)
{
    constexpr char kLetters[] = "-OREDC";
    Life life;
    Status before = Status::Unknown;
    Instant now = kNoon;
    for (const QChar letter : statuses) {
        now += 1min;
        const Status to = statusOf(letter);
        const Transition change { before, to, QStringLiteral("went bad"), {}, {} };
        const auto latest = life.incidents.empty() ? std::nullopt : std::optional(life.incidents.back());
        const IncidentAdvance advance = advanceIncident(latest, sid("a"), change, 10min, now);
        life.steps += QLatin1Char(kLetters[static_cast<int>(advance.step)]);
        if (advance.step == IncidentStep::Opened)
            life.incidents.push_back(advance.incident);
        else if (advance.step != IncidentStep::None)
            life.incidents.back() = advance.incident;
        before = to;
    }
    return life;
}
} // namespace

void IncidentTest::steps_data()
{
    QTest::addColumn<QString>("statuses");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<int>("incidents");
    QTest::addColumn<int>("peak");
    const auto row = [](const char *statuses, const char *steps, int incidents, Status peak) {
        QTest::newRow(statuses) << QString::fromLatin1(statuses) << QString::fromLatin1(steps) << incidents
                                << static_cast<int>(peak);
    };
    row("o", "-", 0, Status::Unknown);
    row("odo", "-OC", 1, Status::Degraded);
    row("odmpo", "-OEDC", 1, Status::MajorOutage);
    row("odod", "-OCR", 1, Status::Degraded);
    row("odomo", "-OCRC", 1, Status::MajorOutage);
    row("odooooooooooood", "-OC-----------O", 2, Status::Degraded);
    row("duo", "O-C", 1, Status::Degraded);
    row("um", "-O", 1, Status::MajorOutage);
    row("dd", "O-", 1, Status::Degraded);
}

void IncidentTest::steps()
{
    QFETCH(const QString, statuses);
    QFETCH(const QString, steps);
    QFETCH(const int, incidents);
    QFETCH(const int, peak);
    const Life life = live(statuses);
    QCOMPARE(life.steps, steps);
    QCOMPARE(static_cast<int>(life.incidents.size()), incidents);
    if (incidents == 0)
        return;
    QCOMPARE(static_cast<int>(life.incidents.back().peak), peak);
    QCOMPARE(life.incidents.back().isOpen(), !statuses.endsWith(u'o'));
    QCOMPARE(life.incidents.back().title, QStringLiteral("went bad"));
}

void IncidentTest::theVendorsNameCountsWhenItComes()
{
    const Transition own { Status::Operational, Status::Degraded, QStringLiteral("status 503"), {}, {} };
    const Incident opened = advanceIncident({}, sid("a"), own, 10min, kNoon).incident;
    QCOMPARE(opened.title, QStringLiteral("status 503"));
    const Transition vendor { Status::Degraded, Status::MajorOutage, {}, QStringLiteral("Sign-in is down"),
        QStringLiteral("inc1") };
    const Incident named = advanceIncident(opened, sid("a"), vendor, 10min, kNoon + 5min).incident;
    QCOMPARE(named.title, QStringLiteral("Sign-in is down"));
    QCOMPARE(named.vendorIncidentId, QStringLiteral("inc1"));
    QCOMPARE(named.openedAt, kNoon);
}

void IncidentTest::worseThanAcknowledgedIsNotAcknowledged()
{
    Incident incident = live(QStringLiteral("p")).incidents.front();
    incident.acknowledged = Acknowledgement { kNoon, QStringLiteral("ann") };
    const auto to = [&](Status from, Status status) {
        incident = advanceIncident(incident, sid("a"), { from, status, {}, {}, {} }, 10min, kNoon + 5min).incident;
    };
    to(Status::PartialOutage, Status::Degraded);
    QVERIFY(incident.acknowledged);
    to(Status::Degraded, Status::PartialOutage);
    QVERIFY(incident.acknowledged);
    to(Status::PartialOutage, Status::MajorOutage);
    QVERIFY(!incident.acknowledged);
}

std::unique_ptr<QObject> incidentTest()
{
    return std::make_unique<IncidentTest>();
}

#include "incidenttest.moc"
