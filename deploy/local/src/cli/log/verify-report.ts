import {
  checkSeals,
  firstUnlike,
  type BadSeal,
  type Damage,
  type FirstBad,
  type SignedSeal,
} from '@ywk/event-store';
import type { KeyObject } from 'node:crypto';

/** What became of one log, or of several in one file. */
export interface CheckedLog {
  readonly log: string;
  readonly ok: boolean;
  readonly events?: number;
  readonly firstBad?: FirstBad;
  readonly damage?: Damage;
}

export interface CheckedSeals {
  readonly ok: boolean;
  readonly count: number;
  /** Day of the last one. */
  readonly upTo: string | null;
  /** Whether they were compared with what was taken outside. */
  readonly anchored: boolean;
  readonly signed: boolean;
  readonly firstBad?: BadSeal;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly service: string;
  readonly logs: readonly CheckedLog[];
  readonly seals: CheckedSeals;
}

/** What the person gave to hold the log against. */
export interface Outside {
  readonly anchored: readonly SignedSeal[] | undefined;
  readonly publicKey: KeyObject | undefined;
}

const firstBadSeal = (
  service: string,
  kept: readonly SignedSeal[],
  { anchored, publicKey }: Outside,
): BadSeal | undefined => {
  const options = { service, ...(publicKey === undefined ? {} : { publicKey }) };
  const outside = anchored ?? [];
  return checkSeals(outside, options) ?? firstUnlike(outside, kept) ?? checkSeals(kept, options);
};

/** Holds the seals that the log keeps against themselves, and against those taken outside. */
export const checkedSeals = (
  service: string,
  kept: readonly SignedSeal[],
  outside: Outside,
): CheckedSeals => {
  const seals = outside.anchored ?? kept;
  const firstBad = firstBadSeal(service, kept, outside);
  return {
    ok: firstBad === undefined,
    count: seals.length,
    upTo: seals.at(-1)?.seal.day ?? null,
    anchored: outside.anchored !== undefined,
    signed: outside.publicKey !== undefined,
    ...(firstBad === undefined ? {} : { firstBad }),
  };
};

export const reportOf = (
  service: string,
  logs: readonly CheckedLog[],
  seals: CheckedSeals,
): VerifyReport => ({ ok: seals.ok && logs.every(({ ok }) => ok), service, logs, seals });

const placeOf = ({ log, partition, pos, eventId }: FirstBad): string =>
  `${log}/${partition} position ${pos}${eventId === null ? '' : ` (event ${eventId})`}`;

const logLine = ({ log, events, firstBad, damage }: CheckedLog): string => {
  if (firstBad !== undefined) return `✘ ${placeOf(firstBad)}: ${firstBad.what}`;
  if (damage !== undefined) return `✘ line ${damage.line}: ${damage.what}`;
  return `✔ ${log}: ${events ?? 0} events 事件`;
};

const sealLines = ({ count, upTo, anchored, signed, firstBad }: CheckedSeals): string[] => {
  if (firstBad !== undefined) {
    return [`✘ seal ${firstBad.number} of ${firstBad.day}: ${firstBad.what}`];
  }
  if (count === 0) return [];
  const how = [anchored ? ', anchored outside' : '', signed ? ', signatures checked' : ''];
  return [`✔ ${count} seals 每日封存, up to ${upTo ?? ''}${how.join('')}`];
};

export const linesOfReport = ({ logs, seals }: VerifyReport): string[] => [
  ...logs.map(logLine),
  ...sealLines(seals),
];
