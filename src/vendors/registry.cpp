// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/registry.h"

#include "vendors/observe.h"
#include "vendors/statuspage.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    constexpr QLatin1String kJson("application/json");

    constexpr std::array kDialects {
        Dialect { QLatin1String("statuspage"), &Statuspage::read, kJson },
    };

    struct Alias {
        QLatin1String name;
        QLatin1String kind;
    };
    /// Names that older configuration files use.
    constexpr std::array kAliases {
        Alias { QLatin1String("statuspage_json"), QLatin1String("statuspage") },
    };

} // namespace

Domain::Observation parse(const Dialect &dialect, const ParseInput &input)
{
    const auto page = dialect.read(input);
    return page ? observe(*page, input.components, input.now) : parseFailure(page.error(), input.now);
}

QString canonicalKind(QStringView kind)
{
    const auto alias = std::ranges::find_if(kAliases, [&](const Alias &one) { return kind == one.name; });
    return alias == kAliases.end() ? kind.toString() : QString(alias->kind);
}

const Dialect *findDialect(QStringView kind)
{
    const QString name = canonicalKind(kind);
    const auto found = std::ranges::find_if(kDialects, [&](const Dialect &one) { return name == one.kind; });
    return found == kDialects.end() ? nullptr : &*found;
}

QStringList dialectKinds()
{
    QStringList kinds;
    for (const Dialect &dialect : kDialects)
        kinds.append(dialect.kind);
    kinds.sort();
    return kinds;
}

} // namespace Wf::Vendors
