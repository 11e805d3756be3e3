// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/catalogue.h"

#include "domain/checkspec.h"
#include "domain/clientcredentials.h"
#include "domain/heartbeat.h"
#include "domain/pagerules.h"
#include "domain/words.h"

#include <algorithm>
#include <functional>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<3> kPace { QLatin1String("steady"), QLatin1String("eager"), QLatin1String("adaptive") };

    QString defaultLabel(const QString &categoryId)
    {
        if (categoryId == QLatin1String("hr"))
            return QStringLiteral("HR");
        return categoryId.left(1).toUpper() + categoryId.mid(1);
    }
} // namespace

QString word(Pace pace)
{
    return Words::of(kPace, pace);
}

std::optional<Pace> paceFromWord(QStringView word)
{
    return Words::find<Pace>(kPace, word);
}

bool MonitorSpec::operator==(const MonitorSpec &) const = default;

bool Service::isPolled() const
{
    return std::any_of(monitors.begin(), monitors.end(), std::mem_fn(&MonitorSpec::isPolled));
}

bool Service::isManual() const
{
    return std::all_of(monitors.begin(), monitors.end(), std::mem_fn(&MonitorSpec::isManual));
}

const Service *Catalogue::find(const ServiceId &id) const
{
    const auto found =
        std::find_if(services.begin(), services.end(), [&id](const Service &each) { return each.id == id; });
    return found == services.end() ? nullptr : &*found;
}

QString Catalogue::categoryLabel(const QString &categoryId) const
{
    const auto found = std::find_if(categories.begin(), categories.end(),
        [&categoryId](const Category &each) { return each.id == categoryId; });
    if (found == categories.end() || found->label.isEmpty())
        return defaultLabel(categoryId);
    return found->label;
}

} // namespace Wf::Domain
