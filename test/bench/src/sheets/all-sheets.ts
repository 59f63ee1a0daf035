import { shippedBook } from '@ywk/appraisal-app';
import {
  cohortFigures,
  cohortKey,
  cohortValue,
  metricsOfPost,
  openCohortLines,
  openSheet,
  scoreSheet,
  type MonthRules,
  type SheetInput,
} from '@ywk/appraisal-domain';
import { POST_CODES } from '@ywk/contracts';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { chanceOf } from '../facts.ts';

const MONTH = '2024-05';
const TEAM = 20;
/** Days of the month on which somebody has something counted. */
const DAYS = 22;

const dayOf = (at: number): string => `${MONTH}-${String(at + 1).padStart(2, '0')}`;

/** A month of one officer: every metric of the post on each working day, and some acts. */
const inputOf = (at: number, rules: MonthRules, chance: () => number): SheetInput => {
  const post = POST_CODES[at % POST_CODES.length] ?? 'CALL110';
  const team = `T${Math.floor(at / (TEAM * POST_CODES.length))}-${post}`;
  const metrics = metricsOfPost(rules, post);
  const tallies = Array.from({ length: DAYS }, (_, day) =>
    metrics.map((metric) => ({ day: dayOf(day), metric, n: 1 + (chance() % 60) })),
  ).flat();
  const acts = ['A03', 'D01', 'B06'].map((metric, act) => ({ day: dayOf(act), metric, n: 1 }));
  const stay = { unit: `U${at % 90}`, post, team, from: '2020-01-01', to: null, probation: false };
  const officer = `officer-${at}`;
  return { officer, period: MONTH, tallies: [...tallies, ...acts], rules, stays: [stay] };
};

const PIECE = 500;

/** Runs work on all officers, in pieces as the service takes them; milliseconds without the making. */
const eachPiece = (
  rules: MonthRules,
  count: number,
  work: (sheets: readonly SheetInput[]) => void,
): number => {
  const chance = chanceOf(5);
  let spent = 0;
  for (let at = 0; at < count; at += PIECE) {
    const size = Math.min(PIECE, count - at);
    const inputs = Array.from({ length: size }, (_, each) => inputOf(at + each, rules, chance));
    const since = performance.now();
    work(inputs);
    spent += performance.now() - since;
  }
  return spent;
};

/** As a close does it: once for what cohorts come to, once more for the totals. */
const scoreAll = (rules: MonthRules, count: number): number => {
  const found = new Map<string, { shape: 'COHORT_MEDIAN' | 'RANK'; figures: string[] }>();
  const first = eachPiece(rules, count, (inputs) => {
    for (const lines of inputs.map(openCohortLines)) {
      for (const { cohort, id, shape } of lines) {
        const key = cohortKey(cohort, id);
        if (!found.has(key)) found.set(key, { shape, figures: [] });
      }
      for (const { cohort, indicator, value } of cohortFigures(lines)) {
        found.get(cohortKey(cohort, indicator))?.figures.push(value);
      }
    }
  });
  const since = performance.now();
  const values = [...found].map(
    ([key, { shape, figures }]) => [key, cohortValue(shape, figures) ?? '0'] as const,
  );
  const between = performance.now() - since;
  const joined = { rules, cohorts: new Map(values), adjustments: [] };
  let scored = 0;
  const second = eachPiece(rules, count, (inputs) => {
    for (const input of inputs) {
      if (scoreSheet(openSheet(input), joined).status === 'SCORED') scored += 1;
    }
  });
  if (scored !== count) throw new Error(`${scored} of ${count} sheets have a total.`);
  return first + between + second;
};

const figure = (count: number, ms: number): Figure => ({
  value: (ms * 1000) / count,
  more: { ms, sheets: count },
});

const open = (setting: Setting): Promise<Course> => {
  const rules = shippedBook().of(MONTH);
  const city = sized(setting, { full: 4_500, quick: 4_500, smoke: 190 });
  const province = sized(setting, { full: 100_000, quick: 45_000, smoke: 950 });
  return Promise.resolve({
    contestants: {
      'a province': () => Promise.resolve(figure(province, scoreAll(rules, province))),
      'a city': () => Promise.resolve(figure(city, scoreAll(rules, city))),
    },
    close: () => Promise.resolve(),
  });
};

/** What 4,500 sheets may cost each, in µs, to be done within two seconds. */
const TWO_SECONDS = 2_000_000 / 4_500;

export const allSheets: Benchmark = {
  name: 'sheets',
  title: 'all sheets of a month from tallies, cohort values and all',
  unit: 'µs/sheet',
  rounds: 5,
  rows: [
    { what: 'a sheet, of 4,500', product: 'a city', reach: TWO_SECONDS, better: 'less' },
    {
      what: 'a sheet, of 100,000',
      product: 'a province',
      reference: 'a city',
      reach: 1.1,
      better: 'less',
    },
  ],
  open,
};
