-- Why: while somebody is away, a substitute sees and does their tasks, and every record says both. Who performed a step
-- in whose stead has to be told apart from who performed it: four eyes bars both, a decision is signed by one.
-- Locks: cases.performers for a moment (a column without a default).

CREATE TABLE cases.absences (
    absence_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    user_id text NOT NULL REFERENCES cases.users,
    substitute_id text NOT NULL REFERENCES cases.users,
    -- Days in Europe/Riga, both inclusive.
    first_on date NOT NULL,
    last_on date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('vacation', 'illness', 'duty', 'other')),
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- Taken back before it had begun, or on its first day; null: it stands as its days say.
    removed_at timestamptz,
    CONSTRAINT ck_absences_end_not_before_start CHECK (last_on >= first_on),
    CONSTRAINT ck_absences_nobody_substitutes_self CHECK (user_id <> substitute_id)
);
-- Those that are not over, for lists and for whom somebody stands in.
CREATE INDEX ix_absences_standing ON cases.absences (institution_id, last_on) WHERE removed_at IS NULL;

-- What was done with an absence, by whom and when; the days as they were afterwards.
CREATE TABLE cases.absence_events (
    event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    absence_id uuid NOT NULL REFERENCES cases.absences,
    at timestamptz NOT NULL,
    change text NOT NULL CHECK (change IN ('recorded', 'shortened', 'removed')),
    actor_id text NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL
);
CREATE INDEX ix_absence_events_newest ON cases.absence_events (institution_id, event_id DESC);

CALL digisoc.protect('cases.absences');
CALL digisoc.protect('cases.absence_events', append_only => true);

-- Whose substitute did it: the row says that this person counts as a performer though another acted. Null: in person.
ALTER TABLE cases.performers ADD COLUMN IF NOT EXISTS stood_in_by text;
