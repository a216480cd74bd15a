-- Why: the worker's list as its own narrow table, so that a page of it is one index range whatever the number of tasks.
-- Written in the step that creates, claims or ends a task, hence never behind.
-- Locks: nothing that others use.

-- One row for each group a task is offered to (a named candidate is the group 'user:<id>'); is_first marks one of them.
CREATE TABLE cases.work_items (
    task_id uuid NOT NULL,
    group_key text NOT NULL,
    is_first boolean NOT NULL,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    case_number text NOT NULL,
    instance_id uuid NOT NULL,
    title_lv text NOT NULL,
    title_en text NOT NULL,
    procedure_lv text NOT NULL,
    procedure_en text NOT NULL,
    applicant_name text NOT NULL,
    package_key text NOT NULL,
    package_version integer NOT NULL,
    element_id text NOT NULL,
    form_id text,
    assignee_id text,
    assignee_name text,
    priority integer NOT NULL,
    created_at timestamptz NOT NULL,
    -- 'infinity': no own limit; sorts last without a special case.
    due_on date NOT NULL DEFAULT 'infinity',
    follow_up_on date,
    has_draft boolean NOT NULL DEFAULT false,
    -- Elements whose performer may not do this one (four eyes).
    not_performed_by text[] NOT NULL DEFAULT '{}',
    search text NOT NULL,
    PRIMARY KEY (task_id, group_key)
);
-- One index per list and order; each holds the whole key of its keyset.
CREATE INDEX ix_work_mine_due ON cases.work_items (institution_id, assignee_id, due_on, task_id)
    WHERE assignee_id IS NOT NULL AND is_first;
CREATE INDEX ix_work_mine_newest ON cases.work_items (institution_id, assignee_id, created_at DESC, task_id DESC)
    WHERE assignee_id IS NOT NULL AND is_first;
CREATE INDEX ix_work_team_due ON cases.work_items (institution_id, group_key, due_on, task_id)
    WHERE assignee_id IS NULL;
CREATE INDEX ix_work_team_newest ON cases.work_items (institution_id, group_key, created_at DESC, task_id DESC)
    WHERE assignee_id IS NULL;
CREATE INDEX ix_work_team_priority ON cases.work_items (institution_id, group_key, priority DESC, due_on, task_id)
    WHERE assignee_id IS NULL;
CREATE INDEX ix_work_all_due ON cases.work_items (institution_id, due_on, task_id) WHERE is_first;
CREATE INDEX ix_work_all_newest ON cases.work_items (institution_id, created_at DESC, task_id DESC) WHERE is_first;
CREATE INDEX ix_work_case ON cases.work_items (case_id);
CREATE INDEX ix_work_search ON cases.work_items USING gin (to_tsvector('simple', search));

-- Who performed which element of a case: four eyes look here.
CREATE TABLE cases.performers (
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    element_id text NOT NULL,
    user_id text NOT NULL,
    performed_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, element_id, user_id)
);

-- The answer to a repeated completion of the same task.
CREATE TABLE cases.completions (
    task_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    idempotency_key text NOT NULL,
    completed_by text NOT NULL
);

CALL digisoc.protect('cases.completions');
CALL digisoc.protect('cases.work_items');
CALL digisoc.protect('cases.performers');
