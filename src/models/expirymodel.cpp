// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/expirymodel.h"

#include "domain/checkspec.h"
#include "domain/verdict.h"
#include "models/words.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    using Domain::Display;
    constexpr int kUrgentDays = 14;
    constexpr int kSoonDays = 30;

    void addExpiries(
        const Ports::ServiceRow &service, const Ports::MonitorRow &monitor, std::vector<Expiry> &found)
    {
        const Domain::CheckResult &result = *monitor.state.check;
        Expiry expiry;
        expiry.monitor = monitor.spec.id;
        expiry.service = service.id();
        expiry.serviceName = service.service.displayName;
        expiry.monitorName = monitor.spec.name;
        expiry.seenAt = monitor.state.polledAt;
        if (result.certificate && result.certificate->notAfter) {
            expiry.subject = result.certificate->subject;
            expiry.issuer = result.certificate->issuer;
            expiry.at = *result.certificate->notAfter;
            found.push_back(expiry);
        }
        if (result.domainExpiry) {
            expiry.kind = Expiry::Kind::DomainName;
            expiry.subject = targetLine(monitor.spec);
            expiry.issuer.clear();
            expiry.at = *result.domainExpiry;
            found.push_back(expiry);
        }
    }

    QString leftText(int days)
    {
        if (days < 0)
            return ExpiryModel::tr("%1 d ago").arg(-days);
        return days == 0 ? ExpiryModel::tr("today") : ExpiryModel::tr("%1 d").arg(days);
    }
} // namespace

std::vector<Expiry> expiries(const Ports::Snapshot &snapshot)
{
    std::vector<Expiry> found;
    for (const Ports::ServiceRow &service : snapshot.services) {
        for (const Ports::MonitorRow &monitor : service.monitors) {
            if (monitor.state.check)
                addExpiries(service, monitor, found);
        }
    }
    std::ranges::stable_sort(found, {}, &Expiry::at);
    return found;
}

Display urgency(const Expiry &expiry, Instant now)
{
    const int days = Domain::daysUntil(expiry.at, now);
    return days < kUrgentDays ? Display::MajorOutage : days < kSoonDays ? Display::Degraded : Display::Operational;
}

QString urgencyText(const Expiry &expiry, Instant now)
{
    const int days = Domain::daysUntil(expiry.at, now);
    if (days < 0)
        return ExpiryModel::tr("Expired");
    return days < kUrgentDays ? ExpiryModel::tr("Urgent")
        : days < kSoonDays    ? ExpiryModel::tr("Soon")
                              : ExpiryModel::tr("Good");
}

void ExpiryModel::apply(const Ports::Snapshot &snapshot)
{
    m_now = snapshot.at;
    sync(
        expiries(snapshot),
        [](const Expiry &expiry) {
            return expiry.kind == Expiry::Kind::Certificate ? expiry.monitor.value
                                                            : QString(expiry.monitor.value % u'!');
        },
        [](const Expiry &a, const Expiry &b) { return a == b; });
}

int ExpiryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ExpiryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("State"), tr("Left"), tr("For"), tr("What"), tr("Check"), tr("Issuer"), tr("Ends"),
        tr("Seen") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant ExpiryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Expiry &expiry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(expiry, index.column());
    case Qt::ToolTipRole:
        return index.column() == Ends ? toIso(expiry.at) : text(expiry, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != State)
            return text(expiry, index.column());
        return tr("%1 of %2, %3, %4 left")
            .arg(text(expiry, Kind), expiry.subject, urgencyText(expiry, m_now).toLower(), text(expiry, Left));
    case CellRole::Sort:
        if (index.column() == Seen)
            return expiry.seenAt ? toEpochMillis(*expiry.seenAt) : qint64(-1);
        return index.column() < Subject || index.column() == Ends
            ? QVariant(toEpochMillis(expiry.at))
            : QVariant(text(expiry, index.column()).toCaseFolded());
    case CellRole::Monitor:
        return expiry.monitor.value;
    case CellRole::Service:
        return expiry.service.value;
    case CellRole::State:
        return static_cast<int>(
            urgency(expiry, m_now) == Display::Operational ? RowState::Well : RowState::Trouble);
    case CellRole::Filter:
        return QStringList { expiry.serviceName, expiry.monitorName, expiry.subject, expiry.issuer }
            .join(u' ')
            .toCaseFolded();
    default:
        return look(expiry, index.column(), role);
    }
}

QString ExpiryModel::text(const Expiry &expiry, int column) const
{
    switch (column) {
    case State:
        return urgencyText(expiry, m_now);
    case Left:
        return leftText(Domain::daysUntil(expiry.at, m_now));
    case Subject:
        return expiry.subject;
    case Kind:
        return expiry.kind == Expiry::Kind::Certificate ? tr("certificate") : tr("domain name");
    case Name:
        return expiry.monitorName;
    case Issuer:
        return expiry.issuer.isEmpty() ? QStringLiteral("–") : expiry.issuer;
    case Ends:
        return isoDate(expiry.at);
    case Seen:
        return ago(expiry.seenAt, m_now);
    default:
        return {};
    }
}

QVariant ExpiryModel::look(const Expiry &expiry, int column, int role) const
{
    const Display display = urgency(expiry, m_now);
    if (role == CellRole::Icon && column == State)
        return static_cast<int>(display);
    if (role == CellRole::Tone && display != Display::Operational && (column == State || column == Left))
        return static_cast<int>(display);
    if (role == CellRole::Strong && column == Name)
        return expiry.serviceName;
    if (role == CellRole::Figure)
        return column == Left || column == Ends;
    return {};
}

} // namespace Wf::Models
