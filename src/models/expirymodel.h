// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/monitortexts.h"
#include "models/syncedlist.h"

namespace Wf::Models {

/// Something that ends on a day: a certificate, or the registration of a domain name.
struct Expiry {
    enum class Kind : quint8 { Certificate, DomainName };
    MonitorId monitor;
    ServiceId service;
    Kind kind = Kind::Certificate;
    QString serviceName;
    QString monitorName;
    QString subject;
    QString issuer;
    Instant at {};
    std::optional<Instant> seenAt;

    bool operator==(const Expiry &) const = default;
};
/// Of the last runs of all checks, soonest first.
[[nodiscard]] std::vector<Expiry> expiries(const Ports::Snapshot &snapshot);
/// Fewer than 14 days are urgent, fewer than 30 soon.
[[nodiscard]] Domain::Display urgency(const Expiry &expiry, Instant now);
/// "Expired", "Urgent", "Soon", "Good"
[[nodiscard]] QString urgencyText(const Expiry &expiry, Instant now);

class ExpiryModel final : public SyncedList<Expiry, QAbstractTableModel> {
    Q_OBJECT

public:
    enum Column : int { State, Left, Subject, Kind, Name, Issuer, Ends, Seen, Columns };

    using SyncedList::SyncedList;

    void apply(const Ports::Snapshot &snapshot);
    void setNow(Instant now) { m_now = now; }

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const Expiry &expiry, int column) const;
    [[nodiscard]] QVariant look(const Expiry &expiry, int column, int role) const;

    Instant m_now {};
};

} // namespace Wf::Models
