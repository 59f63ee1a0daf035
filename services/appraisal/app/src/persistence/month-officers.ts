import { LOGS } from '@ywk/contracts';
import { monthBounds, type LocalMonth } from '@ywk/kernel';
import type { Database } from './database.ts';
import { markersOfPeriod } from './marker.store.ts';
import { officersHired, type OfficerUntil } from './placement.store.ts';
import { officersWithTallies } from './tally.store.ts';

/** As many sheets as are computed and held at once. */
const OFFICERS_AT_ONCE = 500;

/** Cuts a list into pieces that memory holds one of. */
export function* pieceByPiece<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += OFFICERS_AT_ONCE) {
    yield items.slice(at, at + OFFICERS_AT_ONCE);
  }
}

/** Positions of a month's personnel markers by partition: a close hears of officers up to there. */
export const heardUntil = async (
  db: Database,
  period: LocalMonth,
): Promise<ReadonlyMap<number, number>> => {
  const markers = await markersOfPeriod(db, 'month', period);
  return new Map(
    markers.filter(({ log }) => log === LOGS.personnel).map((m) => [m.partition, m.pos]),
  );
};

/** Who may have a sheet in a month: those hired before its end, and those with sums in it. */
export const officersOfMonth = async (
  db: Database,
  period: LocalMonth,
  { partition, before }: { readonly partition: number; readonly before: number | undefined },
): Promise<OfficerUntil[]> => {
  const { from, until } = monthBounds(period);
  const hired = await officersHired(db, partition, until);
  const counted = await officersWithTallies(db, partition, { from, until, period });
  const officers = [...new Set([...hired, ...counted])].sort();
  const at = { partition, ...(before === undefined ? {} : { before }) };
  return officers.map((officer) => ({ ...at, officer }));
};
