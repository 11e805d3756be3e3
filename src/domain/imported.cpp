// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/imported.h"

#include "domain/checkspec.h"
#include "domain/heartbeat.h"

namespace Wf::Domain {

QString identityOf(const QString &name, const QString &kind, const QString &target)
{
    return QStringList { name, kind, target }.join(u'\n');
}

QString identityOf(const MonitorSpec &spec)
{
    if (spec.heartbeat) {
        const auto &schedule = spec.heartbeat->schedule;
        return identityOf(spec.name, spec.kind, schedule.expression() + u' ' + schedule.zone());
    }
    return identityOf(spec.name, spec.kind, spec.check ? targetText(*spec.check) : shownAddress(spec.url));
}

} // namespace Wf::Domain
