// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/runall.h"

std::unique_ptr<QObject> wordsTest();
std::unique_ptr<QObject> checkSpecTest();
std::unique_ptr<QObject> jsonPathTest();
std::unique_ptr<QObject> verdictTest();
std::unique_ptr<QObject> historyTest();
std::unique_ptr<QObject> histogramTest();
std::unique_ptr<QObject> rollupTest();
std::unique_ptr<QObject> resilienceTest();
std::unique_ptr<QObject> flapTest();
std::unique_ptr<QObject> advanceTest();
std::unique_ptr<QObject> serviceStateTest();
std::unique_ptr<QObject> graphTest();
std::unique_ptr<QObject> impactTest();
std::unique_ptr<QObject> alertingTest();
std::unique_ptr<QObject> clusterTest();
std::unique_ptr<QObject> connectivityTest();
std::unique_ptr<QObject> sightingTest();
std::unique_ptr<QObject> publishedTest();
std::unique_ptr<QObject> vendorRecordTest();
std::unique_ptr<QObject> vectorsDomain();
std::unique_ptr<QObject> scheduleTest();
std::unique_ptr<QObject> monitorsTest();
std::unique_ptr<QObject> heartbeatTest();
std::unique_ptr<QObject> pingTest();
std::unique_ptr<QObject> vectorsSchedule();
std::unique_ptr<QObject> vectorsHeartbeat();
std::unique_ptr<QObject> incidentTest();
std::unique_ptr<QObject> rootCauseTest();
std::unique_ptr<QObject> alertPolicyTest();
std::unique_ptr<QObject> incidentBookTest();
std::unique_ptr<QObject> stormTest();
std::unique_ptr<QObject> silenceTest();
std::unique_ptr<QObject> letterTest();
std::unique_ptr<QObject> reportTest();
std::unique_ptr<QObject> vendorSearchTest();
