-- Why: the tables of durable execution. An instance is one row with its whole state; everything it waits for is a row
-- of a table that holds open things only, so that these tables stay small and their indexes hot.
-- A part's id is its instance's id with the part's number in the last 32 bits: all parts of an instance are one range
-- of the primary key, and no table needs an index by instance.
-- Locks: nothing that others use (all tables are new).

CREATE SCHEMA IF NOT EXISTS runtime;

CREATE TABLE runtime.packages (
    institution_id text        NOT NULL,
    key            text        NOT NULL,
    version        integer     NOT NULL,
    hash           text        NOT NULL,
    uses           jsonb       NOT NULL,
    processes      text[]      NOT NULL,
    deployed_at    timestamptz NOT NULL,
    deployed_by    text        NOT NULL,
    CONSTRAINT pk_packages PRIMARY KEY (key, version),
    CONSTRAINT ck_packages_version_counts_from_one CHECK (version > 0)
);
CALL digisoc.protect('runtime.packages', append_only => true);
-- The law is the same for everybody: any institution reads any package.
CREATE POLICY common_reading ON runtime.packages FOR SELECT USING (true);

CREATE TABLE runtime.resources (
    institution_id text    NOT NULL,
    key            text    NOT NULL,
    version        integer NOT NULL,
    path           text    NOT NULL,
    content        bytea   NOT NULL,
    CONSTRAINT pk_resources PRIMARY KEY (key, version, path),
    CONSTRAINT fk_resources_packages FOREIGN KEY (key, version) REFERENCES runtime.packages (key, version)
);
CALL digisoc.protect('runtime.resources', append_only => true);
CREATE POLICY common_reading ON runtime.resources FOR SELECT USING (true);

CREATE TABLE runtime.package_tags (
    institution_id text    NOT NULL,
    key            text    NOT NULL,
    tag            text    NOT NULL,
    version        integer NOT NULL,
    CONSTRAINT pk_package_tags PRIMARY KEY (key, tag),
    CONSTRAINT fk_package_tags_packages FOREIGN KEY (key, version) REFERENCES runtime.packages (key, version)
);
CALL digisoc.protect('runtime.package_tags');
CREATE POLICY common_reading ON runtime.package_tags FOR SELECT USING (true);

-- revision: the optimistic guard; a write that saw another revision sets NULL, which the column refuses, and with it
-- the whole batch. No foreign key to packages: they are never deleted, and the check would cost every start a lock.
-- step_id: the last step, by which a writer that lost its connection knows whether it was stored.
CREATE TABLE runtime.instances (
    id              uuid        NOT NULL,
    institution_id  text        NOT NULL,
    business_key    text        NOT NULL,
    package_key     text        NOT NULL,
    package_version integer     NOT NULL,
    process_id      text        NOT NULL,
    root_id         uuid        NOT NULL,
    parent_part     uuid,
    revision        bigint      NOT NULL,
    status          smallint    NOT NULL,
    state           bytea       NOT NULL,
    chain_number    bigint      NOT NULL,
    chain_hash      bytea       NOT NULL,
    step_id         uuid        NOT NULL,
    law_date        date,
    started_at      timestamptz NOT NULL,
    started_by      text        NOT NULL,
    updated_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    CONSTRAINT pk_instances PRIMARY KEY (id)
) WITH (fillfactor = 70);
CREATE INDEX ix_instances_case ON runtime.instances (institution_id, business_key);
CREATE INDEX ix_instances_parent ON runtime.instances (parent_part) WHERE parent_part IS NOT NULL;
CREATE INDEX ix_instances_running ON runtime.instances (package_key, package_version) WHERE ended_at IS NULL;
CALL digisoc.protect('runtime.instances');

-- due_at: when the job can be taken, by the database's clock; while a node has it, when its lease ends.
CREATE TABLE runtime.jobs (
    id             uuid        NOT NULL,
    institution_id text        NOT NULL,
    type           text        NOT NULL,
    element_id     text        NOT NULL,
    business_key   text        NOT NULL,
    attempts       integer     NOT NULL,
    attempt        integer     NOT NULL,
    due_at         timestamptz NOT NULL,
    owner          text,
    last_error     text,
    CONSTRAINT pk_jobs PRIMARY KEY (id)
) WITH (fillfactor = 80);
CREATE INDEX ix_jobs_due ON runtime.jobs (institution_id, due_at);
CALL digisoc.protect('runtime.jobs');

