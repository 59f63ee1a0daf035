import { addDays, Rejection, type Label, type LocalDay } from '@ywk/kernel';
import type { Employment, OfficerState, Stay } from '../officer/officer.state.ts';

export type HoldingKind = 'BADGE' | 'SEAT';

/** A badge or a seat that one officer holds for a time. */
export interface Holding {
  readonly kind: HoldingKind;
  readonly name: string;
  readonly from: LocalDay;
  /** First day on which it is free again; null while there is no end. */
  readonly until: LocalDay | null;
}

export interface HeldBy extends Holding {
  readonly officer: string;
}

const spans = ({ stays, left }: Employment): { stay: Stay; until: LocalDay | null }[] => {
  const end = left === null ? null : addDays(left.on, 1);
  return stays.map((stay, at) => ({ stay, until: stays[at + 1]?.from ?? end }));
};

const ofStay = ({ stay, until }: { stay: Stay; until: LocalDay | null }): Holding[] => {
  const { badge, seat, from } = stay;
  const worn: Holding = { kind: 'BADGE', name: badge, from, until };
  return seat === null ? [worn] : [worn, { kind: 'SEAT', name: seat, from, until }];
};

/** All badges and seats that a person has held, holds and will hold. */
export const holdingsOf = (state: OfficerState): readonly Holding[] =>
  (state?.employments ?? []).flatMap(spans).flatMap(ofStay);

const meet = (one: Holding, other: Holding): boolean =>
  (other.until === null || one.from < other.until) &&
  (one.until === null || other.from < one.until);

const CODES: Readonly<Record<HoldingKind, string>> = { BADGE: 'BADGE_TAKEN', SEAT: 'SEAT_TAKEN' };

const NAMES: Readonly<Record<HoldingKind, string>> = { BADGE: '警号', SEAT: '席位' };

const takenText = ({ kind, name, from, until }: HeldBy): Label => {
  const zh = until === null ? '（无终止日）' : `至${until}前`;
  const en = until === null ? 'without an end' : `until before ${until}`;
  return {
    zh: `${NAMES[kind]}${name}自${from}起${zh}由另一人员占用。`,
    en: `${name} is held by another officer from ${from} ${en}.`,
  };
};

/**
 * A badge and a seat belong to one officer at a time.
 * @param taken holdings of others under the same names
 * @throws Rejection BADGE_TAKEN, SEAT_TAKEN
 */
export const refuseTaken = (wanted: readonly Holding[], taken: readonly HeldBy[]): void => {
  for (const holding of wanted) {
    const other = taken.find(
      ({ kind, name, ...rest }) =>
        kind === holding.kind && name === holding.name && meet(holding, { kind, name, ...rest }),
    );
    if (other === undefined) continue;
    throw new Rejection(CODES[other.kind], takenText(other), {
      name: other.name,
      officer: other.officer,
    });
  }
};
