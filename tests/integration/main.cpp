// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    using namespace Wf;
    using TestKit::make;
    return TestKit::runAll(argc, argv,
        { make<RecordedTest>, make<LifeTest>, make<StartupTest>, make<AdminTest>, make<CatalogTest>,
            make<HostileTest>, make<VectorsServer> });
}
