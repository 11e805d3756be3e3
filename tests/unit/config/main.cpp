// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    using namespace Wf;
    return TestKit::runAll(argc, argv,
        { TestKit::make<SettingsTest>, TestKit::make<FilesTest>, TestKit::make<FaultsTest>,
            TestKit::make<ChecksTest>, TestKit::make<CheckFaultsTest>, TestKit::make<HeartbeatsTest>,
            TestKit::make<DefinitionsTest>, TestKit::make<ImportTest>, TestKit::make<HostileTest>,
            TestKit::make<AlertsTest>, TestKit::make<ChannelFilesTest>, TestKit::make<VendorCatalogTest>,
            TestKit::make<PagesTest>, TestKit::make<VectorsConfig> });
}
