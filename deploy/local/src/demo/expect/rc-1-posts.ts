import type { PostCode } from '@ywk/contracts';
import type { Condition, Each, Indicator, Sum } from './indicator.ts';
import { less } from './rc-1.ts';

/** DOMAIN 2.25: rates run from 80 to 98 % where nothing else is stated. */
const line = (
  id: string,
  weight: number,
  on: { part: Sum; whole: Sum; floor?: string; target?: string },
): Indicator => ({ kind: 'line', id, weight, floor: '80%', target: '98%', ...on });

/** Starts empty; each occurrence brings points. */
const more = (id: string, weight: number, each: Each): Indicator => ({
  kind: 'each',
  id,
  weight,
  start: 0,
  each,
});

/** Everything or nothing. */
const gate = (id: string, weight: number, conditions: readonly Condition[]): Indicator => ({
  kind: 'gate',
  id,
  weight,
  conditions,
});

/** Nothing of the kind happened. */
const never = (code: string): Condition => ({ part: code, atMost: '0' });

/** The mean of ratings from 1 to 5, as a share of 5. */
const rating = (id: string, weight: number): Indicator =>
  line(id, weight, { part: 'ratings.points', whole: 'ratings.given', floor: '0', target: '5' });

const window = (id: string): Indicator[] => [
  line(`${id}1`, 15, { part: 'window.within15m', whole: 'window.served' }),
  line(`${id}2`, 20, { part: 'window.flawless', whole: 'window.checked' }),
  line(`${id}3`, 15, { part: 'window.satisfied', whole: 'window.rated' }),
  less(`${id}4`, 10, { W01: -1 }),
];

