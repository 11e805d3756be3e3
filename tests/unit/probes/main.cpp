// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/runall.h"
#include "tst_bodycache.h"
#include "tst_fetcher.h"
#include "tst_politeness.h"
#include "tst_probesvectors.h"
#include "tst_vendorprober.h"

int main(int argc, char **argv)
{
    using namespace Wf::TestKit;
    return runAll(argc, argv,
        { make<BodyCacheTest>, make<FetcherTest>, make<PolitenessTest>, make<VendorProberTest>,
            make<ProbesVectors> });
}
