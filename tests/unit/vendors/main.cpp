// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/runall.h"
#include "tst_detect.h"
#include "tst_hostedgrids.h"
#include "tst_hostedmonitors.h"
#include "tst_hostedpages.h"
#include "tst_hostedwords.h"
#include "tst_hostile.h"
#include "tst_jsondocument.h"
#include "tst_jsonrules.h"
#include "tst_ownclouds.h"
#include "tst_ownfeeds.h"
#include "tst_ownincidents.h"
#include "tst_ownwords.h"
#include "tst_reading.h"
#include "tst_recorded.h"
#include "tst_statuspage.h"
#include "tst_statuspagevectors.h"
#include "tst_vendorvectors.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(argc, argv,
        { Wf::TestKit::make<ReadingTest>, Wf::TestKit::make<StatuspageTest>, Wf::TestKit::make<StatuspageVectors>,
            Wf::TestKit::make<RecordedTest>, Wf::TestKit::make<HostedGridsTest>,
            Wf::TestKit::make<HostedMonitorsTest>, Wf::TestKit::make<HostedPagesTest>,
            Wf::TestKit::make<HostedWordsTest>, Wf::TestKit::make<OwnWordsTest>,
            Wf::TestKit::make<OwnIncidentsTest>, Wf::TestKit::make<OwnCloudsTest>, Wf::TestKit::make<OwnFeedsTest>,
            Wf::TestKit::make<VendorVectors>, Wf::TestKit::make<JsonDocumentTest>,
            Wf::TestKit::make<JsonRulesTest>, Wf::TestKit::make<DetectTest>, Wf::TestKit::make<HostileTest> });
}
