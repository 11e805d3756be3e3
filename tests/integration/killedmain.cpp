// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "killedtest.h"
#include "queuetest.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(
        argc, argv, { Wf::TestKit::make<Wf::KilledTest>, Wf::TestKit::make<Wf::QueueTest> });
}
