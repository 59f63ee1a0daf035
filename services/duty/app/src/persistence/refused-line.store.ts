import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { partitionOf } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

const ALGORITHM = 'aes-256-gcm';
const KEPT_DAYS = 90;
/** Of an endless line, so much is kept: enough to see what it was. */
const KEPT_BYTES = 64 * 1024;

/** A line that was refused, as it came. */
export interface RefusedLine {
  readonly id: string;
  /** `http` or the name of the topic. */
  readonly door: string;
  /** Number of the line in its delivery, or partition and offset. */
  readonly place: string;
  readonly code: string;
  readonly detail: string;
  readonly pointer: string;
  /** Who sent it: subject of the token; the topic names nobody. */
  readonly sender: string;
  readonly raw: Buffer;
}

const INSERT = `
INSERT INTO refused_line (partition, id, door, place, code, detail, pointer, sender, alg, iv, ct,
  tag, expires_at)
SELECT *, now() + interval '${KEPT_DAYS} days' FROM unnest($1::smallint[], $2::uuid[], $3::text[],
  $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bytea[], $11::bytea[],
  $12::bytea[])
ON CONFLICT (partition, id) DO NOTHING`;

const LIST = `
SELECT id, door, place, code, detail, pointer, sender, refused_at FROM (
  SELECT *, date_trunc('milliseconds', refused_at) AS moment FROM refused_line
) l
WHERE $1::timestamptz IS NULL OR moment < $1 OR (moment = $1 AND id > $2::uuid)
ORDER BY moment DESC, id LIMIT $3`;

const FIND = `SELECT iv, ct, tag FROM refused_line WHERE partition = $1 AND id = $2`;

const PURGE = `DELETE FROM refused_line WHERE expires_at < now()`;

interface CipherRow {
  readonly iv: Buffer;
  readonly ct: Buffer;
  readonly tag: Buffer;
}

/** What is listed of a refused line: all but its text, which may name people. */
export type RefusedLineHead = Omit<RefusedLine, 'raw'> & { readonly refusedAt: string };

type HeadRow = Omit<RefusedLine, 'raw'> & { readonly refused_at: Date };

/** Keeps refused lines encrypted for 90 days: the only place where a line stands as it came. */
export class RefusedLines {
  constructor(private readonly key: KeyObject) {}

  async keep(db: Connections | Tx, lines: readonly RefusedLine[]): Promise<void> {
    if (lines.length === 0) return;
    const sealed = lines.map(({ id, raw }) => this.sealed(id, raw.subarray(0, KEPT_BYTES)));
    await db.query(INSERT, [
      lines.map(({ id }) => partitionOf(id)),
      lines.map(({ id }) => id),
      lines.map(({ door }) => door),
      lines.map(({ place }) => place),
      lines.map(({ code }) => code),
      lines.map(({ detail }) => detail.slice(0, 1000)),
      lines.map(({ pointer }) => pointer.slice(0, 200)),
      lines.map(({ sender }) => sender),
      lines.map(() => 'A256GCM'),
      sealed.map(({ iv }) => iv),
      sealed.map(({ ct }) => ct),
      sealed.map(({ tag }) => tag),
    ]);
  }

  /** Newest first. @param after the last one that was seen @param limit at most so many */
  async list(
    db: Connections,
    after: Pick<RefusedLineHead, 'id' | 'refusedAt'> | null,
    limit: number,
  ): Promise<RefusedLineHead[]> {
    const { rows } = await db.query<HeadRow>(LIST, [after?.refusedAt, after?.id, limit]);
    return rows.map(({ refused_at, ...head }) => ({
      ...head,
      refusedAt: refused_at.toISOString(),
    }));
  }

  /** The line as it came; undefined when it is not kept any more. */
  async open(db: Connections, id: string): Promise<Buffer | undefined> {
    const { rows } = await db.query<CipherRow>(FIND, [partitionOf(id), id]);
    const row = rows[0];
    if (row === undefined) return undefined;
    const decipher = createDecipheriv(ALGORITHM, this.key, row.iv);
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(row.tag);
    return Buffer.concat([decipher.update(row.ct), decipher.final()]);
  }

  /** Deletes what has been kept long enough; answers how many. */
  async purge(db: Connections): Promise<number> {
    const { rowCount } = await db.query(PURGE);
    return rowCount ?? 0;
  }

  /** The id is bound in, so that no row can be passed off as another. */
  private sealed(id: string, raw: Buffer): CipherRow {
    const iv = randomBytes(12);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    cipher.setAAD(Buffer.from(id));
    const ct = Buffer.concat([cipher.update(raw), cipher.final()]);
    return { iv, ct, tag: cipher.getAuthTag() };
  }
}
