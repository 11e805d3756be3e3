// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/runall.h"

std::unique_ptr<QObject> schedulerTest();
std::unique_ptr<QObject> worldTest();
std::unique_ptr<QObject> pipelineTest();
std::unique_ptr<QObject> recordedTest();
std::unique_ptr<QObject> alertDeskTest();
std::unique_ptr<QObject> journalTest();
std::unique_ptr<QObject> outboxTest();
std::unique_ptr<QObject> engineTest();
std::unique_ptr<QObject> gapTest();
std::unique_ptr<QObject> snapshotTest();
std::unique_ptr<QObject> sessionTest();
std::unique_ptr<QObject> sightingTest();
std::unique_ptr<QObject> publishedTest();
std::unique_ptr<QObject> heartbeatTest();
std::unique_ptr<QObject> pingTest();
std::unique_ptr<QObject> definitionTest();
std::unique_ptr<QObject> countsTest();
std::unique_ptr<QObject> vectorsTest();
std::unique_ptr<QObject> incidentTest();
std::unique_ptr<QObject> pageFinderTest();
