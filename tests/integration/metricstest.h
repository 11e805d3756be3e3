// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// What Prometheus and Grafana are given, against the metrics of a program that runs.
class MetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rulesUseOnlyWhatThereIs();
    void dashboardUsesOnlyWhatThereIs();
    void dashboardIsWellFormed();
    void readmeNamesThemAll();
    void promtoolFindsNoFault();
    void promtoolReadsTheRules();
    void promtoolReadsTheDashboard();
};

} // namespace Wf
