import { ARGUMENTS, PARAMETERS, PLANNED_ONCE } from './1767225600002-append-all.ts';

/**
 * Decides commands of which some cannot be accepted: each on its own, in turn, against the versions
 * that those before it left. What is accepted is then written together by append_all. Locks are
 * taken in one order by all callers (streams, then counters, then command ids, each in the order
 * given), so callers wait for each other and never in a circle.
 */
export const APPEND_MANY = `
CREATE FUNCTION append_many(${PARAMETERS}) RETURNS TABLE (outcome text, detail text)
${PLANNED_ONCE}
AS $append$
#variable_conflict use_column
DECLARE
  commands constant int := cardinality(c_id);
  writes constant int := cardinality(w_command);
  taken boolean[] := array_fill(true, ARRAY[commands]);
  outcomes text[] := array_fill(NULL::text, ARRAY[commands]);
  details text[] := array_fill(NULL::text, ARRAY[commands]);
  positions text[];
  versions int[];
  hit record;
  w int; s int; first int := 1;
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
  END LOOP;

  FOR c IN 1..commands LOOP
    w := first;
    WHILE outcomes[c] IS NULL AND w <= writes AND w_command[w] = c LOOP
      s := w_stream[w];
      IF w_expected[w] >= 0 AND w_expected[w] <> versions[s] THEN
        outcomes[c] := 'conflict';
        details[c] := json_build_array(s_name[s], w_expected[w], versions[s])::text;
      END IF;
      w := w + 1;
    END LOOP;
    WHILE first <= writes AND w_command[first] = c LOOP
      IF outcomes[c] IS NULL THEN
        versions[w_stream[first]] := versions[w_stream[first]] + w_count[first];
      END IF;
      first := first + 1;
    END LOOP;
    taken[c] := outcomes[c] IS NULL;
  END LOOP;

  IF true = ANY (taken) THEN
    positions := append_all(${ARGUMENTS}, taken);
  END IF;
  DELETE FROM stream_head h USING unnest(s_part, s_log, s_name) AS one(part, log, name)
  WHERE h.partition = one.part AND h.log = one.log AND h.stream = one.name
    AND h.stream_version = 0;
  RETURN QUERY SELECT coalesce(done.outcome, 'accepted'), coalesce(done.detail, done.positions)
  FROM unnest(outcomes, details, positions) AS done(outcome, detail, positions);
END
$append$;

REVOKE ALL ON FUNCTION append_many FROM PUBLIC;
`;
