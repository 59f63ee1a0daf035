import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_ALL, ARGUMENTS, PARAMETERS } from './1767225600002-append-all.ts';
import { APPEND_MANY } from './1767225600002-append-many.ts';

/**
 * The only way into the log. One command with one event, the commonest by far, goes straight
 * through. Others are first taken to be acceptable, as they nearly always are; what is not,
 * append_many settles.
 */
const APPEND_EVENTS = `
CREATE FUNCTION append_events(${PARAMETERS}) RETURNS TABLE (outcome text, detail text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan
AS $append$
#variable_conflict use_column
DECLARE
  version int;
  tail record;
  positions text[];
BEGIN
  IF cardinality(c_id) = 1 AND cardinality(e_id) = 1 THEN
    IF w_expected[1] > 0 THEN
      UPDATE stream_head h SET stream_version = h.stream_version + 1
      WHERE h.partition = s_part[1] AND h.log = s_log[1] AND h.stream = s_name[1]
        AND h.stream_version = w_expected[1]
      RETURNING h.stream_version INTO version;
    ELSE
      INSERT INTO stream_head AS h (partition, log, stream, stream_version)
      VALUES (s_part[1], s_log[1], s_name[1], 1)
      ON CONFLICT (partition, log, stream)
      DO UPDATE SET stream_version = h.stream_version + 1 WHERE w_expected[1] < 0
      RETURNING h.stream_version INTO version;
    END IF;

    IF version IS NOT NULL THEN
      UPDATE log_counter n SET last_pos = n.last_pos + 1, prior_hash = n.last_hash,
        last_hash = event_hash(n.last_hash, e_content[1], n.last_pos + 1, version,
          greatest(n.last_recorded_ms, now.ms), n.log_epoch),
        last_recorded_ms = greatest(n.last_recorded_ms, now.ms)
      FROM (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms OFFSET 0) now
      WHERE n.partition = k_part[1] AND n.log = k_log[1]
      RETURNING n.last_pos, n.prior_hash, n.last_hash, n.last_recorded_ms, n.log_epoch INTO tail;
      IF tail.last_pos IS NULL THEN
        RAISE EXCEPTION 'A log named here has no counters in this database.'
          USING ERRCODE = 'YW001';
      END IF;

      detail := '[["' || k_log[1] || '",' || k_part[1] || ',' || tail.last_pos || ','
        || tail.last_pos || ',' || version || ']]';
      INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
      VALUES (c_part[1], c_log[1], c_id[1], c_request[1], detail, tail.last_recorded_ms)
      ON CONFLICT (partition, log, command_id) DO NOTHING;
      IF FOUND THEN
        INSERT INTO event (partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v,
          stream, stream_version, key, occurred_ms, recorded_ms, command_id, causation_id,
          correlation_id, actor, officer, num, data)
        VALUES (k_part[1], k_log[1], tail.last_pos, tail.log_epoch, tail.prior_hash,
          tail.last_hash, e_id[1], e_type[1], e_v[1], s_name[1], version, w_key[1], e_occurred[1],
          tail.last_recorded_ms, c_id[1], e_causation[1], e_correlation[1], c_actor[1],
          e_officer[1], e_num[1], e_data[1]);
        outcome := 'accepted';
        RETURN NEXT;
        RETURN;
      END IF;

      -- The command was here before: what was taken for it is given back, still under lock.
      UPDATE log_counter n SET last_pos = n.last_pos - 1, last_hash = n.prior_hash
      WHERE n.partition = k_part[1] AND n.log = k_log[1];
      UPDATE stream_head h SET stream_version = version - 1
      WHERE h.partition = s_part[1] AND h.log = s_log[1] AND h.stream = s_name[1];
    END IF;
  END IF;

  BEGIN
    positions := append_all(${ARGUMENTS}, array_fill(true, ARRAY[cardinality(c_id)]));
    RETURN QUERY SELECT 'accepted', done.detail FROM unnest(positions) AS done(detail);
    RETURN;
  EXCEPTION WHEN SQLSTATE 'YW002' THEN
    NULL;
  END;
  RETURN QUERY SELECT done.outcome, done.detail FROM append_many(${ARGUMENTS}) AS done;
END
$append$;

REVOKE ALL ON FUNCTION append_events FROM PUBLIC;
`;

const GRANTS = `
DO $grants$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION append_events TO %I', coalesce(
    nullif(current_setting('ywk.app_role', true), ''), current_database() || '_app'));
END
$grants$;
`;

export class AppendEvents1767225600002 implements MigrationInterface {
  readonly name = 'AppendEvents1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_ALL);
    await runner.query(APPEND_MANY);
    await runner.query(APPEND_EVENTS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
