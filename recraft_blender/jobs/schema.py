# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger's tables, as the statements that lead from each version to the next.

jobs      one row for each job; `stage` is the step of its chain (from 0) at which it stands
steps     every state that a job came to, with its time
requests  what was sent, or was about to be: one row for each step, picture and try, no token.
          `source` is the result that it takes, 0 for the first step; `charged_*` are the sums
          of all receipts of its service when the balances were asked for
results   pictures on the disk, with the request that gave them
receipts  what was charged; they outlive everything else
errands   what was asked of the service for free, and what it said; no jobs
styles    custom styles of each service, with the names that the person gave them. `listed` is 0
          for those that the service no longer tells of: another token may know them again
"""

MIGRATIONS = (
    """
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        created REAL NOT NULL,
        session TEXT NOT NULL,
        worker TEXT NOT NULL DEFAULT '',
        service TEXT NOT NULL,
        state TEXT NOT NULL,
        state_at REAL NOT NULL,
        revision INTEGER NOT NULL,
        request TEXT NOT NULL,
        placement TEXT NOT NULL,
        estimate INTEGER,
        folder TEXT NOT NULL,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        answer TEXT,
        request_id TEXT NOT NULL DEFAULT '',
        units INTEGER,
        balance_before INTEGER,
        balance_after INTEGER,
        failure TEXT,
        note TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX jobs_by_revision ON jobs (revision);
    CREATE INDEX jobs_by_state ON jobs (state, created);
    CREATE INDEX jobs_by_age ON jobs (removed, created);
    CREATE TABLE steps (
        job TEXT NOT NULL REFERENCES jobs (id),
        state TEXT NOT NULL,
        at REAL NOT NULL
    );
    CREATE INDEX steps_by_job ON steps (job);
    CREATE TABLE results (
        job TEXT NOT NULL REFERENCES jobs (id),
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        size INTEGER NOT NULL,
        PRIMARY KEY (job, number)
    );
    CREATE TABLE receipts (
        job TEXT NOT NULL REFERENCES jobs (id),
        at REAL NOT NULL,
        service TEXT NOT NULL,
        model TEXT NOT NULL,
        pictures INTEGER NOT NULL,
        estimate INTEGER,
        units INTEGER NOT NULL,
        request_id TEXT NOT NULL
    );
    CREATE INDEX receipts_by_job ON receipts (job);
    CREATE TABLE workers (
        id TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        service TEXT NOT NULL,
        pid INTEGER NOT NULL,
        heartbeat REAL NOT NULL
    );
    CREATE TABLE balances (
        service TEXT PRIMARY KEY,
        units INTEGER NOT NULL,
        at REAL NOT NULL
    );
    CREATE TABLE counter (revision INTEGER NOT NULL);
    INSERT INTO counter VALUES (0);
    """,
    """
    ALTER TABLE jobs RENAME COLUMN request TO chain;
    ALTER TABLE jobs ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE jobs ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN not_before REAL NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN position REAL NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN file TEXT NOT NULL DEFAULT '';
    ALTER TABLE jobs ADD COLUMN blend TEXT NOT NULL DEFAULT '';
    ALTER TABLE jobs ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN fetch_only INTEGER NOT NULL DEFAULT 0;
    UPDATE jobs SET
        title = coalesce(json_extract(chain, '$.prompt'), ''),
        file = coalesce(json_extract(placement, '$.file'), ''),
        position = created;
    CREATE TABLE requests (
        id INTEGER PRIMARY KEY,
        job TEXT NOT NULL REFERENCES jobs (id),
        stage INTEGER NOT NULL,
        source INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        state TEXT NOT NULL,
        content TEXT NOT NULL,
        folder TEXT NOT NULL,
        estimate INTEGER,
        prepared_at REAL NOT NULL,
        sent_at REAL,
        answered_at REAL,
        answer TEXT,
        request_id TEXT NOT NULL DEFAULT '',
        units INTEGER,
        balance_before INTEGER,
        balance_after INTEGER,
        charged_before INTEGER,
        charged_after INTEGER,
        UNIQUE (job, stage, source, attempt)
    );
    INSERT INTO requests (job, stage, source, attempt, state, content, folder, estimate,
        prepared_at, sent_at, answered_at, answer, request_id, units, balance_before,
        balance_after)
        SELECT id, 0, 0, 1,
            CASE WHEN answer IS NULL THEN
                CASE state WHEN 'unknown' THEN 'unknown' WHEN 'sending' THEN 'sent'
                    ELSE 'failed' END
            WHEN EXISTS (SELECT 1 FROM results WHERE results.job = jobs.id) THEN 'fetched'
            ELSE 'answered' END,
            chain, folder, estimate, created,
            (SELECT min(at) FROM steps WHERE steps.job = jobs.id AND steps.state = 'sending'),
            (SELECT min(at) FROM steps WHERE steps.job = jobs.id AND steps.state = 'answered'),
            answer, request_id, units, balance_before, balance_after
        FROM jobs WHERE answer IS NOT NULL OR state IN ('unknown', 'sending', 'failed');
    UPDATE jobs SET chain = '{"requests": [' || chain || ']}';
    ALTER TABLE jobs DROP COLUMN answer;
    ALTER TABLE results RENAME TO old_results;
    CREATE TABLE results (
        id INTEGER PRIMARY KEY,
        job TEXT NOT NULL REFERENCES jobs (id),
        request INTEGER NOT NULL REFERENCES requests (id),
        stage INTEGER NOT NULL,
        source INTEGER NOT NULL,
        item INTEGER NOT NULL,
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        size INTEGER NOT NULL,
        UNIQUE (request, item)
    );
    CREATE INDEX results_by_job ON results (job, stage);
    INSERT INTO results (job, request, stage, source, item, number, path, kind, size)
        SELECT old_results.job, requests.id, 0, 0, number, number, path, kind, size
        FROM old_results JOIN requests ON requests.job = old_results.job;
    DROP TABLE old_results;
    ALTER TABLE receipts ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE receipts ADD COLUMN request INTEGER;
    ALTER TABLE receipts ADD COLUMN endpoint TEXT NOT NULL DEFAULT '/images/generations';
    ALTER TABLE receipts ADD COLUMN file TEXT NOT NULL DEFAULT '';
    ALTER TABLE receipts ADD COLUMN blend TEXT NOT NULL DEFAULT '';
    UPDATE receipts SET
        request = (SELECT id FROM requests WHERE requests.job = receipts.job),
        file = coalesce((SELECT file FROM jobs WHERE jobs.id = receipts.job), '');
    CREATE UNIQUE INDEX receipts_by_request ON receipts (request);
    CREATE INDEX receipts_by_day ON receipts (service, at);
    CREATE INDEX receipts_by_file ON receipts (service, file);
    DROP TABLE workers;
    CREATE TABLE workers (
        id TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        service TEXT NOT NULL,
        pid INTEGER NOT NULL,
        machine TEXT NOT NULL,
        beats INTEGER NOT NULL
    );
    DROP INDEX jobs_by_state;
    CREATE INDEX jobs_by_state ON jobs (state, position);
    CREATE INDEX jobs_shown ON jobs (removed, state);
    CREATE INDEX jobs_favourite ON jobs (created) WHERE favourite = 1;
    CREATE TABLE budgets (
        service TEXT PRIMARY KEY,
        per_day INTEGER,
        per_file INTEGER,
        confirm_above INTEGER
    );
    CREATE TABLE openings (
        id TEXT PRIMARY KEY,
        host TEXT NOT NULL,
        machine TEXT NOT NULL,
        pid INTEGER NOT NULL
    );
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
    """
    CREATE TABLE errands (
        id INTEGER PRIMARY KEY,
        session TEXT NOT NULL,
        worker TEXT NOT NULL,
        service TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        state TEXT NOT NULL,
        asked_at REAL NOT NULL,
        sentence TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX errands_by_session ON errands (session, service);
    CREATE TABLE styles (
        service TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        model TEXT NOT NULL,
        base TEXT NOT NULL,
        created REAL NOT NULL,
        job TEXT NOT NULL,
        kept_at REAL NOT NULL,
        listed INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (service, id)
    );
    """,
)
VERSION = len(MIGRATIONS)
