-- SPDX-FileCopyrightText: The Watchfloor authors
-- SPDX-License-Identifier: MIT
--
-- What vendors publish about a service, and what they change of it later. Times in ms; ended_at NULL: it goes on.
-- edits: a list that is read and written whole.
CREATE TABLE published_incidents (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id TEXT NOT NULL REFERENCES services (id),
    vendor_id  TEXT NOT NULL,
    title      TEXT NOT NULL,
    impact     INTEGER NOT NULL,
    peak       INTEGER NOT NULL,
    link       TEXT NOT NULL,
    seen_at    INTEGER NOT NULL,
    started_at INTEGER,
    ended_at   INTEGER,
    edits      TEXT NOT NULL
) STRICT;
CREATE INDEX published_incidents_service ON published_incidents (service_id, id);
CREATE INDEX published_incidents_open ON published_incidents (id) WHERE ended_at IS NULL;
CREATE INDEX published_incidents_ended ON published_incidents (ended_at) WHERE ended_at IS NOT NULL;

-- Whether a maintenance kept to its announced end: NULL = not known, or it did.
ALTER TABLE scheduled_maintenances ADD COLUMN planned_until INTEGER;
ALTER TABLE scheduled_maintenances ADD COLUMN late_at INTEGER;
ALTER TABLE scheduled_maintenances ADD COLUMN ended_at INTEGER;
