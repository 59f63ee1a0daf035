import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { POST_CODES } from '@ywk/contracts';
import { parse } from 'yaml';
import { AppraisalBench, type StatedFact } from './appraisal-bench.ts';
import { POINTS } from './points.sql.ts';

/**
 * Points of sheets, recomputed from the raw facts by PostgreSQL: sums, exact division, HALF_UP and
 * limits are its own; only the documents, which are data, are shared with the engine.
 */
interface Rules {
  readonly public: readonly Indicator[];
  readonly posts: Readonly<Record<string, readonly Indicator[]>>;
}
interface Indicator {
  readonly id: string;
  readonly shape: string;
  readonly measure?: { readonly rate?: string };
}
interface Sum {
  readonly plus: readonly string[];
}
interface Metrics {
  readonly measured: readonly {
    readonly metric: string;
    readonly from: readonly {
      readonly code: string;
      readonly add?: string;
      readonly when?: { readonly amount: string };
    }[];
  }[];
  readonly rates: readonly {
    readonly rate: string;
    readonly numerator: Sum;
    readonly denominator: Sum;
  }[];
  readonly events: readonly { readonly codes: readonly string[]; readonly points?: number[] }[];
}

const documentOf = (name: string): unknown =>
  parse(
    readFileSync(
      new URL(`../../../services/appraisal/schemes/${name}.yaml`, import.meta.url),
      'utf8',
    ),
  );
const rules = documentOf('rc-1') as Rules;
const metrics = documentOf('metrics-1') as Metrics;

/** Numbers that look random and are the same in every run. */
let state = 20_240_531;
const chance = (below: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state >>> 8) % below;
};

const measuredCodes = [
  ...new Set(metrics.measured.flatMap(({ from }) => from.map(({ code }) => code))),
];
const amountNames = (code: string): string[] =>
  metrics.measured.flatMap(({ from }) =>
    from
      .filter((each) => each.code === code)
      .flatMap(({ add, when }) => [
        ...(add === undefined ? [] : [add]),
        ...(when ? [when.amount] : []),
      ]),
  );

const anyOf = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;

const anyFact = (officer: string): StatedFact => {
  const second = chance(31 * 86_400);
  const occurredAt = new Date(Date.UTC(2024, 3, 30, 16) + second * 1000).toISOString();
  const head = { officer, occurredAt, fact: randomUUID() };
  switch (chance(3)) {
    case 0: {
      const code = anyOf(metrics.measured).metric;
      return { ...head, code, amounts: { n: 1 + chance(40) } };
    }
    case 1: {
      const code = anyOf(measuredCodes);
      const names = amountNames(code);
      return {
        ...head,
        code,
        amounts: Object.fromEntries(names.map((name) => [name, chance(40)])),
      };
    }
    default: {
      const { codes, points } = anyOf(metrics.events);
      const stated = points !== undefined && chance(2) === 0 ? { points: anyOf(points) } : {};
      return { ...head, code: anyOf(codes), amounts: stated };
    }
  }
};

/** Totals that bring the rates of a post somewhere between floor and target. */
const ratesOf = (officer: string, post: string): StatedFact[] => {
  const occurredAt = '2024-05-09T01:00:00.000Z';
  const named = new Set((rules.posts[post] ?? []).map(({ measure }) => measure?.rate));
  return metrics.rates
    .filter(({ rate }) => named.has(rate))
    .flatMap(({ numerator, denominator }) => {
      const n = 60 + chance(90);
      const [top = '', bottom = ''] = [numerator.plus[0], denominator.plus[0]];
      const part = {
        officer,
        code: top,
        occurredAt,
        amounts: { n: n - chance(Math.floor(n / 4)) },
      };
      const whole = { officer, code: bottom, occurredAt, amounts: { n } };
      return top === bottom ? [whole] : [part, whole];
    });
};

const PER_POST = 7;
const FACTS = 45;

let bench: AppraisalBench;
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  const facts: StatedFact[] = [];
  for (const post of POST_CODES) {
    for (let each = 0; each < PER_POST; each += 1) {
      const officer = await bench.hire({ post, team: `T-${post}`, badge: `P${facts.length}` });
      facts.push(...ratesOf(officer, post));
      for (let at = 0; at < FACTS; at += 1) facts.push(anyFact(officer));
    }
  }
  // Some are taken back: they count nowhere.
  const taken = facts.filter((_, at) => at % 17 === 0).map((fact) => ({ ...fact, reversed: true }));
  await bench.record([...facts, ...taken]);
  await bench.settled(60_000);
}, 120_000);
afterAll(() => bench.stop());

interface Point {
  readonly officer: string;
  readonly indicator: string;
  readonly score: number | null;
}

interface StoredSheet {
  readonly stays: readonly {
    readonly groups?: readonly {
      readonly indicators: readonly {
        readonly id: string;
        readonly shape: string;
        readonly score: number | null;
      }[];
    }[];
  }[];
}

const RECOMPUTED = ['START_FULL', 'ACCUMULATE', 'LINEAR', 'COUNT'];

const ofSheets = async (): Promise<Point[]> => {
  const rows = await bench.sql<{ officer: string; content: string }>(
    `SELECT officer, content FROM sheet WHERE period = '2024-05'`,
  );
  return rows.flatMap(({ officer, content }) =>
    (JSON.parse(content) as StoredSheet).stays
      .flatMap(({ groups }) => groups ?? [])
      .flatMap(({ indicators }) => indicators)
      .filter(({ shape }) => RECOMPUTED.includes(shape))
      .map(({ id, score }) => ({ officer, indicator: id, score })),
  );
};

const byName = (a: Point, b: Point): number =>
  `${a.officer} ${a.indicator}` < `${b.officer} ${b.indicator}` ? -1 : 1;

const recomputed = async (definitions: unknown): Promise<Point[]> => {
  const rows = await bench.sql<{ officer: string; indicator: string; score: string | null }>(
    POINTS,
    [JSON.stringify(definitions), JSON.stringify(metrics)],
  );
  return rows.map(({ score, ...row }) => ({
    ...row,
    score: score === null ? null : Number(score),
  }));
};

describe('1,000 points of officers of all 19 posts', () => {
  test('are what PostgreSQL makes of the raw facts', async () => {
    const points = (await ofSheets()).sort(byName);
    expect(points.length).toBeGreaterThan(1_000);
    expect(new Set(points.map(({ score }) => score)).size).toBeGreaterThan(100);
    expect((await recomputed(rules)).sort(byName)).toEqual(points);
  }, 60_000);

  test('and are not, when a single rule is read otherwise', async () => {
    const other = structuredClone(rules) as { public: { clauses: { points: number }[] }[] } & Rules;
    const [clause] = other.public[1]?.clauses ?? [];
    if (clause !== undefined) clause.points = -2;
    const points = (await ofSheets()).sort(byName);
    expect((await recomputed(other)).sort(byName)).not.toEqual(points);
  }, 60_000);
});
