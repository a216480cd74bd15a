-- Why: whether a job is still with the attempt that answers, or a task as it was when the actor's right was judged, was a
-- query inside the update of the instance's row. The statement that deletes the answered row now looks at what it deletes,
-- and calls refuse() when that is another: the whole step is undone.
-- Whether a hold stands on what a step starts, makes or answers was two nested queries in the statement, set up each time
-- and almost never run. They are functions now, called only while there is a hold at all.
-- Locks: nothing.

CREATE OR REPLACE FUNCTION runtime.refuse() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The row is not as the step that would end it knew it.' USING ERRCODE = 'DS001';
END
$$;

CREATE OR REPLACE FUNCTION runtime.is_start_held(institution text, package text, version integer, process text)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM runtime.holds h
        WHERE h.refuses_starts AND h.institution_id = institution AND h.package_key = package
            AND COALESCE(h.package_version, version) = version AND COALESCE(h.process_id, process) = process);
END
$$;

CREATE OR REPLACE FUNCTION runtime.is_job_held(institution text, type text, element text, part uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM runtime.holds h
        WHERE h.institution_id = institution AND (h.job_type = type OR (
            h.package_key IS NOT NULL AND COALESCE(h.element_id, element) = element AND EXISTS (
                SELECT 1 FROM runtime.instances i
                WHERE i.id = runtime.instance_of(part) AND h.package_key = i.package_key
                    AND COALESCE(h.package_version, i.package_version) = i.package_version
                    AND COALESCE(h.process_id, i.process_id) = i.process_id))));
END
$$;

CREATE OR REPLACE FUNCTION runtime.is_task_held(task uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM runtime.user_tasks t JOIN runtime.holds h
            ON h.institution_id = t.institution_id AND h.package_key = t.package_key
                AND COALESCE(h.package_version, t.package_version) = t.package_version
                AND COALESCE(h.process_id, t.process_id) = t.process_id AND COALESCE(h.element_id, t.element_id) = t.element_id
        WHERE t.id = task);
END
$$;
