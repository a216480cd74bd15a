-- Why: who named which version, moved the name and took it away, when and why: what new cases started on rests on it.
-- from_version null: the name was on none; to_version null: it was taken away.
-- Locks: nothing that others use (the table is new).

CREATE TABLE runtime.package_tag_events (
    number         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    institution_id text        NOT NULL,
    key            text        NOT NULL,
    tag            text        NOT NULL,
    from_version   integer,
    to_version     integer,
    reason         text        NOT NULL,
    actor          text        NOT NULL,
    on_behalf_of   text,
    at             timestamptz NOT NULL,
    CONSTRAINT pk_package_tag_events PRIMARY KEY (number),
    CONSTRAINT ck_package_tag_events_moves CHECK (from_version IS DISTINCT FROM to_version)
);
CREATE INDEX ix_package_tag_events_key ON runtime.package_tag_events (key, number DESC);
CALL digisoc.protect('runtime.package_tag_events', append_only => true);
-- As packages and their tags: any institution reads them.
CREATE POLICY common_reading ON runtime.package_tag_events FOR SELECT USING (true);
