/**
 * Appends many commands: each is accepted or refused on its own, what is accepted becomes visible
 * together. Locks are taken in one order by all callers (streams, then counters, then command ids,
 * each in the order given), so callers wait for each other and never in a circle.
 *
 * Arrays by prefix: c_ commands, s_ streams and k_ counters in lock order, w_ writes in the order of
 * their commands, e_ events in the order of their writes. w_command, w_stream and w_counter are
 * indexes from 1. An expected version of -1 means any.
 *
 * Plans are made once a session, whatever the tables held then: hence no scan or hash of a table
 * that will have grown.
 */
export const APPEND_MANY = `
CREATE FUNCTION append_many(
  c_part smallint[], c_log text[], c_id uuid[], c_request bytea[], c_actor text[],
  s_part smallint[], s_log text[], s_name text[],
  k_part smallint[], k_log text[],
  w_command int[], w_stream int[], w_counter int[], w_expected int[], w_count int[], w_key text[],
  e_id uuid[], e_type text[], e_v smallint[], e_occurred bigint[],
  e_causation text[], e_correlation text[], e_officer text[], e_num bigint[],
  e_data text[], e_content text[]
) RETURNS TABLE (outcome text, detail text)
LANGUAGE plpgsql
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $append$
#variable_conflict use_column
DECLARE
  commands constant int := cardinality(c_id);
  writes constant int := cardinality(w_command);
  outcomes text[] := array_fill(NULL::text, ARRAY[commands]);
  details text[] := array_fill(NULL::text, ARRAY[commands]);
  versions int[];
  before int[] := array_fill(0, ARRAY[writes]);
  k_wanted int[] := array_fill(0, ARRAY[cardinality(k_part)]);
  k_pos bigint[] := array_fill(0::bigint, ARRAY[cardinality(k_part)]);
  k_hash bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(k_part)]);
  k_ms bigint[] := array_fill(0::bigint, ARRAY[cardinality(k_part)]);
  k_epoch int[] := array_fill(0, ARRAY[cardinality(k_part)]);
  content text[] := e_content;
  e_part smallint[] := array_fill(NULL::smallint, ARRAY[cardinality(e_id)]);
  e_log text[] := array_fill(NULL::text, ARRAY[cardinality(e_id)]);
  e_pos bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(e_id)]);
  e_epoch int[] := array_fill(0, ARRAY[cardinality(e_id)]);
  e_stream text[] := array_fill(NULL::text, ARRAY[cardinality(e_id)]);
  e_version int[] := array_fill(0, ARRAY[cardinality(e_id)]);
  e_key text[] := array_fill(NULL::text, ARRAY[cardinality(e_id)]);
  e_recorded bigint[] := array_fill(0::bigint, ARRAY[cardinality(e_id)]);
  e_command uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(e_id)]);
  e_actor text[] := array_fill(NULL::text, ARRAY[cardinality(e_id)]);
  e_prev bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(e_id)]);
  e_hash bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(e_id)]);
  hit record;
  c int; w int; e int := 0; k int; s int; first int := 1; reached bigint; now_ms bigint;
  stream_name text; stream_key text; link bytea; refused boolean := false; locked int := 0; used int := 0;
BEGIN
  -- A new stream gets a head too, so that two who begin it at once wait for each other. The row of
  -- an existing one is locked and left as it is.
  INSERT INTO stream_head AS h (partition, log, stream, stream_version)
  SELECT new.part, new.log, new.name, 0
  FROM unnest(s_part, s_log, s_name) AS new(part, log, name)
  ON CONFLICT (partition, log, stream)
  DO UPDATE SET stream_version = h.stream_version WHERE false;

  SELECT array_agg(
    (SELECT h.stream_version FROM stream_head h
     WHERE h.partition = one.part AND h.log = one.log AND h.stream = one.name)
    ORDER BY one.at) INTO versions
  FROM unnest(s_part, s_log, s_name) WITH ORDINALITY AS one(part, log, name, at);

  FOR hit IN
    SELECT one.at, known.positions, known.request_hash = one.request AS same
    FROM unnest(c_part, c_log, c_id, c_request) WITH ORDINALITY AS one(part, log, id, request, at)
    CROSS JOIN LATERAL (
      SELECT i.positions, i.request_hash FROM command_id i
      WHERE i.partition = one.part AND i.log = one.log AND i.command_id = one.id) known
  LOOP
    outcomes[hit.at] := CASE WHEN hit.same THEN 'duplicate' ELSE 'reused' END;
    details[hit.at] := hit.positions;
    refused := true;
  END LOOP;

  -- Commands in turn, each against the versions that those before it left.
  FOR c IN 1..commands LOOP
    w := first;
    WHILE outcomes[c] IS NULL AND w <= writes AND w_command[w] = c LOOP
      s := w_stream[w];
      IF w_expected[w] >= 0 AND w_expected[w] <> versions[s] THEN
        outcomes[c] := 'conflict';
        details[c] := json_build_array(s_name[s], w_expected[w], versions[s])::text;
        refused := true;
      END IF;
      w := w + 1;
    END LOOP;
    WHILE first <= writes AND w_command[first] = c LOOP
      IF outcomes[c] IS NULL THEN
        s := w_stream[first];
        k := w_counter[first];
        before[first] := versions[s];
        versions[s] := versions[s] + w_count[first];
        IF k_wanted[k] = 0 THEN used := used + 1; END IF;
        k_wanted[k] := k_wanted[k] + w_count[first];
      END IF;
      first := first + 1;
    END LOOP;
    outcomes[c] := coalesce(outcomes[c], 'accepted');
  END LOOP;

  IF used > 0 THEN
  FOR hit IN
    SELECT one.at, n.last_pos, n.last_hash, n.last_recorded_ms, n.log_epoch
    FROM unnest(k_part, k_log, k_wanted) WITH ORDINALITY AS one(part, log, wanted, at)
    JOIN log_counter n ON n.partition = one.part AND n.log = one.log
    WHERE one.wanted > 0 ORDER BY one.at FOR NO KEY UPDATE OF n
  LOOP
    k_pos[hit.at] := hit.last_pos;
    k_hash[hit.at] := hit.last_hash;
    k_ms[hit.at] := hit.last_recorded_ms;
    k_epoch[hit.at] := hit.log_epoch;
    locked := locked + 1;
  END LOOP;
  IF locked <> used THEN
    RAISE EXCEPTION 'A log named here has no counters in this database.' USING ERRCODE = 'YW001';
  END IF;

  now_ms := floor(extract(epoch FROM clock_timestamp()) * 1000);
  FOR k IN 1..cardinality(k_part) LOOP
    k_ms[k] := greatest(k_ms[k], now_ms);
  END LOOP;

  FOR w IN 1..writes LOOP
    c := w_command[w];
    IF outcomes[c] = 'accepted' THEN
      k := w_counter[w];
      link := k_hash[k];
      stream_name := s_name[w_stream[w]];
      stream_key := w_key[w];
      reached := k_pos[k];
      FOR n IN 1..w_count[w] LOOP
        e := e + 1;
        reached := reached + 1;
        e_prev[e] := link;
        link := sha256(convert_to(encode(link, 'hex') || '|' || content[e] || '|' || reached || '|'
          || before[w] + n || '|' || k_ms[k] || '|' || k_epoch[k], 'UTF8'));
        e_hash[e] := link;
        e_pos[e] := reached;
        e_version[e] := before[w] + n;
        e_part[e] := k_part[k];
        e_log[e] := k_log[k];
        e_epoch[e] := k_epoch[k];
        e_stream[e] := stream_name;
        e_key[e] := stream_key;
        e_recorded[e] := k_ms[k];
        e_command[e] := c_id[c];
        e_actor[e] := c_actor[c];
      END LOOP;
      details[c] := coalesce(details[c] || ',', '') || '["' || k_log[k] || '",' || k_part[k] || ','
        || k_pos[k] + 1 || ',' || reached || ',' || before[w] + w_count[w] || ']';
      k_pos[k] := reached;
      k_hash[k] := link;
    ELSE
      e := e + w_count[w];
    END IF;
  END LOOP;

  INSERT INTO event (partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v, stream,
    stream_version, key, occurred_ms, recorded_ms, command_id, causation_id, correlation_id, actor,
    officer, num, data)
  SELECT * FROM unnest(e_part, e_log, e_pos, e_epoch, e_prev, e_hash, e_id, e_type, e_v, e_stream,
    e_version, e_key, e_occurred, e_recorded, e_command, e_causation, e_correlation, e_actor,
    e_officer, e_num, e_data)
    AS new(partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v, stream,
      stream_version, key, occurred_ms, recorded_ms, command_id, causation_id, correlation_id,
      actor, officer, num, data)
  WHERE new.pos IS NOT NULL;

  UPDATE stream_head h SET stream_version = one.version
  FROM unnest(s_part, s_log, s_name, versions) AS one(part, log, name, version)
  WHERE h.partition = one.part AND h.log = one.log AND h.stream = one.name
    AND h.stream_version <> one.version;

  UPDATE log_counter n
  SET last_pos = one.pos, last_hash = one.hash, last_recorded_ms = one.ms
  FROM unnest(k_part, k_log, k_wanted, k_pos, k_hash, k_ms)
    AS one(part, log, wanted, pos, hash, ms)
  WHERE n.partition = one.part AND n.log = one.log AND one.wanted > 0;

  INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
  SELECT one.part, one.log, one.id, one.request, '[' || one.positions || ']', now_ms
  FROM unnest(c_part, c_log, c_id, c_request, outcomes, details)
    AS one(part, log, id, request, outcome, positions)
  WHERE one.outcome = 'accepted' ORDER BY one.part, one.log, one.id;
  END IF;

  IF refused THEN
    DELETE FROM stream_head h USING unnest(s_part, s_log, s_name) AS one(part, log, name)
    WHERE h.partition = one.part AND h.log = one.log AND h.stream = one.name
      AND h.stream_version = 0;
  END IF;

  RETURN QUERY SELECT done.outcome,
    CASE done.outcome WHEN 'accepted' THEN '[' || done.detail || ']' ELSE done.detail END
  FROM unnest(outcomes, details) AS done(outcome, detail);
END
$append$;

REVOKE ALL ON FUNCTION append_many FROM PUBLIC;
`;
