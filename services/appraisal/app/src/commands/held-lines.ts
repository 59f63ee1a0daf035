import {
  postingOfRevision,
  type Held,
  type Period,
  type ProposedGrade,
} from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { officersPosted } from '../persistence/tally.store.ts';
import type { ProposeParts } from './grades-ask.ts';
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
  const { scheme, days } = (await rules.read(pool)).of(name.period);
  if (!state.final || scheme.appeals.afterFinal === 'RERANK') return null;
  // What was decided before the month was final is held by the revisions after it.
  const published = await publishedLines(store, name, state);
  if (published.length === 0) return null;
  const moved = await officersPosted(pool, postingOfRevision(revision), days);
  const { reserveSeats } = scheme.levels;
  return { period: name.period, published, moved: [...moved, ...also], reserveSeats };
};