/** The 60 points of each post (DOMAIN 2.25, 3.0). */
export const CUSTOM: Readonly<Record<PostCode, readonly Indicator[]>> = {
  CALL110: [
    line('C1', 15, {
      part: 'calls.answered10s',
      whole: ['calls.offered', 'calls.abandonedShort'],
      floor: '85%',
    }),
    line('C2', 20, {
      part: ['orders.dispatched', 'orders.wrongConfirmed'],
      whole: 'orders.dispatched',
      floor: '95%',
      target: '99.5%',
    }),
    line('C3', 10, {
      part: 'records.passed',
      whole: 'records.sampled',
      floor: '90%',
      target: '100%',
    }),
    line('C4', 10, {
      part: 'callbacks.satisfied',
      whole: 'callbacks.effective',
      floor: '90%',
      target: '99%',
    }),
    { kind: 'median', id: 'C5', weight: 5, part: 'calls.answered', floor: '0.8', target: '1' },
  ],
  DISPATCH_SUPPORT: [
    line('DS1', 20, {
      part: 'orders.acknowledged30s',
      whole: 'orders.acknowledged',
      floor: '95%',
      target: '99.5%',
    }),
    line('DS2', 20, {
      part: 'feedbacks.within30m',
      whole: 'feedbacks.due',
      floor: '35%',
      target: '80%',
    }),
    less('DS3', 10, { 'tickets.leftOpen': -1 }),
    line('DS4', 10, { part: 'escalations.right', whole: 'escalations.judged' }),
  ],
  PATROL_STATION: [
    line('P1', 20, { part: 'visits.hit', whole: 'visits.planned' }),
    line('P2', 15, {
      part: 'minutes.effective',
      whole: 'minutes.planned',
      floor: '85%',
      target: '100%',
    }),
    line('P3', 15, { part: 'tasks.onTime', whole: 'tasks.due', floor: '85%', target: '100%' }),
    less('P4', 10, { P01: -2 }),
  ],
  PATROL_SPECIAL: [
    line('PS1', 15, { part: 'departures.within2m', whole: 'departures.urgent' }),
    line('PS2', 15, { part: 'arrivals.urban5m', whole: 'arrivals.urban' }),
    line('PS3', 15, { part: 'trainings.attended', whole: 'trainings.due' }),
    line('PS4', 15, { part: 'equipment.passed', whole: 'equipment.checked' }),
  ],
  TRAFFIC_ROAD: [
    line('TR1', 20, { part: 'minutes.effective', whole: 'minutes.planned' }),
    more('TR2', 15, { 'congestions.reported': 1 }),
    line('TR3', 15, { part: 'corrections.valid', whole: 'corrections.reviewed' }),
    less('TR4', 10, { K01: -1 }),
  ],
  TRAFFIC_OFFICE: [
    line('TO1', 20, { part: 'tasks.onTime', whole: 'tasks.due' }),
    line('TO2', 20, { part: 'records.passed', whole: 'records.sampled' }),
    less('TO3', 10, { W02: -1 }),
    rating('TO4', 10),
  ],
  COMMUNITY: [
    line('CM1', 20, { part: 'residents.registered', whole: 'residents.sampled', target: '95%' }),
    line('CM2', 15, { part: 'rentals.checked', whole: 'rentals.due', target: '100%' }),
    line('CM3', 15, { part: 'keyPersons.visited', whole: 'keyPersons.due', target: '100%' }),
    more('CM4', 10, { 'disputes.settled': 1 }),
  ],
  VIDEO_ANALYSIS: [
    more('VA1', 25, { 'clues.verified': 1 }),
    line('VA2', 15, { part: 'requests.within30m', whole: 'requests.answered' }),
    less('VA3', 10, { L01: -1 }),
    line('VA4', 10, { part: 'footage.archived', whole: 'footage.due' }),
  ],
  WINDOW_HOUSEHOLD: window('WH'),
  WINDOW_EXIT_ENTRY: window('WE'),
  CLERK: [
    line('CL1', 20, { part: 'tasks.onTime', whole: 'tasks.due' }),
    line('CL2', 20, { part: 'documents.flawless', whole: 'documents.checked' }),
    less('CL3', 10, { N01: -1 }),
    rating('CL4', 10),
  ],
  ARCHIVE: [
    {
      kind: 'steps',
      id: 'AR1',
      weight: 15,
      part: 'files.onTime',
      whole: 'files.due',
      steps: { '95%': 15, '90%': 10, '85%': 5 },
    },
    line('AR2', 20, { part: 'records.passed', whole: 'records.sampled' }),
    less('AR3', 10, { H01: -1 }),
    line('AR4', 15, { part: 'scans.done', whole: 'scans.planned' }),
  ],
  EVIDENCE_STORE_SUPPORT: [
    line('ES1', 15, { part: 'items.registered24h', whole: 'items.received' }),
    gate('ES2', 20, [
      { part: 'stock.matched', whole: 'stock.counted', atLeast: '100%' },
      { part: 'stock.takes', atLeast: '1' },
    ]),
    line('ES3', 15, { part: 'handovers.complete', whole: 'handovers.checked' }),
    less('ES4', 10, { E01: -1 }),
  ],
  DETENTION_GUARD: [
    line('DG1', 25, { part: 'rounds.onTime', whole: 'rounds.due' }),
    gate('DG2', 20, [never('Q01')]),
    line('DG3', 15, { part: 'records.passed', whole: 'records.sampled' }),
  ],
  CASE_AREA_GUARD: [
    line('CA1', 20, { part: 'admissions.complete', whole: 'admissions.checked' }),
    line('CA2', 15, { part: 'rounds.onTime', whole: 'rounds.due' }),
    gate('CA3', 15, [never('Q02')]),
    line('CA4', 10, { part: 'recordings.complete', whole: 'recordings.checked' }),
  ],
  ANTI_FRAUD_OUTREACH: [
    line('AF1', 20, { part: 'warnings.within2h', whole: 'warnings.due' }),
    more('AF2', 15, { F01: 1, F02: 2 }),
    gate('AF3', 15, [
      { part: 'dissuasions.succeeded', whole: 'dissuasions.tried', atLeast: '80%' },
      { part: 'dissuasions.succeeded', atLeast: '5' },
    ]),
    {
      kind: 'place',
      id: 'AF4',
      weight: 10,
      part: 'recalls.known',
      whole: 'recalls.asked',
      places: { 1: 10, 3: 8, 6: 6, 10: 4 },
    },
  ],
  IT_SUPPORT: [
    line('IT1', 20, { part: 'faults.within4h', whole: 'faults.closed' }),
    line('IT2', 15, {
      part: 'services.minutesUp',
      whole: 'services.minutes',
      floor: '99%',
      target: '99.9%',
    }),
    less('IT3', 10, { I01: -1 }),
    line('IT4', 15, { part: 'support.satisfied', whole: 'support.rated' }),
  ],
  DRIVER_LOGISTICS: [
    gate('DL1', 20, [never('Q03'), never('Q04')]),
    line('DL2', 15, { part: 'trips.onTime', whole: 'trips.due' }),
    line('DL3', 15, { part: 'vehicles.passed', whole: 'vehicles.checked' }),
    less('DL4', 10, { M01: -1 }),
  ],
  GRID_ASSISTANT: [
    less('GA1', 15, { R01: '-0.1', R02: -1, R03: '-0.5', R04: '-0.2' }),
    line('GA2', 15, { part: 'reports.valid', whole: 'reports.judged' }),
    less('GA3', 10, { G01: -1 }),
    more('GA4', 10, { 'disputes.settled': 1 }),
    less('GA5', 10, { G02: -1 }),
  ],
};
