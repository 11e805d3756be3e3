-- SPDX-FileCopyrightText: The Watchfloor authors
-- SPDX-License-Identifier: MIT
--
-- Who saw a trouble first: our own checks, or the vendor's page. Times in ms; NULL = that side did not see it, or
-- it goes on.
CREATE TABLE sightings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id TEXT NOT NULL REFERENCES services (id),
    own_at     INTEGER,
    vendor_at  INTEGER,
    ended_at   INTEGER
) STRICT;
CREATE INDEX sightings_ended ON sightings (ended_at);
