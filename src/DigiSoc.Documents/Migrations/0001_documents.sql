-- Why: the documents of cases, kept once and never changed: what was sent must be what is shown years later.
-- Locks: nothing that others use.

CREATE SCHEMA IF NOT EXISTS documents;

CREATE TABLE documents.documents (
    id uuid PRIMARY KEY,
    institution_id text NOT NULL,
    case_id uuid NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    content_type text NOT NULL,
    sha256 text NOT NULL,
    size integer NOT NULL,
    pages integer NOT NULL,
    content bytea NOT NULL,
    text text NOT NULL,
    template_sha256 text,
    -- text, not jsonb: kept to the letter, so that the same letter can be made again.
    data text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT uq_documents_key_once_in_institution UNIQUE (institution_id, key),
    CONSTRAINT ck_documents_sha256_is_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_documents_size_is_of_content CHECK (size = octet_length(content)),
    CONSTRAINT ck_documents_template_has_data CHECK (template_sha256 IS NULL OR data IS NOT NULL)
);

-- PDFs are compressed already.
ALTER TABLE documents.documents ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX ix_documents_case ON documents.documents (institution_id, case_id, created_at);

CALL digisoc.protect('documents.documents', append_only => true);
