import type { PostCode } from '@ywk/contracts';

/** A unit of the demo bureau. */
export interface DemoUnit {
  readonly unit: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly parent: string | null;
  readonly budgetMode: 'BLOCK' | 'SCALE';
  /** Posts that stand in it, in the order in which they are filled. */
  readonly posts: readonly PostCode[];
}

/** A city that does not exist: its name says "fictitious river". */
const CITY = 'XC';
const DISTRICTS = ['甲', '乙', '丙', '丁', '戊', '己'];
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];
const STATIONS_OF_A_DISTRICT = 8;

/** The one unit whose overrun is refused (DOMAIN 3.0c §20). */
export const BLOCK_UNIT = `${CITY}-06-110`;

const STATION_POSTS: readonly PostCode[] = [
  'PATROL_STATION',
  'COMMUNITY',
  'GRID_ASSISTANT',
  'WINDOW_HOUSEHOLD',
  'CASE_AREA_GUARD',
  'ANTI_FRAUD_OUTREACH',
];

const OFFICE_POSTS: readonly PostCode[] = [
  'CLERK',
  'ARCHIVE',
  'VIDEO_ANALYSIS',
  'IT_SUPPORT',
  'DRIVER_LOGISTICS',
  'EVIDENCE_STORE_SUPPORT',
  'WINDOW_EXIT_ENTRY',
];

type Part = readonly [code: string, zh: string, en: string, posts: readonly PostCode[]];

const PARTS: readonly Part[] = [
  ['110', '110接警中心', '110 call centre', ['DISPATCH_SUPPORT']],
  ['TR', '交警大队', 'traffic brigade', ['TRAFFIC_ROAD', 'TRAFFIC_OFFICE']],
  ['SP', '特巡警大队', 'special patrol brigade', ['PATROL_SPECIAL']],
  ['DC', '看守所', 'detention centre', ['DETENTION_GUARD']],
  ['OF', '综合室', 'office', OFFICE_POSTS],
];

const STATION_NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八'];

const stationsOf = (district: string, name: string, letter: string): DemoUnit[] =>
  STATION_NUMBERS.slice(0, STATIONS_OF_A_DISTRICT).map((number, at) => ({
    unit: `${district}-S${at + 1}`,
    name: { zh: `虚川市${name}区第${number}派出所`, en: `Xuchuan ${letter} station ${at + 1}` },
    parent: district,
    budgetMode: 'SCALE',
    posts: STATION_POSTS,
  }));

const partsOf = (district: string, name: string, letter: string): DemoUnit[] =>
  PARTS.map(([code, zh, en, posts]) => {
    const unit = `${district}-${code}`;
    return {
      unit,
      name: { zh: `虚川市${name}区${zh}`, en: `Xuchuan ${letter} ${en}` },
      parent: district,
      budgetMode: unit === BLOCK_UNIT ? 'BLOCK' : 'SCALE',
      posts,
    };
  });

const districtOf = (name: string, at: number): DemoUnit[] => {
  const district = `${CITY}-${String(at + 1).padStart(2, '0')}`;
  const letter = LETTERS[at] ?? '';
  const branch: DemoUnit = {
    unit: district,
    name: { zh: `虚川市公安局${name}区分局`, en: `Xuchuan district ${letter} branch` },
    parent: CITY,
    budgetMode: 'SCALE',
    posts: [],
  };
  return [branch, ...partsOf(district, name, letter), ...stationsOf(district, name, letter)];
};

const bureau: DemoUnit = {
  unit: CITY,
  name: { zh: '虚川市公安局（演示）', en: 'Xuchuan Public Security Bureau (demo)' },
  parent: null,
  budgetMode: 'SCALE',
  posts: [],
};

/** The tree of units, parents before children. */
export const DEMO_UNITS: readonly DemoUnit[] = [bureau, ...DISTRICTS.flatMap(districtOf)];

/** Units where calls are taken. */
export const CALL_UNITS: readonly string[] = DEMO_UNITS.map(({ unit }) => unit).filter((unit) =>
  unit.endsWith('-110'),
);
