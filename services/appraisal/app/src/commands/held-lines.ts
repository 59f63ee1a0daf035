import {
  postingOfRevision,
  type GradeProposal,
  type Held,
  type Period,
  type ProposedGrade,
} from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { monthBounds } from '@ywk/kernel';
import { officersPosted } from '../persistence/tally.store.ts';
import type { ProposeParts } from './grades-ask.ts';
import { loadPeriod } from './period.stream.ts';
import { gradesId, loadGrades, type UnitPeriod } from './proposal.stream.ts';

/** Lines of a unit as they were last published; none before the first publication. */
export const publishedLines = async (
  store: EventStore,
  name: UnitPeriod,
  { published }: Period,
): Promise<readonly ProposedGrade[]> => {
  const last = published.get(name.unit)?.revision;
  return last === undefined ? [] : (await loadGrades(store, gradesId(name, last))).grades;
};

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

const takenIn = ({ seats }: GradeProposal): number =>
  Object.values(seats).filter(({ given }) => given?.by === 'RESERVE_SEAT').length;

/** Reserve seats that revisions of the year's months took, but for the one that is proposed now. */
const usedThisYear = async (
  store: EventStore,
  { calendar, period, unit }: UnitPeriod,
  revision: number,
): Promise<number> => {
  let used = 0;
  for (const month of MONTHS.map((each) => `${period.slice(0, 4)}-${each}`)) {
    const name = { calendar, period: month, unit };
    const { state } = await loadPeriod(store, name);
    for (let each = 2; each <= state.due; each += 1) {
      if (month === period && each === revision) continue;
      const proposal = await loadGrades(store, gradesId(name, each));
      // What was never approved while it could be took nothing.
      const stands = proposal.status === 'APPROVED' || each === state.due;
      used += stands ? takenIn(proposal) : 0;
    }
  }
  return used;
};

/** What a revision of a month may move; null where everybody is ranked anew. */
export const heldIn = async (
  { pool, store, rules }: ProposeParts,
  name: UnitPeriod,
  {
    state,
    revision,
    also,
  }: {
    readonly state: Period;
    readonly revision: number;
    /** Whom a ruling that is not confirmed yet would move. */
    readonly also: readonly string[];
  },
): Promise<Held | null> => {
  const { scheme } = (await rules.read(pool)).of(name.period);
  if (!state.final || scheme.appeals.afterFinal === 'RERANK') return null;
  // What was decided before the month was final is held by the revisions after it.
  const published = await publishedLines(store, name, state);
  if (published.length === 0) return null;
  const bounds = monthBounds(name.period);
  const moved = await officersPosted(pool, postingOfRevision(revision), bounds);
  const { reserveSeats } = scheme.levels;
  const used = reserveSeats === 0 ? 0 : await usedThisYear(store, name, revision);
  const reserve = { reserveSeats, usedThisYear: used };
  return { period: name.period, published, moved: [...moved, ...also], reserve };
};
