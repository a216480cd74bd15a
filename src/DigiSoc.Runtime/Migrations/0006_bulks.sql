-- Why: what an operator does to many instances at once goes on without the request that asked for it, can be stopped in the
-- middle, and is taken up again by another node when the first one dies.
-- Locks: nothing that others use (all tables are new).

-- operation: BulkOperation. query: as it was asked. plan: of a migration. taken_until: the lease of the node that works on it,
-- by the database's clock. preview_id: the dry run whose items this carries out.
CREATE TABLE runtime.bulks (
    id             uuid        NOT NULL,
    institution_id text        NOT NULL,
    operation      smallint    NOT NULL,
    is_dry_run     boolean     NOT NULL,
    query          json        NOT NULL,
    target_version integer,
    plan           json,
    reason         text        NOT NULL,
    preview_id     uuid,
    started_by     text        NOT NULL,
    started_at     timestamptz NOT NULL,
    stopped_by     text,
    stopped_at     timestamptz,
    finished_at    timestamptz,
    owner          text,
    taken_until    timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT pk_bulks PRIMARY KEY (id),
    CONSTRAINT ck_bulks_operation_known CHECK (operation BETWEEN 1 AND 5),
    CONSTRAINT ck_bulks_migration_has_target CHECK ((operation = 5) = (target_version IS NOT NULL))
);
CREATE INDEX ix_bulks_institution ON runtime.bulks (institution_id, id DESC);
CREATE INDEX ix_bulks_open ON runtime.bulks (id) WHERE finished_at IS NULL;
CALL digisoc.protect('runtime.bulks');

-- verdict: BulkItemVerdict. The step that does an item sets its verdict in its own transaction: once, whoever repeats it.
CREATE TABLE runtime.bulk_items (
    bulk_id        uuid        NOT NULL,
    item_id        uuid        NOT NULL,
    institution_id text        NOT NULL,
    business_key   text        NOT NULL,
    verdict        smallint    NOT NULL DEFAULT 0,
    code           text,
    text           text,
    judged_at      timestamptz,
    CONSTRAINT pk_bulk_items PRIMARY KEY (bulk_id, item_id),
    CONSTRAINT fk_bulk_items_bulks FOREIGN KEY (bulk_id) REFERENCES runtime.bulks (id),
    CONSTRAINT ck_bulk_items_judged_has_time CHECK ((verdict = 0) = (judged_at IS NULL)),
    CONSTRAINT ck_bulk_items_refused_has_code CHECK ((verdict = 2) = (code IS NOT NULL))
);
CREATE INDEX ix_bulk_items_verdict ON runtime.bulk_items (bulk_id, verdict, item_id);
CALL digisoc.protect('runtime.bulk_items');
