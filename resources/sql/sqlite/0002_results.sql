-- SPDX-FileCopyrightText: The Watchfloor authors
-- SPDX-License-Identifier: MIT
--
-- Results of checks, heartbeats and their pings, what was defined in the program itself.
--
-- Results: slot = hour (or day) since 1970 * 2^24 + number of the monitor, so that what is written together lies
-- together and the oldest are one range. A single result is in result_recent or, once its hour is over, in the packed
-- result_blocks; what it adds up to is in result_hours and later in result_days, never in both.

CREATE TABLE result_monitors (
    number INTEGER PRIMARY KEY NOT NULL CHECK (number < 16777216),
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE result_recent (
    slot INTEGER NOT NULL,
    at   INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (slot, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE result_blocks (
    slot INTEGER PRIMARY KEY NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE result_hours (
    slot INTEGER PRIMARY KEY NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE result_days (
    slot INTEGER PRIMARY KEY NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE heartbeats (
    id             TEXT PRIMARY KEY NOT NULL,
    status         INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    waiting_since  INTEGER NOT NULL,
    last_ping      INTEGER,
    last_start     INTEGER,
    last_start_rid TEXT NOT NULL,
    last_duration  INTEGER,
    last_exit      INTEGER,
    pings          INTEGER NOT NULL,
    expected_at    INTEGER,
    deadline       INTEGER,
    down_reason    INTEGER NOT NULL,
    missed_at      INTEGER,
    key_current    TEXT NOT NULL,
    key_previous   TEXT NOT NULL,
    previous_until INTEGER NOT NULL
) STRICT;

-- id = number of the monitor in result_monitors * 2^38 + number of the ping. The body is last: lists do not read it.
CREATE TABLE pings (
    id          INTEGER PRIMARY KEY NOT NULL,
    at          INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    exit_status INTEGER,
    runtime     INTEGER,
    duration    INTEGER,
    method      TEXT NOT NULL,
    scheme      TEXT NOT NULL,
    rid         TEXT NOT NULL,
    source      TEXT NOT NULL,
    user_agent  TEXT NOT NULL,
    key_used    INTEGER NOT NULL,
    body        BLOB
) STRICT;

CREATE TABLE definitions (
    id         TEXT PRIMARY KEY NOT NULL,
    json       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The long lists of a vendor's page change seldom, the rest of a monitor's state with every poll.
CREATE TABLE monitor_details (
    id           TEXT PRIMARY KEY NOT NULL,
    fingerprint  INTEGER NOT NULL,
    incidents    TEXT NOT NULL,
    maintenances TEXT NOT NULL,
    components   TEXT NOT NULL
) STRICT;
INSERT INTO monitor_details SELECT id, 0, incidents, maintenances, components FROM monitor_state;
ALTER TABLE monitor_state DROP COLUMN incidents;
ALTER TABLE monitor_state DROP COLUMN maintenances;
ALTER TABLE monitor_state DROP COLUMN components;
ALTER TABLE monitor_state ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE monitor_state ADD COLUMN last_check TEXT;
ALTER TABLE services ADD COLUMN quorum INTEGER;
CREATE INDEX intervals_over ON intervals (to_at) WHERE to_at IS NOT NULL;
