// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/runall.h"
#include "tst_bodycache.h"
#include "tst_checkrunner.h"
#include "tst_checkvectors.h"
#include "tst_detector.h"
#include "tst_dnscheck.h"
#include "tst_fetcher.h"
#include "tst_httpcheck.h"
#include "tst_othercheck.h"
#include "tst_politeness.h"
#include "tst_probesvectors.h"
#include "tst_tlscheck.h"
#include "tst_tokens.h"
#include "tst_vendorprober.h"

int main(int argc, char **argv)
{
    using namespace Wf::TestKit;
    return runAll(argc, argv,
        { make<BodyCacheTest>, make<FetcherTest>, make<PolitenessTest>, make<VendorProberTest>, make<TokensTest>,
            make<DetectorTest>, make<ProbesVectors>, make<HttpCheckTest>, make<TlsCheckTest>, make<DnsCheckTest>,
            make<OtherCheckTest>, make<CheckRunnerTest>, make<CheckVectors> });
}
