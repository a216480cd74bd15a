-- Why: history is kept by month, so that what the law no longer asks for goes as whole tables, at no cost for the rest.
-- Months are made ahead by housekeeping; the default partition stays empty. The application may not create or drop
-- tables: these two functions do that for the engine, and nothing else.
-- A month that already has rows in the default partition stays there; nothing is moved.
-- Locks: a new month locks the default partition for the moment of looking through it.

CREATE FUNCTION runtime.make_event_partitions(from_month date, ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET lock_timeout = '5s' SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz;
    next_month timestamptz;
    name text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('runtime.events partitions', 0));
    FOR i IN 0..ahead LOOP
        month := date_trunc('month', from_month::timestamptz) + make_interval(months => i);
        next_month := month + make_interval(months => 1);
        name := 'events_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass('runtime.' || name) IS NOT NULL;
        CONTINUE WHEN EXISTS (SELECT 1 FROM runtime.events_before e WHERE e.at >= month AND e.at < next_month);
        EXECUTE format('CREATE TABLE runtime.%I PARTITION OF runtime.events FOR VALUES FROM (%L) TO (%L)', name, month, next_month);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- A month goes when it lies wholly before the day, and every instance in it, and the top of its call tree, had ended by
-- then: no history loses its beginning while its case is not as old.
CREATE FUNCTION runtime.drop_event_partitions(before timestamptz) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET lock_timeout = '5s' SET timezone = 'UTC' AS $$
DECLARE
    name text;
    is_needed boolean;
    dropped text[] := '{}';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('runtime.events partitions', 0));
    FOR name IN
        SELECT c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
        WHERE h.inhparent = 'runtime.events'::regclass AND c.relname ~ '^events_\d{4}_\d{2}$'
            AND to_date(substr(c.relname, 8), 'YYYY_MM') + make_interval(months => 1) <= before
        ORDER BY c.relname
    LOOP
        EXECUTE format($q$SELECT EXISTS (SELECT 1 FROM runtime.%I e JOIN runtime.instances i ON i.id IN (e.instance_id, e.root_id)
            WHERE i.ended_at IS NULL OR i.ended_at >= $1)$q$, name) INTO is_needed USING before;
        IF NOT is_needed THEN
            EXECUTE format('DROP TABLE runtime.%I', name);
            dropped := dropped || name;
        END IF;
    END LOOP;
    RETURN dropped;
END
$$;

REVOKE ALL ON FUNCTION runtime.make_event_partitions(date, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION runtime.drop_event_partitions(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION runtime.make_event_partitions(date, integer) TO digisoc_engine;
GRANT EXECUTE ON FUNCTION runtime.drop_event_partitions(timestamptz) TO digisoc_engine;

SELECT runtime.make_event_partitions(current_date, 3);

-- The tables of recurring schedules; Quartz makes them here at the first start, in the form its version needs.
CREATE SCHEMA schedules;
GRANT USAGE, CREATE ON SCHEMA schedules TO digisoc_engine;
