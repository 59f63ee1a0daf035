import { PARTITIONS } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { ViewModule } from './view-module.ts';

const FIND = 'SELECT build FROM view_rebuild WHERE partition = 0 AND view = $1 LIMIT 1';

// Seconds since 1970: greater than any build before, so that no name of an index is met again.
const BEGIN = `
INSERT INTO view_rebuild (partition, view, log, build)
SELECT p, $1, l.log, floor(extract(epoch FROM clock_timestamp()))::int
FROM unnest($2::text[]) AS l(log) CROSS JOIN generate_series(0, $3::int - 1) AS p
RETURNING build`;

const END = 'DELETE FROM view_rebuild WHERE partition BETWEEN 0 AND 63 AND view = $1';
const END_SKIPPED =
  'DELETE FROM view_rebuild_skipped WHERE partition BETWEEN 0 AND 63 AND view = $1';

/** Tables that a run left which was killed after its swap, or whose rebuild was begun anew. */
const LEFT = `
SELECT c.relname AS name FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.relname ~ ('^' || $1 || '__(old|r)[0-9]+$')`;

const HAS_KEY = `
SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype = 'p'`;

/** The tables that are built beside the live ones. */
export class Shadow {
  private build = 0;

  constructor(private readonly view: ViewModule) {}

  /** The table that is built for one of the view. */
  nameOf(table: string): string {
    if (!(table in this.view.tables)) throw new RangeError(`The view has no table "${table}".`);
    return `${table}__r${this.build}`;
  }

  /** Takes up what an earlier run began, or creates the tables. */
  async open(tx: PoolClient): Promise<void> {
    const { rows } = await tx.query<{ build: number }>(FIND, [this.view.name]);
    if (rows[0] !== undefined) {
      this.build = rows[0].build;
      return;
    }
    await this.dropLeft(tx);
    const begun = await tx.query<{ build: number }>(BEGIN, [
      this.view.name,
      this.view.logs,
      PARTITIONS,
    ]);
    this.build = begun.rows[0]?.build ?? 0;
    for (const [table, create] of Object.entries(this.view.bulk?.bare ?? this.view.tables)) {
      await tx.query(create(this.nameOf(table)));
    }
  }

  /** Gives tables their keys that were created without, in one transaction for all of them. */
  async addKeys(tx: PoolClient): Promise<void> {
    for (const [table, keys] of Object.entries(this.view.bulk?.keys ?? {})) {
      await tx.query(keys(this.nameOf(table)));
      await tx.query(`ANALYZE "${this.nameOf(table)}"`);
    }
  }

  /** Whether tables still lack their keys. */
  async isBare(tx: PoolClient): Promise<boolean> {
    const [table] = Object.keys(this.view.bulk?.keys ?? {});
    if (table === undefined) return false;
    const { rowCount } = await tx.query(HAS_KEY, [this.nameOf(table)]);
    return rowCount === 0;
  }

  /** Swaps names, and ends the rebuild. */
  async rename(tx: PoolClient): Promise<void> {
    for (const table of Object.keys(this.view.tables)) {
      await tx.query(`ALTER TABLE "${table}" RENAME TO "${this.oldName(table)}"`);
      await tx.query(`ALTER TABLE "${this.nameOf(table)}" RENAME TO "${table}"`);
    }
    await this.end(tx);
  }

  async dropOld(tx: PoolClient): Promise<void> {
    for (const table of Object.keys(this.view.tables)) {
      await tx.query(`DROP TABLE IF EXISTS "${this.oldName(table)}"`);
    }
  }

  private async dropLeft(tx: PoolClient): Promise<void> {
    for (const table of Object.keys(this.view.tables)) {
      const { rows } = await tx.query<{ name: string }>(LEFT, [table]);
      for (const { name } of rows) await tx.query(`DROP TABLE "${name}"`);
    }
  }

  async discard(tx: PoolClient): Promise<void> {
    const { rows } = await tx.query<{ build: number }>(FIND, [this.view.name]);
    if (rows[0] === undefined) return;
    this.build = rows[0].build;
    for (const table of Object.keys(this.view.tables)) {
      await tx.query(`DROP TABLE IF EXISTS "${this.nameOf(table)}"`);
    }
    await this.end(tx);
  }

  private oldName(table: string): string {
    return `${table}__old${this.build}`;
  }

  private async end(tx: PoolClient): Promise<void> {
    await tx.query(END, [this.view.name]);
    await tx.query(END_SKIPPED, [this.view.name]);
  }
}
