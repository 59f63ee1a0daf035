import type { LocalMonth } from '@ywk/kernel';
import type { QuotaUse } from '../level/levels.ts';
import type { ProposedGrade, ReserveSeats } from './grade-proposal.events.ts';
import type { KnownSeat } from './grade-proposal.state.ts';

/** What a revision of a final month may move (DOMAIN 3.0b After publication). */
export interface Held {
  readonly period: LocalMonth;
  /** Lines of the unit as they were last published. */
  readonly published: readonly ProposedGrade[];
  /** Officers of whom facts count in this revision: they alone move. */
  readonly moved: readonly string[];
  readonly reserve: ReserveSeats;
}

/** The lines of a revision, and the levels that stand or would stand above a ceiling. */
export interface HeldLines {
  readonly lines: readonly ProposedGrade[];
  readonly seats: readonly KnownSeat[];
}

/** The line as it was published, under the decision of this revision. */
const kept = (line: ProposedGrade, before: ProposedGrade): ProposedGrade => ({
  ...before,
  decision: line.decision,
});

const levelOf = ({ level }: ProposedGrade): number => level?.level ?? Number.MAX_SAFE_INTEGER;

const CEILINGS = [
  { quota: 'LEVEL_1', upTo: 1 },
  { quota: 'LEVELS_1_AND_2', upTo: 2 },
] as const;

/** Whether somebody rises into a ceiling within which more people stand than it has seats. */
const isAbove = (
  { line, was }: { readonly line: ProposedGrade; readonly was: ProposedGrade },
  lines: readonly ProposedGrade[],
  quotas: readonly QuotaUse[],
): boolean =>
  CEILINGS.some(({ quota, upTo }) => {
    if (levelOf(line) > upTo || levelOf(was) <= upTo) return false;
    const seats = quotas.find((each) => each.quota === quota)?.seats;
    return seats !== undefined && lines.filter((each) => levelOf(each) <= upTo).length > seats;
  });

/** The level above a ceiling, on a seat of the year's reserve where one is left. */
const seatOf = (
  line: ProposedGrade,
  was: ProposedGrade,
  { reserveSeats, usedThisYear, author }: ReserveSeats & { readonly author: string },
): KnownSeat | null =>
  line.level === null
    ? null
    : {
        ...{ officer: line.officer, before: was.level?.level ?? null, level: line.level },
        ...{ reserveSeats, usedThisYear },
        given: usedThisYear < reserveSeats ? { by: 'RESERVE_SEAT', document: null, author } : null,
      };

/**
 * Lines of a revision that comes after a month is final: nobody moves but those whose facts changed,
 * and each of them to what a new ranking gives. A level that would stand above a ceiling takes a seat
 * of the unit's reserve; where none is left the score stands and the level stays as it was, until
 * somebody above the unit approves it. A veto that fell needs no seat.
 */
export const heldHarmless = (
  ranked: readonly ProposedGrade[],
  quotas: readonly QuotaUse[],
  { held, author }: { readonly held: Held | null; readonly author: string },
): HeldLines => {
  if (held === null) return { lines: ranked, seats: [] };
  const before = new Map(held.published.map((line) => [line.officer, line]));
  const moves = new Set(held.moved);
  const seats: KnownSeat[] = [];
  let { usedThisYear } = held.reserve;
  let lines = ranked.map((line) => {
    const was = before.get(line.officer);
    return was === undefined || moves.has(line.officer) ? line : kept(line, was);
  });
  for (const line of lines.filter(({ officer }) => moves.has(officer))) {
    const was = before.get(line.officer);
    if (was === undefined || was.grade === 'VETO') continue;
    if (!isAbove({ line, was }, lines, quotas)) continue;
    const seat = seatOf(line, was, { ...held.reserve, usedThisYear, author });
    if (seat === null) continue;
    seats.push(seat);
    usedThisYear += Number(seat.given !== null);
    if (seat.given !== null) continue;
    const stays = { ...line, level: was.level };
    lines = lines.map((each) => (each === line ? stays : each));
  }
  return { lines, seats };
};
