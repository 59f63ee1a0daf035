import type { PostCode } from '@ywk/contracts';

/** Of the weakest, and of the best. */
export type Range = readonly [weakest: number, best: number];

/** One thing that people of a post do in a month. */
export type Habit =
  | {
      readonly kind: 'share';
      readonly part: string;
      readonly whole: string;
      /** The whole, from … to. */
      readonly of: readonly [number, number];
      /** The part in percent of the whole. */
      readonly percent: Range;
    }
  | { readonly kind: 'number'; readonly code: string; readonly range: Range }
  | {
      readonly kind: 'act';
      readonly code: string;
      readonly amounts: Readonly<Record<string, number>>;
      /** How often it may happen, and in how many of a hundred chances it does. */
      readonly most: number;
      readonly percent: Range;
    };

/** What most rates of work come to, percent. */
const USUAL: Range = [75, 100];

const share = (
  part: string,
  whole: string,
  { of, percent = USUAL }: { of: readonly [number, number]; percent?: Range },
): Habit => ({ kind: 'share', part, whole, of, percent });

const number = (code: string, range: Range): Habit => ({ kind: 'number', code, range });

const act = (
  code: string,
  percent: Range,
  { most = 1, ...amounts }: { most?: number; minutes?: number; points?: number } = {},
): Habit => ({ kind: 'act', code, amounts, most, percent });

/** What befalls people of every post: attendance, discipline, training, service, praise. */
export const EVERYBODY: readonly Habit[] = [
  act('A01', [8, 0]),
  act('A03', [18, 0], { minutes: 12 }),
  act('A04', [6, -1], { minutes: 45 }),
  act('A05', [6, -1]),
  act('A07', [0, 7]),
  act('D01', [18, 0]),
  act('D02', [5, -1]),
  act('D02', [4, -1], { points: 5 }),
  act('T01', [14, 0]),
  act('T02', [8, -1]),
  act('S01', [6, 0]),
  act('B01', [-12, 8], { most: 2 }),
  act('B05', [-4, 4], { points: 2 }),
  act('B06', [0, 7], { most: 2 }),
  act('D07', [1, -1]),
  act('V07', [1, -1]),
];

const windowHabits: readonly Habit[] = [
  share('window.within15m', 'window.served', { of: [380, 620] }),
  share('window.flawless', 'window.checked', { of: [30, 60], percent: [70, 100] }),
  share('window.satisfied', 'window.rated', { of: [120, 260] }),
  act('W01', [40, 0]),
];

