// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/vendorcatalogue.h"

#include <QPromise>

#include <atomic>

namespace Wf::TestKit {

[[nodiscard]] inline Domain::VendorEntry vendorEntry(const char *id, const char *name, const char *category)
{
    Domain::VendorEntry entry;
    entry.id = QLatin1String(id);
    entry.name = QLatin1String(name);
    entry.category = QLatin1String(category);
    entry.kind = QStringLiteral("statuspage");
    entry.url = QUrl(QStringLiteral("https://status.%1.example/api").arg(entry.id));
    entry.page = QUrl(QStringLiteral("https://status.%1.example").arg(entry.id));
    return entry;
}

/// Okta with a component, Slack, GitHub, and GitLab that cannot be asked.
[[nodiscard]] inline std::vector<Domain::VendorEntry> sampleVendors()
{
    std::vector<Domain::VendorEntry> vendors { vendorEntry("okta", "Okta", "identity"),
        vendorEntry("slack", "Slack", "collaboration"), vendorEntry("github", "GitHub", "engineering"),
        vendorEntry("gitlab", "GitLab", "engineering") };
    vendors[0].kind = QStringLiteral("okta");
    vendors[0].url = QUrl(QStringLiteral("https://status.okta.com/api"));
    vendors[0].page = QUrl(QStringLiteral("https://status.okta.com"));
    vendors[0].components = QStringList { QStringLiteral("Core") };
    vendors[0].verified = QStringLiteral("2026-09");
    vendors[3].kind.clear();
    vendors[3].url.clear();
    vendors[3].note = QStringLiteral("the page is closed");
    return vendors;
}

/// Answers at once with what it was given.
class FakeVendors final : public Ports::VendorCatalogue {
public:
    [[nodiscard]] QFuture<Result<Ports::VendorList>> vendors() const override
    {
        ++asked;
        QPromise<Result<Ports::VendorList>> promise;
        promise.start();
        promise.addResult(answer);
        promise.finish();
        return promise.future();
    }

    Result<Ports::VendorList> answer = std::make_shared<const std::vector<Domain::VendorEntry>>(sampleVendors());
    mutable std::atomic_int asked = 0;
};

} // namespace Wf::TestKit
