// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/runall.h"
#include "tst_detect.h"
#include "tst_hostedwords.h"
#include "tst_jsonrules.h"
#include "tst_reading.h"
#include "tst_recorded.h"
#include "tst_statuspage.h"
#include "tst_statuspagevectors.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(argc, argv,
        { Wf::TestKit::make<ReadingTest>, Wf::TestKit::make<StatuspageTest>, Wf::TestKit::make<StatuspageVectors>,
            Wf::TestKit::make<RecordedTest>, Wf::TestKit::make<HostedWordsTest>, Wf::TestKit::make<JsonRulesTest>,
            Wf::TestKit::make<DetectTest> });
}
