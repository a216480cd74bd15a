-- Why: a step writes its instance, the row that ends and the job that begins in one statement, which does not see the
-- instance it makes. Whether a hold stands on a new job is asked of what the step knows of the instance, not of its row.
-- Locks: nothing. The function that it replaces stays for nodes of the former version; a later migration may drop it.

CREATE FUNCTION runtime.is_job_held(institution text, type text, element text, package text, version integer, process text)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM runtime.holds h
        WHERE h.institution_id = institution AND (h.job_type = type OR (
            h.package_key = package AND COALESCE(h.element_id, element) = element
            AND COALESCE(h.package_version, version) = version AND COALESCE(h.process_id, process) = process)));
END
$$;
