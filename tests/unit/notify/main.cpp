// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "testkit/runall.h"

int main(int argc, char **argv)
{
    using namespace Wf;
    using TestKit::make;
    return TestKit::runAll(argc, argv,
        { make<SlackLetterTest>, make<NotifierTest>, make<TemplateTest>, make<ChannelsTest>, make<SlackBotTest>,
            make<MailTest>, make<CommandTest>, make<VectorsNotify> });
}
