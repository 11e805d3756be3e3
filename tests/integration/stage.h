// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/fakehttpserver.h"
#include "testkit/serverprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace Wf::Integration {

/// A small summary.json; an empty description says what goes with the indicator.
struct Page {
    QString indicator = QStringLiteral("none");
    QString description {};
    QString incidentId {}; ///< not empty: one open incident of this id
    QString incidentName {};
    QJsonArray components {};
};
[[nodiscard]] QByteArray pageBody(const Page &page);
[[nodiscard]] TestKit::FakeResponse pageAnswer(const Page &page);
/// The same, for a page that says nothing but its indicator.
[[nodiscard]] TestKit::FakeResponse pageAnswer(const char *indicator);

/// One entry of services.yaml, in the short form with poll_type and poll_url; without an address it is manual.
struct ServiceEntry {
    QString id;
    QString name;
    QUrl url {};
    QString tier = QStringLiteral("important");
    QStringList extra {}; ///< further lines, such as "interval: 1s"
};
[[nodiscard]] QByteArray servicesYaml(const std::vector<ServiceEntry> &services);

/// A vendor, a Slack and a server between them that asks every second. The vendor answers under /NAME; Slack takes
/// everything until it is told otherwise.
struct Stage {
    Stage();

    /// The vendor of the same address and port comes back after `stopVendor`, with the same pages.
    void startVendor();
    void stopVendor() { vendor.reset(); }
    void show(const QString &name, const Page &page);
    void show(const QString &name, const char *indicator) { show(name, Page { QLatin1String(indicator) }); }
    [[nodiscard]] QUrl pageUrl(const QString &name) const;
    /// How often a page was asked for.
    [[nodiscard]] int asked(const QString &name) const;
    /// Texts of the messages (fallback and blocks) that arrived at a webhook, in order.
    [[nodiscard]] QStringList messages(const char *webhook) const;

    /// With an alerts.yaml that holds nothing back.
    void configure(
        const std::vector<ServiceEntry> &services, const QByteArray &dependencies = "dependencies: {}\n");
    [[nodiscard]] QString status(const QString &service);
    [[nodiscard]] QString effective(const QString &service);
    [[nodiscard]] QJsonArray alerts(const QString &service);
    /// Newest first.
    [[nodiscard]] QJsonArray timeline(const QString &service = {});

    std::unique_ptr<TestKit::FakeHttpServer> vendor;
    TestKit::FakeHttpServer slack;
    TestKit::ServerProcess server;

private:
    quint16 m_vendorPort = 0;
    QHash<QString, QByteArray> m_pages;
};

inline constexpr const char *kGlobalWebhook = "/services/T0/B0/globalsecret";
inline constexpr const char *kHealthWebhook = "/services/T0/B0/healthsecret";
inline constexpr const char *kAdminToken = "admin-token-of-the-test";

} // namespace Wf::Integration
