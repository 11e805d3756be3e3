-- SPDX-FileCopyrightText: The Watchfloor authors
-- SPDX-License-Identifier: MIT
--
-- Times are milliseconds since 1970-01-01T00:00:00Z. Enumerations are the numbers that the domain fixes.
-- A statement ends with a semicolon at the end of a line.

PRAGMA application_id = 0x57464C52;

CREATE TABLE services (
    id              TEXT PRIMARY KEY NOT NULL,
    display_name    TEXT NOT NULL,
    category        TEXT NOT NULL,
    tier            INTEGER NOT NULL,
    poll_type       TEXT NOT NULL,
    status_page_url TEXT NOT NULL,
    owner           TEXT NOT NULL,
    runbook_url     TEXT NOT NULL,
    slo_target      REAL,
    tags            TEXT NOT NULL,
    origin          INTEGER NOT NULL,
    retired         INTEGER NOT NULL,
    monitors        TEXT NOT NULL
) STRICT;

CREATE TABLE service_state (
    service_id  TEXT PRIMARY KEY NOT NULL REFERENCES services (id),
    status      INTEGER NOT NULL,
    detail      TEXT NOT NULL,
    maintenance INTEGER NOT NULL,
    health      INTEGER NOT NULL,
    knowledge   INTEGER NOT NULL,
    changed_at  INTEGER,
    manual      TEXT
) STRICT;

CREATE TABLE monitor_state (
    id                TEXT PRIMARY KEY NOT NULL,
    status            INTEGER NOT NULL,
    detail            TEXT NOT NULL,
    maintenance       INTEGER NOT NULL,
    flap_pending      INTEGER,
    flap_count        INTEGER NOT NULL,
    flap_since        INTEGER,
    flap_streak       INTEGER NOT NULL,
    flap_floor        INTEGER NOT NULL,
    flap_streak_since INTEGER,
    health            INTEGER NOT NULL,
    failures          INTEGER NOT NULL,
    failure           INTEGER NOT NULL,
    failure_reason    TEXT NOT NULL,
    failure_detail    TEXT NOT NULL,
    polled_at         INTEGER,
    succeeded_at      INTEGER,
    changed_at        INTEGER,
    broken_since      INTEGER,
    latency           INTEGER NOT NULL,
    page_name         TEXT NOT NULL,
    incidents         TEXT NOT NULL,
    maintenances      TEXT NOT NULL,
    components        TEXT NOT NULL
) STRICT;

-- A service has at most one open stretch.
CREATE TABLE intervals (
    service_id TEXT NOT NULL REFERENCES services (id),
    from_at    INTEGER NOT NULL,
    to_at      INTEGER,
    status     INTEGER NOT NULL,
    knowledge  INTEGER NOT NULL,
    PRIMARY KEY (service_id, from_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX intervals_open ON intervals (service_id) WHERE to_at IS NULL;
CREATE INDEX intervals_end ON intervals (service_id, to_at);

-- AUTOINCREMENT remembers the highest id ever given, so that a purge never makes one come back.
CREATE TABLE status_events (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id         TEXT REFERENCES services (id),
    kind               INTEGER NOT NULL,
    previous_status    INTEGER NOT NULL,
    new_status         INTEGER NOT NULL,
    vendor_title       TEXT NOT NULL,
    vendor_detail      TEXT NOT NULL,
    impact_statement   TEXT NOT NULL,
    source             TEXT NOT NULL,
    vendor_incident_id TEXT NOT NULL,
    created_at         INTEGER NOT NULL,
    updated_by         TEXT NOT NULL,
    reason             TEXT NOT NULL,
    client_ip          TEXT NOT NULL
) STRICT;
CREATE INDEX status_events_kind ON status_events (kind, id);
CREATE INDEX status_events_service ON status_events (service_id, kind, id);
CREATE INDEX status_events_created ON status_events (created_at);

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    channel         TEXT NOT NULL,
    target          INTEGER NOT NULL,
    service_id      TEXT REFERENCES services (id),
    payload         BLOB NOT NULL,
    state           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    finished_at     INTEGER,
    last_answer     TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_unfinished ON outbox (id) WHERE finished_at IS NULL;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE alert_sent_log (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    dedup_key        TEXT NOT NULL,
    service_id       TEXT REFERENCES services (id),
    status_event_id  INTEGER REFERENCES status_events (id) ON DELETE SET NULL,
    tier             INTEGER NOT NULL,
    new_status       INTEGER NOT NULL,
    alert_kind       TEXT NOT NULL,
    suppressed       INTEGER NOT NULL,
    why              TEXT NOT NULL,
    aggregated_under TEXT NOT NULL,
    outbox_id        INTEGER REFERENCES outbox (id),
    created_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_sent_log_created ON alert_sent_log (created_at);
CREATE INDEX alert_sent_log_service ON alert_sent_log (service_id, id);
CREATE INDEX alert_sent_log_event ON alert_sent_log (status_event_id) WHERE status_event_id IS NOT NULL;
CREATE INDEX alert_sent_log_outbox ON alert_sent_log (outbox_id) WHERE outbox_id IS NOT NULL;

CREATE TABLE scheduled_maintenances (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id      TEXT NOT NULL REFERENCES services (id),
    vendor_id       TEXT NOT NULL,
    title           TEXT NOT NULL,
    description     TEXT NOT NULL,
    state           INTEGER NOT NULL,
    scheduled_for   INTEGER NOT NULL,
    scheduled_until INTEGER,
    components      TEXT NOT NULL,
    link            TEXT NOT NULL,
    vanished        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX scheduled_maintenances_vendor ON scheduled_maintenances (service_id, vendor_id)
    WHERE vendor_id <> '';
CREATE INDEX scheduled_maintenances_time ON scheduled_maintenances (scheduled_for);

CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
