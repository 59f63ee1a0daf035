import type { PlacementEvent } from '@ywk/appraisal-domain';
import {
  LOGS,
  type OfficerHired,
  type OfficerLeft,
  type OfficerTransferred,
  type UnitDefined,
} from '@ywk/contracts';
import { monthOf } from '@ywk/kernel';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { keepPlacements, type PlacementRow } from '../../persistence/placement.store.ts';
import { placementTable, unitTable } from '../../persistence/personnel.tables.ts';
import { markDueFrom } from '../../persistence/sheet-due.store.ts';
import { keepUnits, type UnitRow } from '../../persistence/unit.store.ts';
import { markerOf } from '../score-board/fact-entries.ts';

const readers: Readonly<Record<string, (data: unknown) => PlacementEvent>> = {
  OfficerHired: (data) => {
    const { from, unit, post, team, tier } = data as OfficerHired;
    return { kind: 'HIRED', from, unit, post, team, tier };
  },
  OfficerTransferred: (data) => {
    const { from, unit, post, team } = data as OfficerTransferred;
    return { kind: 'TRANSFERRED', from, unit, post, team };
  },
  OfficerLeft: (data) => ({ kind: 'LEFT', on: (data as OfficerLeft).on }),
};

const placementOf = (event: AppliedEvent): PlacementRow[] => {
  const reader = readers[event.type];
  if (reader === undefined) return [];
  const { partition, pos, key } = event;
  const recordedMs = Date.parse(event.recordedAt);
  return [{ partition, pos, recordedMs, officer: key, event: reader(event.data) }];
};

const unitOf = (event: AppliedEvent): UnitRow[] => {
  if (event.type !== 'UnitDefined') return [];
  const { unit, name, parent, budgetMode } = event.data as UnitDefined;
  const { partition, pos } = event;
  const recordedMs = Date.parse(event.recordedAt);
  const names = { nameZh: name.zh, nameEn: name.en };
  return [{ partition, pos, recordedMs, unit, ...names, parent, budgetMode }];
};

const firstDayOf = (event: PlacementEvent): string =>
  event.kind === 'LEFT' ? event.on : event.from;

/** Where officers stood and how the units hang together, as a view that can be built again. */
export const personnelView: ViewModule = {
  name: 'appraisal.personnel',
  logs: [LOGS.personnel],
  tables: { placement: placementTable, unit: unitTable },
  async fold({ events, tx }, table) {
    await keepPlacements(tx, events.flatMap(placementOf), table('placement'));
    await keepUnits(tx, events.flatMap(unitOf), table('unit'));
  },
};

/** Personnel in: stays, units, markers, and the sheets that a change of place makes due. */
export const foldPersonnel = async (batch: LogBatch): Promise<void> => {
  const { events, tx } = batch;
  await personnelView.fold(batch, (name) => name);
  const placements = events.flatMap(placementOf);
  await markDueFrom(
    tx,
    placements.map(({ partition, officer, event }) => ({
      partition,
      officer,
      firstPeriod: monthOf(firstDayOf(event)),
    })),
  );
  await keepMarkers(tx, events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf));
};