/** What the feed does not tell of the posts, in plausible amounts. Call-takers have profiles. */
export const HABITS: Readonly<Record<PostCode, readonly Habit[]>> = {
  CALL110: [],
  DISPATCH_SUPPORT: [
    share('orders.acknowledged30s', 'orders.acknowledged', { of: [400, 650], percent: [93, 100] }),
    share('feedbacks.within30m', 'feedbacks.due', { of: [300, 500], percent: [25, 85] }),
    number('tickets.leftOpen', [9, 0]),
    share('escalations.right', 'escalations.judged', { of: [15, 35] }),
  ],
  PATROL_STATION: [
    share('visits.hit', 'visits.planned', { of: [260, 380] }),
    share('minutes.effective', 'minutes.planned', { of: [9_600, 11_000], percent: [80, 100] }),
    share('tasks.onTime', 'tasks.due', { of: [25, 50], percent: [78, 100] }),
    act('P01', [40, 0]),
  ],
  PATROL_SPECIAL: [
    share('departures.within2m', 'departures.urgent', { of: [30, 70] }),
    share('arrivals.urban5m', 'arrivals.urban', { of: [25, 60] }),
    share('trainings.attended', 'trainings.due', { of: [10, 16] }),
    share('equipment.passed', 'equipment.checked', { of: [40, 80] }),
  ],
  TRAFFIC_ROAD: [
    share('minutes.effective', 'minutes.planned', { of: [9_600, 11_000] }),
    number('congestions.reported', [2, 18]),
    share('corrections.valid', 'corrections.reviewed', { of: [60, 140] }),
    act('K01', [30, 0], { most: 2 }),
  ],
  TRAFFIC_OFFICE: [
    share('tasks.onTime', 'tasks.due', { of: [80, 160] }),
    share('records.passed', 'records.sampled', { of: [40, 60] }),
    act('W02', [30, 0], { most: 2 }),
    share('ratings.points', 'ratings.given', { of: [3, 5], percent: [220, 500] }),
  ],
  COMMUNITY: [
    share('residents.registered', 'residents.sampled', { of: [150, 300], percent: [75, 98] }),
    share('rentals.checked', 'rentals.due', { of: [40, 90] }),
    share('keyPersons.visited', 'keyPersons.due', { of: [12, 30] }),
    number('disputes.settled', [1, 12]),
  ],
  VIDEO_ANALYSIS: [
    number('clues.verified', [5, 30]),
    share('requests.within30m', 'requests.answered', { of: [40, 90] }),
    act('L01', [40, 0], { most: 3 }),
    share('footage.archived', 'footage.due', { of: [50, 120] }),
  ],
  WINDOW_HOUSEHOLD: windowHabits,
  WINDOW_EXIT_ENTRY: windowHabits,
  CLERK: [
    share('tasks.onTime', 'tasks.due', { of: [60, 120] }),
    share('documents.flawless', 'documents.checked', { of: [30, 60] }),
    act('N01', [40, 0], { most: 3 }),
    share('ratings.points', 'ratings.given', { of: [3, 5], percent: [220, 500] }),
  ],
  ARCHIVE: [
    share('files.onTime', 'files.due', { of: [60, 140], percent: [78, 100] }),
    share('records.passed', 'records.sampled', { of: [30, 50] }),
    act('H01', [40, 0], { most: 2 }),
    share('scans.done', 'scans.planned', { of: [2_000, 4_000] }),
  ],
  EVIDENCE_STORE_SUPPORT: [
    share('items.registered24h', 'items.received', { of: [40, 110] }),
    number('stock.takes', [0, 1]),
    share('stock.matched', 'stock.counted', { of: [150, 300], percent: [99.3, 100] }),
    share('handovers.complete', 'handovers.checked', { of: [20, 40] }),
    act('E01', [35, 0], { most: 2 }),
  ],
  DETENTION_GUARD: [
    share('rounds.onTime', 'rounds.due', { of: [300, 420] }),
    share('records.passed', 'records.sampled', { of: [30, 50] }),
    act('Q01', [16, 0]),
  ],
  CASE_AREA_GUARD: [
    share('admissions.complete', 'admissions.checked', { of: [25, 60] }),
    share('rounds.onTime', 'rounds.due', { of: [200, 320] }),
    share('recordings.complete', 'recordings.checked', { of: [25, 60] }),
    act('Q02', [9, -1]),
  ],
  ANTI_FRAUD_OUTREACH: [
    share('warnings.within2h', 'warnings.due', { of: [30, 80] }),
    act('F01', [0, 100]),
    act('F02', [30, 110], { most: 3 }),
    share('dissuasions.succeeded', 'dissuasions.tried', { of: [4, 12], percent: [60, 100] }),
    share('recalls.known', 'recalls.asked', { of: [40, 80], percent: [50, 99] }),
  ],
  IT_SUPPORT: [
    share('faults.within4h', 'faults.closed', { of: [30, 70] }),
    share('services.minutesUp', 'services.minutes', { of: [43_000, 44_640], percent: [98.9, 100] }),
    act('I01', [30, 0], { most: 2 }),
    share('support.satisfied', 'support.rated', { of: [30, 70] }),
  ],
  DRIVER_LOGISTICS: [
    act('Q03', [12, 0]),
    act('Q04', [12, 0]),
    share('trips.onTime', 'trips.due', { of: [60, 120] }),
    share('vehicles.passed', 'vehicles.checked', { of: [8, 16] }),
    act('M01', [35, 0], { most: 2 }),
  ],
  GRID_ASSISTANT: [
    act('R01', [35, 0], { most: 2 }),
    act('R02', [20, -2]),
    act('R03', [30, 0]),
    act('R04', [35, 0]),
    share('reports.valid', 'reports.judged', { of: [40, 100] }),
    act('G01', [35, 0]),
    number('disputes.settled', [0, 11]),
    act('G02', [35, 0]),
  ],
};