-- due_at: by the engine's clock. taken_until: by the database's clock; infinity while the instance is held.
CREATE TABLE runtime.timers (
    id             uuid        NOT NULL,
    institution_id text        NOT NULL,
    element_id     text        NOT NULL,
    due_at         timestamptz NOT NULL,
    taken_until    timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT pk_timers PRIMARY KEY (id)
);
CREATE INDEX ix_timers_due ON runtime.timers (due_at);
CALL digisoc.protect('runtime.timers');

-- Start events of kind timer, of the latest version of each package.
CREATE TABLE runtime.start_timers (
    institution_id  text        NOT NULL,
    package_key     text        NOT NULL,
    package_version integer     NOT NULL,
    process_id      text        NOT NULL,
    element_id      text        NOT NULL,
    fired           integer     NOT NULL,
    due_at          timestamptz NOT NULL,
    CONSTRAINT pk_start_timers PRIMARY KEY (institution_id, package_key, process_id, element_id)
);
CALL digisoc.protect('runtime.start_timers');

-- queue: the first candidate (a group 'registrar', or a person 'user:anna'); further ones are in task_candidates.
-- due_at: infinity when the task has no due date, so that lists order by the index.
CREATE TABLE runtime.user_tasks (
    id                  uuid        NOT NULL,
    institution_id      text        NOT NULL,
    business_key        text        NOT NULL,
    root_id             uuid        NOT NULL,
    package_key         text        NOT NULL,
    package_version     integer     NOT NULL,
    process_id          text        NOT NULL,
    element_id          text        NOT NULL,
    name                text        NOT NULL,
    assignee            text,
    owner               text,
    queue               text,
    candidate_groups    text[]      NOT NULL,
    candidate_users     text[]      NOT NULL,
    due_at              timestamptz NOT NULL,
    follow_up_at        timestamptz,
    priority            smallint    NOT NULL,
    form_id             text,
    created_at          timestamptz NOT NULL,
    draft               text,
    draft_saved_at      timestamptz,
    revision            integer     NOT NULL,
    CONSTRAINT pk_user_tasks PRIMARY KEY (id),
    CONSTRAINT ck_user_tasks_priority_0_to_100 CHECK (priority BETWEEN 0 AND 100),
    CONSTRAINT ck_user_tasks_draft_has_time CHECK ((draft IS NULL) = (draft_saved_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX ix_user_tasks_queue ON runtime.user_tasks (institution_id, queue, due_at, id) WHERE assignee IS NULL;
CREATE INDEX ix_user_tasks_assignee ON runtime.user_tasks (institution_id, assignee, due_at, id)
    WHERE assignee IS NOT NULL;
CALL digisoc.protect('runtime.user_tasks');

CREATE TABLE runtime.task_candidates (
    institution_id text        NOT NULL,
    candidate      text        NOT NULL,
    due_at         timestamptz NOT NULL,
    task_id        uuid        NOT NULL,
    CONSTRAINT pk_task_candidates PRIMARY KEY (institution_id, candidate, due_at, task_id),
    CONSTRAINT fk_task_candidates_user_tasks FOREIGN KEY (task_id)
        REFERENCES runtime.user_tasks (id) ON DELETE CASCADE
);
CREATE INDEX ix_task_candidates_task ON runtime.task_candidates (task_id);
CALL digisoc.protect('runtime.task_candidates');

CREATE TABLE runtime.task_comments (
    institution_id text        NOT NULL,
    business_key   text        NOT NULL,
    task_id        uuid        NOT NULL,
    author         text        NOT NULL,
    text           text        NOT NULL,
    at             timestamptz NOT NULL
);
CREATE INDEX ix_task_comments_case ON runtime.task_comments (institution_id, business_key);
CALL digisoc.protect('runtime.task_comments', append_only => true);

CREATE TABLE runtime.task_attachments (
    institution_id text        NOT NULL,
    business_key   text        NOT NULL,
    task_id        uuid        NOT NULL,
    document_id    uuid        NOT NULL,
    name           text        NOT NULL,
    added_by       text        NOT NULL,
    at             timestamptz NOT NULL
);
CREATE INDEX ix_task_attachments_case ON runtime.task_attachments (institution_id, business_key);
CALL digisoc.protect('runtime.task_attachments', append_only => true);

-- kind: 0 message, 1 signal. message_id: the message on its way to it; no second one is then addressed to it.
CREATE TABLE runtime.subscriptions (
    id              uuid        NOT NULL,
    institution_id  text        NOT NULL,
    kind            smallint    NOT NULL,
    name            text        NOT NULL,
    correlation_key text        NOT NULL,
    element_id      text        NOT NULL,
    message_id      uuid,
    CONSTRAINT pk_subscriptions PRIMARY KEY (id)
);
CREATE INDEX ix_subscriptions_name ON runtime.subscriptions (institution_id, name, correlation_key);
CALL digisoc.protect('runtime.subscriptions');

-- fate: MessageFate. target: the waiting point it belongs to. expires_at: the end of its time to live, and after
-- delivery the end of the time in which a second one of the same sender's id is recognised.
CREATE TABLE runtime.messages (
    id              uuid        NOT NULL,
    institution_id  text        NOT NULL,
    kind            smallint    NOT NULL,
    name            text        NOT NULL,
    correlation_key text        NOT NULL,
    sender_id       text,
    fate            smallint    NOT NULL,
    target          uuid,
    variables       bytea       NOT NULL,
    actor           text        NOT NULL,
    published_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    retry_at        timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT pk_messages PRIMARY KEY (id),
    CONSTRAINT ck_messages_addressed_has_target CHECK (fate <> 2 OR target IS NOT NULL)
);
CREATE UNIQUE INDEX uq_messages_sender ON runtime.messages (institution_id, name, sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX ix_messages_buffered ON runtime.messages (institution_id, name, correlation_key) WHERE fate = 1;
CREATE INDEX ix_messages_open ON runtime.messages (id) WHERE fate IN (0, 2);
CREATE INDEX ix_messages_target ON runtime.messages (target) WHERE fate = 2;
CALL digisoc.protect('runtime.messages');

CREATE TABLE runtime.incidents (
    id              uuid        NOT NULL,
    institution_id  text        NOT NULL,
    business_key    text        NOT NULL,
    package_key     text        NOT NULL,
    package_version integer     NOT NULL,
    element_id      text        NOT NULL,
    job_type        text,
    code            text        NOT NULL,
    text            text        NOT NULL,
    raised_at       timestamptz NOT NULL,
    CONSTRAINT pk_incidents PRIMARY KEY (id)
);
CREATE INDEX ix_incidents_institution ON runtime.incidents (institution_id, id);
CALL digisoc.protect('runtime.incidents');

-- One row per step, with all its past-tense events. number and hash chain the entries of an instance; a called
-- instance's first entry continues from its caller's, and the caller's next one takes in where the called one stood.
CREATE TABLE runtime.events (
    instance_id     uuid        NOT NULL,
    number          bigint      NOT NULL,
    at              timestamptz NOT NULL,
    institution_id  text        NOT NULL,
    business_key    text        NOT NULL,
    root_id         uuid        NOT NULL,
    step_id         uuid        NOT NULL,
    package_key     text        NOT NULL,
    package_version integer     NOT NULL,
    law_date        date        NOT NULL,
    operation       text        NOT NULL,
    part_id         uuid,
    element_id      text,
    actor           text        NOT NULL,
    on_behalf_of    text,
    purpose         text,
    input_hash      bytea       NOT NULL,
    events          json        NOT NULL,
    previous_hash   bytea       NOT NULL,
    hash            bytea       NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (instance_id, number, at)
) PARTITION BY RANGE (at);
CREATE TABLE runtime.events_before PARTITION OF runtime.events DEFAULT;
CALL digisoc.protect('runtime.events', append_only => true);

-- Living nodes: for people to look at; no work depends on it.
CREATE TABLE runtime.nodes (
    name       text        NOT NULL,
    works      boolean     NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_nodes PRIMARY KEY (name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON runtime.nodes TO digisoc_app;
