// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(argc, argv,
        { wordsTest, checkSpecTest, jsonPathTest, verdictTest, historyTest, histogramTest, rollupTest,
            resilienceTest, flapTest, advanceTest, serviceStateTest, monitorsTest, graphTest, impactTest,
            alertingTest, clusterTest, connectivityTest, sightingTest, publishedTest, vendorRecordTest,
            vectorsDomain, scheduleTest, heartbeatTest, pingTest, vectorsSchedule, vectorsHeartbeat, incidentTest,
            rootCauseTest, alertPolicyTest, incidentBookTest, stormTest, silenceTest, letterTest, reportTest,
            vendorSearchTest });
}
