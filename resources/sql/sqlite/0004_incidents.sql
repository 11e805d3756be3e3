-- SPDX-FileCopyrightText: The Watchfloor authors
-- SPDX-License-Identifier: MIT
--
-- Incidents with what people said about them, silences, own maintenances, reports; messages as letters to named
-- channels. Times in ms.

-- explained_by: an incident that may be gone by now. turns, told, threads: lists that are read and written whole.
CREATE TABLE incidents (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id         TEXT NOT NULL REFERENCES services (id),
    opened_at          INTEGER NOT NULL,
    closed_at          INTEGER,
    status             INTEGER NOT NULL,
    peak               INTEGER NOT NULL,
    title              TEXT NOT NULL,
    vendor_incident_id TEXT NOT NULL,
    dedup_key          TEXT NOT NULL,
    reopened           INTEGER NOT NULL,
    turns              TEXT NOT NULL,
    explained_by       INTEGER,
    freed_at           INTEGER,
    ack_at             INTEGER,
    ack_by             TEXT NOT NULL,
    resolved_by        TEXT NOT NULL,
    told               TEXT NOT NULL,
    threads            TEXT NOT NULL
) STRICT;
CREATE INDEX incidents_open ON incidents (id) WHERE closed_at IS NULL;
CREATE INDEX incidents_closed ON incidents (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX incidents_service ON incidents (service_id, id);
CREATE INDEX incidents_opened ON incidents (opened_at);
CREATE INDEX incidents_explained ON incidents (explained_by) WHERE explained_by IS NOT NULL;

CREATE TABLE incident_notes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    kind        INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    author      TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX incident_notes_incident ON incident_notes (incident_id, id);

CREATE TABLE silences (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    matcher  TEXT NOT NULL,
    author   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by TEXT NOT NULL
) STRICT;
CREATE INDEX silences_until ON silences (until_at);

-- schedule_kind NULL: once only.
CREATE TABLE maintenance_plans (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    title               TEXT NOT NULL,
    description         TEXT NOT NULL,
    matcher             TEXT NOT NULL,
    author              TEXT NOT NULL,
    created_at          INTEGER NOT NULL,
    from_at             INTEGER NOT NULL,
    length              INTEGER NOT NULL,
    schedule_kind       INTEGER,
    schedule_expression TEXT NOT NULL,
    schedule_zone       TEXT NOT NULL,
    notice_before       INTEGER,
    channels            TEXT NOT NULL,
    ended_at            INTEGER
) STRICT;

CREATE TABLE reports (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id  TEXT NOT NULL REFERENCES services (id),
    incident_id INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
    name        TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    resolved_at INTEGER NOT NULL,
    peak        INTEGER NOT NULL,
    affected    TEXT NOT NULL,
    events      INTEGER NOT NULL,
    summary     TEXT NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_service ON reports (service_id, id);
CREATE INDEX reports_incident ON reports (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX reports_resolved ON reports (resolved_at);

-- letter_version 0: the payload is the body of an earlier version, ready to be sent to Slack; 1: a letter as JSON.
-- A target was 0 nobody, 1 the webhook for all, 2 the one of the service, 3 the one for blind services.
ALTER TABLE outbox ADD COLUMN letter_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN gathered INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET
    channel = CASE target WHEN 3 THEN 'slack.health' ELSE 'slack' END,
    service_id = CASE target WHEN 2 THEN service_id END;
ALTER TABLE outbox DROP COLUMN target;

ALTER TABLE alert_sent_log ADD COLUMN incident_id INTEGER REFERENCES incidents (id) ON DELETE SET NULL;
ALTER TABLE alert_sent_log ADD COLUMN route TEXT NOT NULL DEFAULT '';
ALTER TABLE alert_sent_log ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE alert_sent_log ADD COLUMN telling INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alert_sent_log_incident ON alert_sent_log (incident_id, id) WHERE incident_id IS NOT NULL;
UPDATE alert_sent_log SET channel = (SELECT o.channel FROM outbox o WHERE o.id = outbox_id)
    WHERE outbox_id IS NOT NULL;

-- What happened to a service while an incident went on, and who saw it first.
CREATE INDEX status_events_time ON status_events (service_id, created_at);
CREATE INDEX sightings_service ON sightings (service_id, id);
