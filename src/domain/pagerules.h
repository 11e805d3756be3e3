// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <map>

namespace Wf::Domain {

/// What a word of a vendor may be made to mean.
enum class PageWord : quint8 {
    Operational = 0,
    Degraded = 1,
    PartialOutage = 2,
    MajorOutage = 3,
    Maintenance = 4
};
/// "operational", "degraded", "partial_outage", "major_outage", "maintenance".
[[nodiscard]] QString word(PageWord meaning);
[[nodiscard]] std::optional<PageWord> pageWordFromWord(QStringView word);

/// How a page that nobody wrote a dialect for is read: where things stand in its JSON, and what its words mean.
/// Every place is a JSONPath (jsonpath.h); inside of a list it is relative to one element ("$.name"). A place that
/// is empty is not looked at. Words are compared without letter case; one that is not mapped is unknown.
struct PageRules {
    using Meanings = std::map<QString, PageWord>; ///< lower case

    /// A list of things: the path of an array or an object of them; a trailing "[*]" is the same.
    struct List {
        QString path {};
        bool optional = false; ///< may be missing altogether; otherwise a page without it is not understood
        bool operator==(const List &) const = default;
    };
    /// The members that incidents and maintenances have in common.
    struct Item {
        QString id {};
        QString title {};
        QString status {};
        QString text {}; ///< what the vendor says of it at the moment
        QString url {};
        QString components {}; ///< names or ids of what it touches
        bool operator==(const Item &) const = default;
    };
    struct Incidents {
        List list {};
        Item item {};
        QString impact {};
        QString startedAt {};
        QString updatedAt {};
        QString endedAt {}; ///< a value there means that it is over
        QStringList open {}; ///< states that mean open, lower case; empty: all that are not `resolved`
        QStringList resolved {}; ///< states that mean over, lower case
        Meanings map {}; ///< of `impact`; empty: the page's
        bool operator==(const Incidents &) const = default;
    };
    struct Maintenances {
        List list {};
        Item item {};
        QString startsAt {};
        QString endsAt {};
        std::map<QString, MaintenanceState> states {}; ///< lower case; without `item.status` the times decide
        bool operator==(const Maintenances &) const = default;
    };
    struct Components {
        List list {};
        QString id {};
        QString name {};
        QString group {};
        QString status {};
        Meanings map {}; ///< empty: the page's
        bool operator==(const Components &) const = default;
    };

    QString name {}; ///< of the page
    QString title {}; ///< what the page says in words
    QString status {}; ///< empty: the worst component decides, without components the worst open incident
    Meanings map {};
    std::optional<Incidents> incidents {};
    std::optional<Maintenances> maintenances {};
    std::optional<Components> components {};

    bool operator==(const PageRules &) const = default;
};

} // namespace Wf::Domain
