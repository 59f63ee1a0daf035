import {
  explanationPage,
  KnownScores,
  MonthExplaining,
  RulesInForce,
  ScoreBoard,
} from '@ywk/appraisal-app';
import { ContractRegistry, EVENT_CONTRACTS, partitionOf } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { chanceOf } from '../facts.ts';
import { quantile } from '../statistics.ts';
import { PERIOD, TenYears, UNIT } from './ten-years.ts';

const NOW = Number.MAX_SAFE_INTEGER;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** One question after the other, each about another officer and instant; the 95th of a hundred, ms. */
const asked = async (
  years: TenYears,
  times: number,
  ask: (officer: string, until: number) => Promise<unknown>,
): Promise<Figure> => {
  const chance = chanceOf(20_240_531);
  const ms: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const officer = years.officers[chance() % years.officers.length] ?? '';
    const until = years.instant(chance() / 2 ** 32);
    const begun = performance.now();
    await ask(officer, until);
    ms.push(performance.now() - begun);
  }
  return { value: quantile(ms, 0.95), more: { p50: quantile(ms, 0.5), most: Math.max(...ms) } };
};

const PLAIN = `
SELECT partition, officer, pos, fact, sign, code, occurred_ms, recorded_ms, posted, event_id,
  amounts, origin, evidence
FROM fact WHERE partition = $1 AND officer = $2 AND month = $3::date ORDER BY pos`;

const plainRead =
  ({ pool }: TenYears) =>
  (officer: string) =>
    pool.query({
      name: 'plain_facts',
      text: PLAIN,
      values: [partitionOf(officer), officer, `${PERIOD}-01`],
    });

const scoresOf = ({ pool }: TenYears): KnownScores => {
  const rules = new RulesInForce();
  const board = new ScoreBoard(pool, rules);
  return new KnownScores({ pool, rules, board, group: 'bench' });
};

/** The month with what was decided about it and its officer, as its door answers. */
const explainingOf = (years: TenYears) => {
  const { pool } = years;
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const parts = { pool, store, rules: new RulesInForce(), scores: scoresOf(years) };
  const months = new MonthExplaining(parts);
  return (officer: string, until: number) =>
    months.explained({ officer, period: PERIOD, until, look: { on: `${PERIOD}-31`, until } });
};

/** 60 call-takers with 700 facts a month for ten years: 5 million facts. */
const filled = (setting: Setting): Promise<TenYears> => {
  const officers = sized(setting, { full: 60, quick: 15, smoke: 6 });
  const factsAMonth = sized(setting, { full: 700, quick: 700, smoke: 30 });
  const months = sized(setting, { full: 120, quick: 120, smoke: 3 });
  setting.tell(`keeps ${officers * factsAMonth * months} facts`);
  return TenYears.fill({ officers, factsAMonth, months });
};

const timesOf = (setting: Setting): number => sized(setting, { full: 200, quick: 60, smoke: 3 });

const openExplain = async (setting: Setting): Promise<Course> => {
  const years = await filled(setting);
  const explaining = explainingOf(years);
  const times = timesOf(setting);
  const explained = (officer: string) => explaining(officer, NOW);
  return {
    contestants: {
      explanation: () =>
        asked(years, times, async (officer) => JSON.stringify(await explained(officer))),
      page: () =>
        asked(years, times, async (officer) =>
          explanationPage({ ...(await explained(officer)), asOf: null }),
        ),
      'plain read': () => asked(years, times, plainRead(years)),
    },
    close: () => years.close(),
  };
};

export const explain: Benchmark = {
  name: 'explain',
  title: 'one officer, 700 facts in the month, ten years kept: the month explained',
  unit: 'ms',
  rounds: 5,
  rows: [
    { what: 'explanation, p95', product: 'explanation', reach: 150, better: 'less' },
    { what: 'explanation as a page, p95', product: 'page', reach: 150, better: 'less' },
    {
      what: 'explanation, p95, against its facts alone',
      product: 'explanation',
      reference: 'plain read',
      reach: 20,
      better: 'less',
    },
  ],
  open: openExplain,
};

const openAsOf = async (setting: Setting): Promise<Course> => {
  const years = await filled(setting);
  const scores = scoresOf(years);
  const explaining = explainingOf(years);
  const times = timesOf(setting);
  const page = { units: [UNIT], after: FIRST, limit: 51, period: PERIOD };
  return {
    contestants: {
      sheet: () =>
        asked(years, times, (officer, until) => scores.one({ officer, period: PERIOD, until })),
      explanation: () => asked(years, times, explaining),
      differences: () =>
        asked(years, times, (officer, until) =>
          scores.differences({ officer, period: PERIOD, until }),
        ),
      list: () => asked(years, Math.ceil(times / 5), (_, until) => scores.page({ ...page, until })),
      'plain read': () => asked(years, times, plainRead(years)),
    },
    close: () => years.close(),
  };
};

export const asOf: Benchmark = {
  name: 'asof',
  title: 'one officer, 700 facts in the month, ten years kept: what was believed at an instant',
  unit: 'ms',
  rounds: 5,
  rows: [
    { what: 'sheet as of, p95', product: 'sheet', reach: 300, better: 'less' },
    { what: 'explanation as of, p95', product: 'explanation', reach: 300, better: 'less' },
    { what: 'differences since, p95', product: 'differences', reach: 300, better: 'less' },
    { what: 'page of 50 as of, p95', product: 'list', reach: 300, better: 'less' },
    {
      what: 'sheet as of, p95, against its facts alone',
      product: 'sheet',
      reference: 'plain read',
      reach: 20,
      better: 'less',
    },
  ],
  open: openAsOf,
};
