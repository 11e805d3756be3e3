// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    using namespace Wf;
    return TestKit::runAll(
        argc, argv, { TestKit::make<ComposerTest>, TestKit::make<NotifierTest>, TestKit::make<VectorsNotify> });
}
