// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "alerttests.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    using namespace Wf;
    using TestKit::make;
    return TestKit::runAll(argc, argv, { make<AlertingTest>, make<BlindTest>, make<DeliveryTest> });
}
