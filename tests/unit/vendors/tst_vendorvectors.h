// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// The recorded cases of the pages that vendors make themselves.
class VendorVectors final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recorded_data();
    void recorded();
};
