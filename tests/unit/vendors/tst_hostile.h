// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

struct Golden;

/// Pages that nobody meant: recorded ones with something wrong in them, always the same from the same seed.
/// WF_MUTANTS says how many of each.
class HostileTest final : public QObject {
    Q_OBJECT
public:
    HostileTest();
    ~HostileTest() override;

private Q_SLOTS:
    void anyChangeKeepsTheLaws_data();
    void anyChangeKeepsTheLaws();
    void withoutWhatItNeedsNoPageIsWell_data();
    void withoutWhatItNeedsNoPageIsWell();
    void cutOffNoPageIsWell_data();
    void cutOffNoPageIsWell();
    void anEncodingChangesNothing_data();
    void anEncodingChangesNothing();
    void anotherVendorsPageKeepsTheLaws_data();
    void anotherVendorsPageKeepsTheLaws();
    void masses_data();
    void masses();

private:
    std::vector<Golden> m_goldens;
};
