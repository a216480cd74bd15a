-- Why: the engine works across all institutions and states '*' on every connection, yet each of its statements paid for
-- evaluating the policies, a quarter of the server's time of a step. As role digisoc_engine it meets a policy that is
-- simply true. It may do what digisoc_app may, and what is refused to that (updates of append-only tables) stays refused.
-- Locks: each protected table for the moment its policy is added.

DO $$
BEGIN
    CREATE ROLE digisoc_engine NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION
    -- Roles belong to the whole server: another database of it may have made it, even in this moment.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
    GRANT digisoc_app TO digisoc_engine;
    GRANT digisoc_engine TO CURRENT_USER;
EXCEPTION
    WHEN unique_violation OR internal_error THEN NULL; -- Another database's migration granted it in this moment.
END
$$;

-- As before, and every protected table is open to the engine as a whole.
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
    EXECUTE format('DROP POLICY IF EXISTS engine ON %s', target);
    EXECUTE format('CREATE POLICY engine ON %s TO digisoc_engine USING (true)', target);
END
$$;

DO $$
DECLARE
    protected regclass;
BEGIN
    FOR protected IN SELECT polrelid::regclass FROM pg_policy WHERE polname = 'own_institution' LOOP
        EXECUTE format('CREATE POLICY engine ON %s TO digisoc_engine USING (true)', protected);
    END LOOP;
END
$$;
