-- Why: applications and cases with everything kept about them: parties, facts with their source, notes, timeline.
-- Locks: nothing that others use.

CREATE TABLE cases.cases (
    case_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    number text NOT NULL,
    package_key text NOT NULL,
    package_version integer NOT NULL,
    procedure_lv text NOT NULL,
    procedure_en text NOT NULL,
    -- Null until the process has been started: the step that opens a case starts it right after; start-up repeats it.
    instance_id uuid,
    applicant_id uuid NOT NULL REFERENCES cases.persons,
    applicant_name text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'suspended', 'closed')),
    outcome text,
    received_on date NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by text NOT NULL,
    closed_at timestamptz,
    -- Lower-case words of number and names without diacritics, and personal codes, for prefix search.
    search text NOT NULL,
    CONSTRAINT uq_cases_number_once_in_institution UNIQUE (institution_id, number),
    CONSTRAINT ck_cases_closed_has_time CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
-- Lists are read newest first with a keyset on (opened_at, case_id).
CREATE INDEX ix_cases_newest ON cases.cases (institution_id, opened_at DESC, case_id DESC);
CREATE INDEX ix_cases_open ON cases.cases (institution_id, package_key, package_version) WHERE status <> 'closed';
CREATE INDEX ix_cases_search ON cases.cases USING gin (to_tsvector('simple', search));
CREATE INDEX ix_cases_not_started ON cases.cases (opened_at) WHERE instance_id IS NULL;

CREATE TABLE cases.applications (
    application_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    number text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('in-person', 'post', 'email', 'e-address', 'portal')),
    received_on date NOT NULL,
    data jsonb NOT NULL,
    applicant_code text NOT NULL,
    representative_code text,
    idempotency_key text NOT NULL,
    submitted_by text NOT NULL,
    submitted_at timestamptz NOT NULL,
    CONSTRAINT uq_applications_submitted_once UNIQUE (institution_id, idempotency_key)
);
CREATE INDEX ix_applications_case ON cases.applications (case_id);

CREATE TABLE cases.case_parties (
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    person_id uuid NOT NULL REFERENCES cases.persons,
    role text NOT NULL CHECK (role IN ('applicant', 'member', 'representative')),
    relation text,
    in_household boolean NOT NULL,
    PRIMARY KEY (case_id, person_id)
);

-- A value is never changed: a newer one of the same item and person supersedes it and the old one stays readable.
CREATE TABLE cases.facts (
    fact_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    item_id text NOT NULL,
    item_lv text NOT NULL,
    item_en text NOT NULL,
    person_code text,
    status text NOT NULL CHECK (status IN ('answered', 'notFound', 'byHand', 'skipped', 'stated')),
    value jsonb,
    source text NOT NULL,
    source_lv text NOT NULL,
    source_en text NOT NULL,
    retrieved_at timestamptz NOT NULL,
    legal_point text,
    legal_point_verified boolean NOT NULL,
    norms text[] NOT NULL,
    purpose text NOT NULL,
    element_id text,
    lookup_id uuid,
    by_hand_by text,
    reason text,
    idempotency_key text NOT NULL,
    superseded_at timestamptz,
    CONSTRAINT uq_facts_recorded_once UNIQUE (institution_id, idempotency_key),
    CONSTRAINT ck_facts_by_hand_has_reason CHECK (status NOT IN ('byHand', 'skipped') OR reason IS NOT NULL)
);
CREATE INDEX ix_facts_case ON cases.facts (case_id, item_id, person_code, retrieved_at DESC);

CREATE TABLE cases.notes (
    note_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    author_id text NOT NULL,
    author_name text NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX ix_notes_case ON cases.notes (case_id, written_at);

CREATE TABLE cases.timeline (
    entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    -- What makes the entry one: a step told twice is written once.
    entry_key text NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    text_lv text NOT NULL,
    text_en text NOT NULL,
    actor_id text NOT NULL,
    actor_name text,
    on_behalf_of text,
    element_id text,
    norms text[] NOT NULL,
    CONSTRAINT uq_timeline_told_once UNIQUE (case_id, entry_key)
);
CREATE INDEX ix_timeline_case ON cases.timeline (case_id, entry_id);

CALL digisoc.protect('cases.cases');
CALL digisoc.protect('cases.applications');
CALL digisoc.protect('cases.case_parties');
CALL digisoc.protect('cases.facts');
CALL digisoc.protect('cases.notes');
CALL digisoc.protect('cases.timeline', append_only => true);
