/** Links an event to the one before it; the second of the two steps by which events are hashed. */
const EVENT_HASH = `
CREATE FUNCTION event_hash(
  prev bytea, content text, pos bigint, stream_version int, recorded_ms bigint, log_epoch int
) RETURNS bytea
LANGUAGE sql STABLE
AS $hash$
  SELECT sha256(convert_to(encode(prev, 'hex') || '|' || content || '|' || pos || '|'
    || stream_version || '|' || recorded_ms || '|' || log_epoch, 'UTF8'))
$hash$;

REVOKE ALL ON FUNCTION event_hash FROM PUBLIC;
`;

/**
 * What the functions take. Arrays by prefix: c_ commands, s_ streams and k_ counters in lock order, w_
 * writes in the order of their commands, e_ events in the order of their writes. w_command, w_stream
 * and w_counter are indexes from 1. An expected version of -1 means any.
 */
export const PARAMETERS = `
  c_part smallint[], c_log text[], c_id uuid[], c_request bytea[], c_actor text[],
  s_part smallint[], s_log text[], s_name text[],
  k_part smallint[], k_log text[],
  w_command int[], w_stream int[], w_counter int[], w_expected int[], w_count int[], w_key text[],
  e_id uuid[], e_type text[], e_v smallint[], e_occurred bigint[],
  e_causation text[], e_correlation text[], e_officer text[], e_num bigint[],
  e_data text[], e_content text[]`;

/** Their names, to hand them on. */
export const ARGUMENTS = PARAMETERS.replaceAll(/ \w+\[\]/g, '');

/**
 * Plans are made once a session, whatever the tables held then: hence no scan or hash of a table
 * that will have grown.
 */
export const PLANNED_ONCE = `LANGUAGE plpgsql
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off`;

/**
 * Writes the commands that are taken, all of them, and answers the positions of each; YW002 when one
 * of them cannot be accepted: its caller rolls back. Each row is touched once, which is what makes
 * the common case cheap.
 */
