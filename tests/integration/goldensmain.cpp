// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "goldenstest.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    return Wf::TestKit::runAll(argc, argv, { Wf::TestKit::make<Wf::GoldensTest> });
}
