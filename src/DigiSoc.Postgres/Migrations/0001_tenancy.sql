-- Why: every row belongs to an institution, and the database refuses rows of another one even when a query of ours
-- forgets to ask (the second lock). The application works as role digisoc_app, for which the policies are in force;
-- only migrations run as the owner.
-- Locks: nothing that others use.

DO $$
BEGIN
    CREATE ROLE digisoc_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION
    -- Roles belong to the whole server: another database of it may have made it, even in this moment.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

GRANT digisoc_app TO CURRENT_USER;

-- Puts a table under the tenancy policy and gives the application its rights on it.
-- Partitions need no call of their own: rows are reached through the parent.
-- The institution '*' is the engine's own work across all institutions (job workers, timers, housekeeping).
CREATE OR REPLACE PROCEDURE digisoc.protect(target regclass, append_only boolean DEFAULT false)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %s TO digisoc_app',
        (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target));
    EXECUTE format('GRANT SELECT, INSERT %s ON %s TO digisoc_app',
        CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, target);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('DROP POLICY IF EXISTS own_institution ON %s', target);
    EXECUTE format($policy$
        CREATE POLICY own_institution ON %s USING (
            institution_id = (SELECT current_setting('digisoc.institution', true))
            OR (SELECT current_setting('digisoc.institution', true)) = '*')$policy$, target);
END
$$;
