import type { PlacementEvent } from '@ywk/appraisal-domain';
import {
  LOGS,
  type LeaderNamed,
  type MentorBound,
  type OfficerHired,
  type OfficerLeft,
  type OfficerRegistered,
  type OfficerTransferred,
  type RoleHeld,
  type SecondPostHeld,
  type UnitDefined,
} from '@ywk/contracts';
import { monthOf } from '@ywk/kernel';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';
import {
  keepLeaders,
  keepMentors,
  type LeaderRow,
  type MentorRow,
} from '../../persistence/binding.store.ts';
import { keepRoles, type RoleRow } from '../../persistence/held-role.store.ts';
import { markBound } from '../../persistence/liability-due.store.ts';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { keepPersons, type PersonRow } from '../../persistence/person.store.ts';
import { keepPlacements, type PlacementRow } from '../../persistence/placement.store.ts';
import {
  heldRoleTable,
  mentorTable,
  personTable,
  placementTable,
  unitLeaderTable,
  unitTable,
} from '../../persistence/personnel.tables.ts';
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
  SecondPostHeld: (data) => {
    const { from, to, unit, post, team, share } = data as SecondPostHeld;
    return { kind: 'SECOND_POST', from, to, unit, post, team, share };
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

const roleOf = ({ type, data, recordedAt, ...at }: AppliedEvent): RoleRow[] => {
  if (type !== 'RoleHeld') return [];
  const { role, from, to } = data as RoleHeld;
  const { partition, pos, key } = at;
  const recordedMs = Date.parse(recordedAt);
  return [{ partition, pos, recordedMs, officer: key, held: { role, from, to } }];
};

const mentorOf = ({ type, data, partition, pos, key }: AppliedEvent): MentorRow[] => {
  if (type !== 'MentorBound') return [];
  const { mentor: person, from, to } = data as MentorBound;
  return [{ partition, pos, officer: key, held: { person, from, to } }];
};

const leaderOf = ({ type, data, partition, pos }: AppliedEvent): LeaderRow[] =>
  type === 'LeaderNamed' ? [{ partition, pos, held: data as LeaderNamed }] : [];

const personOf = ({ type, data, partition, key }: AppliedEvent): PersonRow[] => {
  if (type === 'SubjectErased') return [{ partition, officer: key, sex: null }];
  if (type !== 'OfficerRegistered') return [];
  return [{ partition, officer: key, sex: (data as OfficerRegistered).sex }];
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

/** Where officers stood, in which roles, and how the units hang together: can be built again. */
export const personnelView: ViewModule = {
  name: 'appraisal.personnel',
  logs: [LOGS.personnel],
  tables: {
    placement: placementTable,
    held_role: heldRoleTable,
    person: personTable,
    unit: unitTable,
    mentor: mentorTable,
    unit_leader: unitLeaderTable,
  },
  async fold({ events, tx }, table) {
    await keepPlacements(tx, events.flatMap(placementOf), table('placement'));
    await keepRoles(tx, events.flatMap(roleOf), table('held_role'));
    await keepPersons(tx, events.flatMap(personOf), table('person'));
    await keepUnits(tx, events.flatMap(unitOf), table('unit'));
    await keepMentors(tx, events.flatMap(mentorOf), table('mentor'));
    await keepLeaders(tx, events.flatMap(leaderOf), table('unit_leader'));
  },
};

/** Personnel in: stays, units, markers, and the sheets that a change of place or role makes due. */
export const foldPersonnel = async (batch: LogBatch): Promise<void> => {
  const { events, tx } = batch;
  await personnelView.fold(batch, (name) => name);
  const changes = [
    ...events.flatMap(placementOf).map(({ event, ...at }) => ({ ...at, day: firstDayOf(event) })),
    ...events.flatMap(roleOf).map(({ held, ...at }) => ({ ...at, day: held.from })),
  ];
  await markDueFrom(
    tx,
    changes.map(({ partition, officer, day }) => ({
      partition,
      officer,
      firstPeriod: monthOf(day),
    })),
  );
  const bound = [...events.flatMap(placementOf), ...events.flatMap(mentorOf)];
  const led = events.flatMap(leaderOf).map(({ held }) => held.unit);
  await markBound(tx, bound, [...new Set(led)]);
  await keepMarkers(tx, events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf));
};
