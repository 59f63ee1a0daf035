import { migrate, shippedBook } from '@ywk/appraisal-app';
import { metricsOfPost } from '@ywk/appraisal-domain';
import { FACT_LOGS, partitionOf, POST_CODES } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { chanceOf, idFrom } from '../facts.ts';

/** People of a unit. */
const UNIT = 50;

const UNITS = `
INSERT INTO unit (partition, unit, pos, name_zh, name_en, parent, budget_mode, recorded_ms)
SELECT p, u, 1, u, u, NULL, 'SCALE', 0 FROM unnest($1::smallint[], $2::text[]) AS a(p, u)`;

const PLACES = `
INSERT INTO placement (partition, officer, pos, kind, day, unit, post, team, tier, recorded_ms)
SELECT p, o, 1, 'HIRED', '2015-01-01', u, post, u || '-A', tier, 0
FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::smallint[])
  AS a(p, o, u, post, tier)`;

const TALLIES = `
INSERT INTO tally (partition, officer, day, metric, posted, n)
SELECT p.partition, p.officer, '2024-05-01'::date + d, m.metric, '',
  1 + (hashtextextended(p.officer::text || m.metric || d, 5) & 63)
FROM placement p
JOIN unnest($1::text[], $2::text[]) AS m(post, metric) ON m.post = p.post
CROSS JOIN generate_series(0, 21) AS d
ORDER BY p.partition, p.officer`;

const MARKERS = `
INSERT INTO period_marker (partition, log, calendar, period, revision, final, pos)
SELECT p, log, 'month', $1, 1, false, 1000000
FROM generate_series(0, 63) AS p, unnest($2::text[]) AS log
ON CONFLICT DO NOTHING`;

const CLEAR = `
TRUNCATE event, stream_head, command_id, closed_sheet, period_marker;
UPDATE log_counter SET last_pos = 0, last_recorded_ms = 0,
  last_hash = decode(repeat('00', 32), 'hex')`;

/** Tier at which somebody was hired, by the place in the list. */
export const tierOf = (at: number): number => 4 + (at % 4);

/** A bureau of so many people in units of fifty, of all posts, in a database of its own. */
export class Bureau {
  private constructor(
    readonly database: TestDatabase,
    readonly pool: Pool,
    readonly officers: readonly string[],
  ) {}

  static async of(people: number): Promise<Bureau> {
    const bureau = await Bureau.planned(people);
    await bureau.place();
    return bureau;
  }

  /** Nobody of it is hired yet. */
  static async planned(people: number): Promise<Bureau> {
    const database = await createTestDatabase('benchclose');
    await migrate(database.url);
    const pool = createPool({
      ...{ url: database.url, max: 4, applicationName: 'bench-close', queryTimeoutMs: 3_600_000 },
    });
    const chance = chanceOf(people);
    const officers = Array.from({ length: people }, () => idFrom(chance));
    return new Bureau(database, pool, officers);
  }

  get units(): readonly string[] {
    return Array.from({ length: Math.ceil(this.officers.length / UNIT) }, (_, at) => `U${at}`);
  }

  /** Where an officer stands, by the place in the list. */
  unitOf(at: number): string {
    return `U${Math.floor(at / UNIT)}`;
  }

  /** Hires everybody; of four people one stands on each tier from 4 to 7. */
  async place(): Promise<void> {
    const { pool, officers, units } = this;
    await pool.query(UNITS, [units.map(partitionOf), units]);
    await pool.query(PLACES, [
      officers.map(partitionOf),
      officers,
      officers.map((_, at) => this.unitOf(at)),
      officers.map((_, at) => POST_CODES[at % POST_CODES.length]),
      officers.map((_, at) => tierOf(at)),
    ]);
    await pool.query('ANALYZE placement');
  }

  /** A month in which everybody has every metric of the post counted on 22 days. */
  async count(): Promise<void> {
    const rules = shippedBook().of('2024-05');
    const pairs = POST_CODES.flatMap((post) =>
      metricsOfPost(rules, post).map((metric) => [post, metric] as const),
    );
    await this.pool.query(TALLIES, [
      pairs.map(([post]) => post),
      pairs.map(([, metric]) => metric),
    ]);
    await query(this.database.adminUrl, 'VACUUM ANALYZE tally');
  }

  /** The markers of all logs of facts, as when every producer has answered. */
  async mark(period: string): Promise<void> {
    await this.pool.query(MARKERS, [period, FACT_LOGS]);
  }

  /** Nothing was closed. */
  async clear(): Promise<void> {
    await query(this.database.adminUrl, CLEAR);
  }

  async drop(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }
}
