// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// The same of vendors of platforms.
class OwnCloudsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagerdutyKnowsSomeFromAll();
    void pagerdutyReadsItsWebPage();
    void pagerdutyLeavesOutWhatIsResolved();
    void appleReadsACall();
    void appleMergesAnEventOfSeveralServices();
    void appleBannerIsAboutEverything();
    void awsReadsUtf16();
    void awsLeavesOutWhatIsOver();
    void awsScopesByRegion();
    void awsServicesBeyondTheLimitAreUnknown();
    void awsPlaces_data();
    void awsPlaces();
    void microsoftTellsIssuesOfAnOverview();
    void microsoftFirstPageIsNotAll();
    void microsoftPostsByService();
    void oktaScopesToCells();
    void awsKnowsItsRegions_data();
    void awsKnowsItsRegions();
    void auth0MergesRegions();
    void zscalerPutsBothListsTogether();
    void concurShowsABanner();
    void metaHasProductsAndServices();
    void ibmScopesToResourceAndRegion();
    void adobeFollowsProducts();
};
