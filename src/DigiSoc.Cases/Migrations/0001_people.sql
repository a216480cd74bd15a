-- Why: institutions, their staff and the persons their cases are about.
-- Locks: nothing that others use.

CREATE SCHEMA IF NOT EXISTS cases;

-- The institution's own public data; the row of another institution is no secret, but it is not needed either.
CREATE TABLE cases.institutions (
    institution_id text PRIMARY KEY,
    number_prefix text NOT NULL UNIQUE,
    name_lv text NOT NULL,
    name_en text NOT NULL,
    atvk text NOT NULL,
    registration_number text NOT NULL,
    address text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    website text NOT NULL,
    -- As a letter says where it was decided: "Ogrē".
    place text NOT NULL,
    appeal_body_lv text NOT NULL,
    appeal_body_en text NOT NULL,
    follows_moved_days boolean NOT NULL
);

CREATE TABLE cases.users (
    user_id text PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    name text NOT NULL,
    password_hash text NOT NULL,
    -- Shown on the sign-in page of a demonstration; null for everybody real.
    demo_password text,
    closed_at timestamptz
);

CREATE TABLE cases.user_roles (
    institution_id text NOT NULL REFERENCES cases.institutions,
    user_id text NOT NULL REFERENCES cases.users,
    role text NOT NULL,
    PRIMARY KEY (user_id, role)
);

CREATE TABLE cases.persons (
    person_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    person_code text NOT NULL,
    given_name text NOT NULL,
    surname text NOT NULL,
    birth_date date,
    CONSTRAINT uq_persons_code_once_in_institution UNIQUE (institution_id, person_code)
);

-- Consecutive numbers without gaps: the row is locked until the transaction that took one ends.
CREATE TABLE cases.counters (
    institution_id text NOT NULL REFERENCES cases.institutions,
    name text NOT NULL,
    last_number bigint NOT NULL,
    PRIMARY KEY (institution_id, name)
);

CALL digisoc.protect('cases.institutions');
CALL digisoc.protect('cases.users');
CALL digisoc.protect('cases.user_roles');
CALL digisoc.protect('cases.persons');
CALL digisoc.protect('cases.counters');
