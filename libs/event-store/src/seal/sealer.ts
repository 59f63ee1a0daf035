import type { KeyObject } from 'node:crypto';
import { PARTITIONS, type ContractRegistry } from '@ywk/contracts';
import { addDays, localDay, startOfDay } from '@ywk/kernel';
import type { Pool } from 'pg';
import { inTransaction } from '../pool.ts';
import { storedRange } from '../stored-events.ts';
import { placeOf, verifyLog, type FirstBad, type Link } from '../verify-log.ts';
import { checkSeals, type BadSeal } from './check-seals.ts';
import {
  anchorLine,
  FIRST_PREVIOUS,
  keyId,
  rootOf,
  sealHash,
  sealOf,
  signSeal,
  type SealedHead,
  type SignedSeal,
} from './seal.ts';
import {
  HASH_AT,
  KEEP_SEAL,
  LAST_BEFORE,
  READ_SEALS,
  WAIT_FOR_APPENDS,
} from './seal.statements.ts';

/** The log does not agree with its last seal, or with itself: it is not sealed. */
export class NotSealed extends Error {
  override readonly name = 'NotSealed';

  constructor(readonly fault: FirstBad | BadSeal) {
    const where =
      'log' in fault ? `${placeOf(fault)} position ${fault.pos}` : `seal of ${fault.day}`;
    super(`Not sealed: ${where}: ${fault.what}.`);
  }
}

export interface SealerParts {
  /** Of the owner's role. */
  readonly pool: Pool;
  readonly service: string;
  readonly logs: readonly string[];
  readonly registry: ContractRegistry;
  /** Private, Ed25519. */
  readonly key: KeyObject;
  readonly onSealed?: (sealed: SignedSeal) => void;
}

/** All seals that a database holds, by number. @throws MalformedSeal */
export const keptSeals = async (pool: Pick<Pool, 'query'>): Promise<SignedSeal[]> => {
  const { rows } = await pool.query<{ line: string }>(READ_SEALS);
  return rows.map(({ line }) => sealOf(line));
};

type Hash = { hash: string; logEpoch: number; recordedMs: number };

/** Seals the days that are over: one seal a day, each over the events since the one before it. */
export class Sealer {
  constructor(private readonly parts: SealerParts) {}

  /**
   * Seals all days that are over and not sealed. Where none is sealed yet it begins with `firstDay`, or
   * with yesterday; the first seal holds everything before it, too.
   * @throws NotSealed when the log does not agree with its last seal or does not verify since then
   */
  async sealDays(firstDay?: string): Promise<readonly SignedSeal[]> {
    const { pool, service, onSealed } = this.parts;
    const now = await this.waitForAppends();
    const yesterday = addDays(localDay(new Date(now).toISOString()), -1);
    const kept = await keptSeals(pool);
    const fault = checkSeals(kept, { service });
    if (fault !== undefined) throw new NotSealed(fault);
    const made: SignedSeal[] = [];
    let last = kept.at(-1);
    let day = last === undefined ? (firstDay ?? yesterday) : addDays(last.seal.day, 1);
    for (; day <= yesterday; day = addDays(day, 1)) {
      last = await this.sealDay(day, { last, now });
      made.push(last);
      onSealed?.(last);
    }
    return made;
  }

  private async sealDay(
    day: string,
    { last, now }: { last: SignedSeal | undefined; now: number },
  ): Promise<SignedSeal> {
    const { pool, service, key } = this.parts;
    const heads = await this.headsAt(Date.parse(startOfDay(addDays(day, 1))), last);
    await this.verifySince(last, heads);
    const seal = {
      service,
      day,
      number: (last?.seal.number ?? 0) + 1,
      events: heads.reduce((sum, { pos }) => sum + pos, 0),
      root: rootOf(heads),
      previous: last === undefined ? FIRST_PREVIOUS : sealHash(last.seal),
      sealedAt: new Date(now).toISOString(),
      key: keyId(key),
    };
    const signed = signSeal(seal, heads, key);
    await pool.query(KEEP_SEAL, [seal.number, day, anchorLine(signed)]);
    return signed;
  }

  private async waitForAppends(): Promise<number> {
    const { pool, logs } = this.parts;
    const values = [logs, PARTITIONS - 1];
    const { rows } = await inTransaction(pool, (tx) =>
      tx.query<{ ms: number }>(WAIT_FOR_APPENDS, values),
    );
    return rows[0]?.ms ?? 0;
  }

  private async headsAt(endMs: number, last: SignedSeal | undefined): Promise<SealedHead[]> {
    const before = new Map(last?.heads.map((head) => [placeOf(head), head]));
    const heads: SealedHead[] = [];
    for (const log of this.parts.logs) {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        const known = before.get(placeOf({ log, partition }));
        const values = [partition, log, known?.pos ?? 1, endMs];
        const { rows } = await this.parts.pool.query<SealedHead>(LAST_BEFORE, values);
        const [found] = rows;
        if (found !== undefined) heads.push({ log, partition, pos: found.pos, hash: found.hash });
        else if (known !== undefined) throw gone(known);
      }
    }
    return heads;
  }

  private async verifySince(
    last: SignedSeal | undefined,
    heads: readonly SealedHead[],
  ): Promise<void> {
    const { pool, registry } = this.parts;
    const before = new Map(last?.heads.map((head) => [placeOf(head), head]));
    for (const { log, partition, pos } of heads) {
      const known = before.get(placeOf({ log, partition }));
      const link = known === undefined ? undefined : await this.linkAt(known);
      const from = link === undefined ? [] : [[placeOf({ log, partition }), link] as const];
      const range = { log, partition, after: link?.pos ?? 0, until: pos };
      const verified = await verifyLog(storedRange(pool, range), { registry, from: new Map(from) });
      if (!verified.ok) throw new NotSealed(verified.firstBad);
    }
  }

  /** @throws NotSealed when the event is not the one that was sealed */
  private async linkAt(head: SealedHead): Promise<Link> {
    const values = [head.partition, head.log, head.pos];
    const { rows } = await this.parts.pool.query<Hash>(HASH_AT, values);
    const [found] = rows;
    if (found?.hash !== head.hash) throw gone(head);
    const { hash, logEpoch, recordedMs } = found;
    return { pos: head.pos, hash, logEpoch, recordedAt: new Date(recordedMs).toISOString() };
  }
}

const gone = (head: SealedHead): NotSealed =>
  new NotSealed({ ...head, eventId: null, what: 'it is not the event that was sealed' });
