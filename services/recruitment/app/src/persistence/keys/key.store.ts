import { randomBytes, randomUUID } from 'node:crypto';
import type { PersonKey } from '@ywk/platform';
import type { Connections } from '../database.ts';

const ENSURE = `
INSERT INTO person_key (kid, officer, secret)
SELECT asked.kid, asked.officer, asked.secret
FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS asked (kid, officer, secret)
WHERE NOT EXISTS (SELECT FROM destroyed_key AS gone WHERE gone.officer = asked.officer)
ORDER BY asked.officer
ON CONFLICT (officer) DO NOTHING`;

const OF_OFFICERS = `SELECT officer, kid, secret FROM person_key WHERE officer = ANY ($1::uuid[])`;

const BY_KID = `
SELECT kid, secret FROM person_key WHERE kid = ANY ($1::uuid[]) AND NOT withheld`;

/** Handing a key out and writing it down are one statement: no audit, no key. */
const HAND_OUT = `
WITH found AS (
  SELECT kid, secret FROM person_key WHERE kid = ANY ($1::uuid[]) AND NOT withheld
), noted AS (
  INSERT INTO key_access (caller, kid, handed_out)
  SELECT $2, asked.kid, found.kid IS NOT NULL
  FROM unnest($1::uuid[]) AS asked (kid) LEFT JOIN found USING (kid)
)
SELECT kid, secret FROM found`;

const DESTROY = `
WITH gone AS (
  DELETE FROM person_key WHERE kid = $1
)
INSERT INTO destroyed_key (kid, officer) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

const WITHHOLD = `UPDATE person_key SET withheld = true WHERE officer = ANY ($1::uuid[])`;

const MAKE_DIGEST_SECRET = `
INSERT INTO digest_secret (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING`;
const DIGEST_SECRET = `SELECT secret FROM digest_secret WHERE id = 1`;

interface KeyRow {
  readonly kid: string;
  readonly secret: Buffer;
}

const secretsOf = (rows: readonly KeyRow[]): ReadonlyMap<string, Buffer> =>
  new Map(rows.map(({ kid, secret }) => [kid, secret]));

/** The keys of persons, in a database of their own. */
export class KeyStore {
  private digest: Promise<Buffer> | undefined;

  constructor(private readonly pool: Connections) {}

  /** The key of each person, made where there is none. One whose key was destroyed is left out. */
  async ensure(officers: readonly string[]): Promise<ReadonlyMap<string, PersonKey>> {
    const made = officers.map(() => ({ kid: randomUUID(), secret: randomBytes(32) }));
    await this.pool.query(ENSURE, [
      made.map(({ kid }) => kid),
      officers,
      made.map(({ secret }) => secret),
    ]);
    return this.ofOfficers(officers);
  }

  async ofOfficers(officers: readonly string[]): Promise<ReadonlyMap<string, PersonKey>> {
    const { rows } = await this.pool.query<KeyRow & { officer: string }>(OF_OFFICERS, [officers]);
    return new Map(rows.map(({ officer, kid, secret }) => [officer, { kid, secret }]));
  }

  /** Secrets by key id, for this service itself; those gone or withheld are left out. */
  async secretsOf(kids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return secretsOf((await this.pool.query<KeyRow>(BY_KID, [kids])).rows);
  }

  /** The same for another, written down under the caller's name whether found or not. */
  async handOut(caller: string, kids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return secretsOf((await this.pool.query<KeyRow>(HAND_OUT, [[...new Set(kids)], caller])).rows);
  }

  /** Ends a key for ever; twice is once. */
  async destroy(kid: string, officer: string): Promise<void> {
    await this.pool.query(DESTROY, [kid, officer]);
  }

  /** Keeps the keys and hands them to nobody any more. */
  async withhold(officers: readonly string[]): Promise<void> {
    await this.pool.query(WITHHOLD, [officers]);
  }

  /** The secret of the digests of identity numbers, made at first use. */
  digestSecret(): Promise<Buffer> {
    this.digest ??= this.loadDigestSecret();
    return this.digest;
  }

  private async loadDigestSecret(): Promise<Buffer> {
    try {
      await this.pool.query(MAKE_DIGEST_SECRET, [randomBytes(32)]);
      const { rows } = await this.pool.query<{ secret: Buffer }>(DIGEST_SECRET);
      const [row] = rows;
      if (row === undefined) throw new Error('The secret of the digests is gone.');
      return row.secret;
    } catch (error) {
      this.digest = undefined;
      throw error;
    }
  }
}
