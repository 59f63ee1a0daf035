import type { LocalMonth } from '@ywk/kernel';
import type { QuotaUse } from '../level/levels.ts';
import type { ProposedGrade } from './grade-proposal.events.ts';

/** What a revision of a final month may move (DOMAIN 3.0b After publication). */
export interface Held {
  readonly period: LocalMonth;
  /** Lines of the unit as they were last published. */
  readonly published: readonly ProposedGrade[];
  /** Officers of whom facts count in this revision: they alone move. */
  readonly moved: readonly string[];
  /** Seats above a ceiling that the unit may use. */
  readonly reserveSeats: number;
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

/** Whether more people stand within a ceiling than it and the reserve have seats. */
const isOver = (
  lines: readonly ProposedGrade[],
  quotas: readonly QuotaUse[],
  reserve: number,
): boolean =>
  CEILINGS.some(({ quota, upTo }) => {
    const seats = quotas.find((each) => each.quota === quota)?.seats;
    const used = lines.filter((line) => levelOf(line) <= upTo).length;
    return seats !== undefined && used > seats + reserve;
  });

/**
 * Lines of a revision that comes after a month is final: nobody moves but those whose facts changed,
 * and each of them to what a new ranking gives. A level that would stand above a ceiling is not given
 * without a reserve seat: the score stands and the level stays as it was. A veto that fell needs none.
 */
export const heldHarmless = (
  ranked: readonly ProposedGrade[],
  quotas: readonly QuotaUse[],
  held: Held | null,
): readonly ProposedGrade[] => {
  if (held === null) return ranked;
  const before = new Map(held.published.map((line) => [line.officer, line]));
  const moves = new Set(held.moved);
  let lines = ranked.map((line) => {
    const was = before.get(line.officer);
    return was === undefined || moves.has(line.officer) ? line : kept(line, was);
  });
  for (const line of lines.filter(({ officer }) => moves.has(officer))) {
    const was = before.get(line.officer);
    const rises = was !== undefined && was.grade !== 'VETO' && levelOf(line) < levelOf(was);
    if (!rises || !isOver(lines, quotas, held.reserveSeats)) continue;
    const stays = { ...line, level: was.level };
    lines = lines.map((each) => (each === line ? stays : each));
  }
  return lines;
};
