// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1String>

#include <array>

namespace Wf::Vendors::Aws {

/// Every region that Amazon lists, those of China and of the government among them.
inline constexpr std::array kRegions {
    QLatin1String("af-south-1"),
    QLatin1String("ap-east-1"),
    QLatin1String("ap-east-2"),
    QLatin1String("ap-northeast-1"),
    QLatin1String("ap-northeast-2"),
    QLatin1String("ap-northeast-3"),
    QLatin1String("ap-south-1"),
    QLatin1String("ap-south-2"),
    QLatin1String("ap-southeast-1"),
    QLatin1String("ap-southeast-2"),
    QLatin1String("ap-southeast-3"),
    QLatin1String("ap-southeast-4"),
    QLatin1String("ap-southeast-5"),
    QLatin1String("ap-southeast-6"),
    QLatin1String("ap-southeast-7"),
    QLatin1String("ca-central-1"),
    QLatin1String("ca-west-1"),
    QLatin1String("cn-north-1"),
    QLatin1String("cn-northwest-1"),
    QLatin1String("eu-central-1"),
    QLatin1String("eu-central-2"),
    QLatin1String("eu-north-1"),
    QLatin1String("eu-south-1"),
    QLatin1String("eu-south-2"),
    QLatin1String("eu-west-1"),
    QLatin1String("eu-west-2"),
    QLatin1String("eu-west-3"),
    QLatin1String("eusc-de-east-1"),
    QLatin1String("il-central-1"),
    QLatin1String("me-central-1"),
    QLatin1String("me-south-1"),
    QLatin1String("mx-central-1"),
    QLatin1String("sa-east-1"),
    QLatin1String("us-east-1"),
    QLatin1String("us-east-2"),
    QLatin1String("us-gov-east-1"),
    QLatin1String("us-gov-west-1"),
    QLatin1String("us-west-1"),
    QLatin1String("us-west-2"),
};

} // namespace Wf::Vendors::Aws
