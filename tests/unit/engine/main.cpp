// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(argc, argv,
        { schedulerTest, worldTest, pipelineTest, recordedTest, alertDeskTest, journalTest, outboxTest, engineTest,
            gapTest, snapshotTest, sessionTest, heartbeatTest, pingTest, definitionTest, sightingTest,
            publishedTest, vectorsTest, countsTest, incidentTest, pageFinderTest });
}
