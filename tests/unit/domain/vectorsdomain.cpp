// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "testkit/vectors.h"

class VectorsDomain final : public QObject {
    Q_OBJECT
};

std::unique_ptr<QObject> vectorsDomain()
{
    return std::make_unique<VectorsDomain>();
}

#include "vectorsdomain.moc"
