import type { KeyObject } from 'node:crypto';
import { addDays } from '@ywk/kernel';
import {
  FIRST_PREVIOUS,
  isSignedBy,
  keyId,
  rootOf,
  sealHash,
  type SealedHead,
  type SignedSeal,
} from './seal.ts';
import type { SealedPoint } from './sealed-points.ts';

/** The first seal that is not as it was made. */
export interface BadSeal {
  readonly day: string;
  readonly number: number;
  readonly what: string;
}

export interface CheckSealsOptions {
  readonly service: string;
  /** Without it the signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

const place = ({ log, partition }: SealedHead): string => `${log}/${partition}`;

const contentFault = (
  { seal, signature, heads }: SignedSeal,
  { service, publicKey }: CheckSealsOptions,
): string | undefined => {
  if (seal.service !== service) return `it is a seal of ${seal.service}`;
  if (publicKey !== undefined) {
    if (seal.key !== keyId(publicKey)) return 'another key signed it';
    if (!isSignedBy({ seal, signature, heads }, publicKey)) return 'its signature is wrong';
  }
  if (rootOf(heads) !== seal.root) return 'its heads were changed';
  const events = heads.reduce((sum, { pos }) => sum + pos, 0);
  return events === seal.events ? undefined : 'its count of events is wrong';
};

const linkFault = ({ seal, heads }: SignedSeal, before: SignedSeal): string | undefined => {
  const { number, day } = before.seal;
  if (seal.number !== number + 1)
    return `the seal before it, number ${seal.number - 1}, is missing`;
  if (seal.day !== addDays(day, 1)) return `the day after ${day} is not sealed`;
  if (seal.previous !== sealHash(before.seal)) return 'it does not follow the seal before it';
  const now = new Map(heads.map((head) => [place(head), head.pos]));
  const shrunk = before.heads.find((head) => (now.get(place(head)) ?? 0) < head.pos);
  return shrunk === undefined ? undefined : `${place(shrunk)} became shorter`;
};

const firstFault = ({ seal }: SignedSeal): string | undefined =>
  seal.number === 1 && seal.previous !== FIRST_PREVIOUS
    ? 'it is the first and names one before it'
    : undefined;

/** Checks seals in the order of their numbers, from any number on. */
export const checkSeals = (
  seals: readonly SignedSeal[],
  options: CheckSealsOptions,
): BadSeal | undefined => {
  let before: SignedSeal | undefined;
  for (const signed of seals) {
    const { day, number } = signed.seal;
    const what =
      (before === undefined ? firstFault(signed) : linkFault(signed, before)) ??
      contentFault(signed, options);
    if (what !== undefined) return { day, number, what };
    before = signed;
  }
  return undefined;
};

/** The first seal that was taken outside and that the log's own table does not hold as it was. */
export const firstUnlike = (
  anchored: readonly SignedSeal[],
  kept: readonly SignedSeal[],
): BadSeal | undefined => {
  const own = new Map(kept.map(({ seal }) => [seal.number, sealHash(seal)]));
  for (const { seal } of anchored) {
    const { day, number } = seal;
    const found = own.get(number);
    if (found === undefined) return { day, number, what: 'the log does not hold it any more' };
    if (found !== sealHash(seal)) return { day, number, what: 'the log holds another one' };
  }
  return undefined;
};

/** What the seals hold, for the verifier. */
export function* sealedPoints(seals: readonly SignedSeal[]): Generator<SealedPoint> {
  for (const { seal, heads } of seals) {
    for (const head of heads) yield { ...head, day: seal.day };
  }
}
