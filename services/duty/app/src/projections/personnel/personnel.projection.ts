import {
  type OfficerHired,
  type OfficerLeft,
  type OfficerTransferred,
  type UnitDefined,
} from '@ywk/contracts';
import { holdsOf, operatorsTouched, staysOf, type Hold, type Placement } from '@ywk/duty-domain';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import {
  officerHolds,
  officerService,
  putLastDays,
  putPlacements,
  putUnits,
  replaceHolds,
} from './personnel.tables.ts';

type Tx = LogBatch['tx'];

interface Moves {
  readonly placements: (Placement & { readonly officer: string })[];
  readonly lastDays: { readonly officer: string; readonly day: string }[];
  readonly units: UnitDefined[];
}

const placed = ({ officer, from, unit, post, badge, seat }: OfficerHired | OfficerTransferred) => ({
  officer,
  from,
  unit,
  post,
  badge,
  seat,
});

const collect = (moves: Moves, { type, data }: AppliedEvent): void => {
  if (type === 'OfficerHired') moves.placements.push(placed(data as OfficerHired));
  if (type === 'OfficerTransferred') moves.placements.push(placed(data as OfficerTransferred));
  if (type === 'UnitDefined') moves.units.push(data as UnitDefined);
  if (type !== 'OfficerLeft') return;
  const { officer, on } = data as OfficerLeft;
  moves.lastDays.push({ officer, day: on });
};

/** What a part of the personnel log says about units, placements and departures. */
const movesOf = (events: readonly AppliedEvent[]): Moves => {
  const moves: Moves = { placements: [], lastDays: [], units: [] };
  for (const event of events) collect(moves, event);
  return moves;
};

type Names = (table: string) => string;

/** Writes who holds which badge and seat from when to when; answers whose holds changed. */
const renewHolds = async (tx: Tx, officers: readonly string[], table: Names): Promise<string[]> => {
  const service = await officerService(tx, officers, table);
  const before = await officerHolds(tx, officers, table('operator_hold'));
  const after = new Map<string, Hold[]>();
  const touched = new Set<string>();
  for (const officer of officers) {
    const known = service.get(officer) ?? { placements: [], lastDays: [] };
    const holds = holdsOf(officer, staysOf(known));
    after.set(officer, holds);
    for (const operator of operatorsTouched(before.get(officer) ?? [], holds).keys()) {
      touched.add(operator);
    }
  }
  const holds = [...after.values()].flat();
  await replaceHolds(tx, { officers, holds }, table('operator_hold'));
  return [...touched];
};

interface Folding {
  /** Waits until nobody rests on the badges and seats as they stand. */
  readonly lock: (tx: Tx) => Promise<void>;
  readonly table: Names;
}

/**
 * Badges and seats of the bureau, by the day: the feed names people by nothing else.
 * @returns the badges and seats whose holders changed
 */
export const foldPersonnel = async (
  tx: Tx,
  events: readonly AppliedEvent[],
  { lock, table }: Folding,
): Promise<string[]> => {
  const { placements, lastDays, units } = movesOf(events);
  await putUnits(tx, units, table('unit'));
  const officers = [...new Set([...placements, ...lastDays].map(({ officer }) => officer))].sort();
  if (officers.length === 0) return [];
  await lock(tx);
  await putPlacements(tx, placements, table('placement'));
  await putLastDays(tx, lastDays, table('last_day'));
  return renewHolds(tx, officers, table);
};
