import { postingsUpTo, standingFacts, type DaySpan, type KnownFact } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { NOW, type Connections } from '../persistence/database.ts';
import { factsOfMonth } from '../persistence/known-fact.store.ts';

/** Facts of an officer's month that count in a revision, after all reversals, by id. */
export const factsThatStand = async (
  pool: Connections,
  officer: string,
  { days, revision }: { readonly days: DaySpan; readonly revision: number },
): Promise<ReadonlyMap<string, KnownFact>> => {
  const officers = [{ partition: partitionOf(officer), officer }];
  const found = await factsOfMonth(pool, { officers, days, until: NOW, codes: null });
  const postings = new Set(postingsUpTo(revision));
  const counted = (found.get(officer) ?? []).filter(({ posted }) => postings.has(posted));
  return standingFacts(counted);
};