export const APPEND_ALL = `${EVENT_HASH}
CREATE FUNCTION append_all(${PARAMETERS}, c_taken boolean[]) RETURNS text[]
${PLANNED_ONCE}
AS $append$
#variable_conflict use_column
DECLARE
  commands constant int := cardinality(c_id);
  writes constant int := cardinality(w_command);
  s_count int[] := array_fill(0, ARRAY[cardinality(s_part)]);
  s_now int[];
  s_found text[];
  w_before int[] := array_fill(0, ARRAY[writes]);
  w_place text[] := array_fill(NULL::text, ARRAY[writes]);
  k_wanted boolean[] := array_fill(false, ARRAY[cardinality(k_part)]);
  k_pos bigint[] := array_fill(0::bigint, ARRAY[cardinality(k_part)]);
  k_hash bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(k_part)]);
  k_ms bigint[] := array_fill(0::bigint, ARRAY[cardinality(k_part)]);
  k_epoch int[] := array_fill(0, ARRAY[cardinality(k_part)]);
  content text[] := e_content;
  e_part smallint[] := array_fill(0::smallint, ARRAY[cardinality(e_id)]);
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
  positions text[] := array_fill(NULL::text, ARRAY[commands]);
  hit record;
  c int; e int := 0; k int; s int; first int := 1; version int; reached bigint; link bytea;
  now_ms bigint; added int;
BEGIN
  FOR w IN 1..writes LOOP
    CONTINUE WHEN NOT c_taken[w_command[w]];
    s := w_stream[w];
    w_before[w] := s_count[s];
    s_count[s] := s_count[s] + w_count[w];
    k_wanted[w_counter[w]] := true;
  END LOOP;

  -- Two who begin one stream at once wait for each other here, and whoever comes second is told.
  WITH moved AS (
    INSERT INTO stream_head AS h (partition, log, stream, stream_version)
    SELECT new.part, new.log, new.name, new.count
    FROM unnest(s_part, s_log, s_name, s_count) AS new(part, log, name, count)
    ON CONFLICT (partition, log, stream)
    DO UPDATE SET stream_version = h.stream_version + EXCLUDED.stream_version
    RETURNING h.stream, h.stream_version)
  SELECT array_agg(moved.stream), array_agg(moved.stream_version) INTO s_found, s_now FROM moved;
  IF s_found IS DISTINCT FROM s_name THEN
    RAISE EXCEPTION 'Streams were not moved in the order given.';
  END IF;
  FOR w IN 1..writes LOOP
    CONTINUE WHEN NOT c_taken[w_command[w]];
    s := w_stream[w];
    w_before[w] := s_now[s] - s_count[s] + w_before[w];
    IF w_expected[w] >= 0 AND w_expected[w] <> w_before[w] THEN
      RAISE EXCEPTION 'A stream is elsewhere.' USING ERRCODE = 'YW002';
    END IF;
  END LOOP;

  FOR hit IN
    SELECT one.at, n.last_pos, n.last_hash, n.last_recorded_ms, n.log_epoch
    FROM unnest(k_part, k_log, k_wanted) WITH ORDINALITY AS one(part, log, wanted, at)
    JOIN log_counter n ON n.partition = one.part AND n.log = one.log
    WHERE one.wanted ORDER BY one.at FOR NO KEY UPDATE OF n
  LOOP
    k_pos[hit.at] := hit.last_pos;
    k_hash[hit.at] := hit.last_hash;
    k_ms[hit.at] := hit.last_recorded_ms;
    k_epoch[hit.at] := hit.log_epoch;
  END LOOP;
  now_ms := floor(extract(epoch FROM clock_timestamp()) * 1000);
  FOR k IN 1..cardinality(k_part) LOOP
    IF k_wanted[k] AND k_epoch[k] = 0 THEN
      RAISE EXCEPTION 'A log named here has no counters in this database.' USING ERRCODE = 'YW001';
    END IF;
    k_ms[k] := greatest(k_ms[k], now_ms);
  END LOOP;

  FOR w IN 1..writes LOOP
    c := w_command[w];
    IF NOT c_taken[c] THEN
      e := e + w_count[w];
      first := w + 1;
      CONTINUE;
    END IF;
    k := w_counter[w];
    s := w_stream[w];
    link := k_hash[k];
    reached := k_pos[k];
    version := w_before[w];
    FOR n IN 1..w_count[w] LOOP
      e := e + 1;
      reached := reached + 1;
      version := version + 1;
      e_prev[e] := link;
      link := event_hash(link, content[e], reached, version, k_ms[k], k_epoch[k]);
      e_hash[e] := link;
      e_pos[e] := reached;
      e_version[e] := version;
      e_part[e] := k_part[k];
      e_log[e] := k_log[k];
      e_epoch[e] := k_epoch[k];
      e_stream[e] := s_name[s];
      e_key[e] := w_key[w];
      e_recorded[e] := k_ms[k];
      e_command[e] := c_id[c];
      e_actor[e] := c_actor[c];
    END LOOP;
    w_place[w] := '["' || k_log[k] || '",' || k_part[k] || ',' || k_pos[k] + 1 || ',' || reached
      || ',' || version || ']';
    k_pos[k] := reached;
    k_hash[k] := link;
    IF w = writes OR w_command[w + 1] <> c THEN
      positions[c] := '[' || array_to_string(w_place[first:w], ',') || ']';
      first := w + 1;
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

  UPDATE log_counter n
  SET last_pos = one.pos, last_hash = one.hash, last_recorded_ms = one.ms
  FROM unnest(k_part, k_log, k_wanted, k_pos, k_hash, k_ms)
    AS one(part, log, wanted, pos, hash, ms)
  WHERE n.partition = one.part AND n.log = one.log AND one.wanted;

  INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
  SELECT one.part, one.log, one.id, one.request, one.positions, now_ms
  FROM unnest(c_part, c_log, c_id, c_request, positions, c_taken)
    AS one(part, log, id, request, positions, taken)
  WHERE one.taken ORDER BY one.part, one.log, one.id
  ON CONFLICT (partition, log, command_id) DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  IF added < cardinality(array_remove(c_taken, false)) THEN
    RAISE EXCEPTION 'A command was here before.' USING ERRCODE = 'YW002';
  END IF;
  RETURN positions;
END
$append$;

REVOKE ALL ON FUNCTION append_all FROM PUBLIC;
`;
