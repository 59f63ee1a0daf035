import { CALL_UNITS, DEMO_UNITS } from '../bureau/city.ts';
import type { CallTaker } from '../bureau/people.ts';
import { waitFor } from '../doors/door.ts';
import { expectedScore, medianOf, type ExpectedScore } from '../expect/score.ts';
import { FEED_SOURCE } from '../feed/call-messages.ts';
import { check, MONTH, type Play } from './stage.ts';

const PARTITIONS = 64;
const EVENTS_AT_ONCE = 5_000;

interface Score {
  readonly officer: string;
  readonly total: number | null;
  readonly grade: string | null;
}

const scoresOf = async ({ doors }: Play, unit: string): Promise<readonly Score[]> => {
  const path = `/v1/scores?period=${MONTH}&unit=${unit}&limit=200`;
  const { items } = await doors.appraisalReader.get<{ items: readonly Score[] }>(path);
  return items.filter(({ total }) => total !== null);
};

const worked = (play: Play): Map<string, ExpectedScore> => {
  const { bureau, expectation } = play;
  const answered = (taker: CallTaker): number => expectation.of(taker).answered;
  const scores = new Map<string, ExpectedScore>();
  for (const taker of bureau.callTakers) {
    const team = bureau.callTakers.filter((other) => other.team === taker.team);
    const median = medianOf(team.map(answered));
    scores.set(taker.officer, expectedScore(taker, expectation.of(taker), median));
  }
  return scores;
};

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** Compares each call-taker's score with the one worked out from what really happened. */
export const checkScores = async (play: Play): Promise<Map<string, ExpectedScore>> => {
  const expected = worked(play);
  const found: Score[] = [];
  for (const unit of CALL_UNITS) found.push(...(await scoresOf(play, unit)));
  check(play, `${MONTH} 每位接警员得分 every call-taker's score`, {
    expected: [...expected].map(([id, { total, grade }]) => `${id} ${total} ${grade}`).sort(byText),
    found: found.map(({ officer, total, grade }) => `${officer} ${total} ${grade}`).sort(byText),
  });
  return expected;
};

/** Compares the calls that duty shows with those that were made. */
export const checkCalls = async (play: Play): Promise<void> => {
  const path = `/v1/figures/calls?source=${FEED_SOURCE}&from=${MONTH}-01&to=${MONTH}-31`;
  const { calls } = await play.doors.dutyReader.get<{ calls: number }>(path);
  check(play, '电话总数 calls', { expected: play.expectation.calls, found: calls });
};

interface LogLine {
  readonly pos: number;
  readonly type: string;
  readonly data: { readonly code: string };
}

/** Facts in force by code, as the log of facts tells them: what was recorded less what was taken back. */
export const checkFacts = async (play: Play): Promise<number> => {
  const inForce = new Map<string, number>();
  let events = 0;
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    for await (const { type, data } of factsIn(play, partition)) {
      events += 1;
      const sign = Number(type === 'FactRecorded') - Number(type === 'FactReversed');
      if (sign !== 0) inForce.set(data.code, (inForce.get(data.code) ?? 0) + sign);
    }
  }
  const { facts } = play.expectation;
  check(play, '事实按代码 facts by code', {
    expected: facts,
    found: Object.fromEntries(Object.keys(facts).map((code) => [code, inForce.get(code) ?? 0])),
  });
  return events;
};

async function* factsIn({ doors }: Play, partition: number): AsyncGenerator<LogLine> {
  for (let after = 0; ;) {
    const path = `/log/duty.fact.v1/${partition}?after=${after}&limit=${EVENTS_AT_ONCE}`;
    const lines = (await doors.dutyLog.get<string>(path)).split('\n').filter((line) => line !== '');
    for (const line of lines) {
      const event = JSON.parse(line) as LogLine;
      after = event.pos;
      yield event;
    }
    if (lines.length < EVENTS_AT_ONCE) return;
  }
}

/** A change line as the payroll system reads it. */
export interface ChangeLine {
  readonly officer: string;
  readonly kind: string;
  readonly unit: string | null;
  readonly originPeriod: string | null;
  /** Fen. */
  readonly amount: number;
  readonly previousAmount: number | null;
  readonly name: string;
}

interface ChangePage {
  readonly items: readonly ChangeLine[];
  readonly nextCursor: string | null;
}

const readChanges = async ({ doors }: Play): Promise<ChangeLine[]> => {
  const lines: ChangeLine[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/v1/changes?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page: ChangePage = await doors.payrollSystem.get<ChangePage>(path);
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  return lines;
};

/** Waits until payroll shows as many lines as there are decisions, and compares. */
export const readLines = async (play: Play, decisions: number): Promise<ChangeLine[]> => {
  const count = async (): Promise<ChangeLine[]> => readChanges(play);
  const lines = await waitFor('Pay change lines', count, {
    done: (found) => found.length >= decisions,
    withinMs: 120_000,
  }).catch(count);
  check(play, '每个决定一条工资变更 one line a decision', {
    expected: decisions,
    found: lines.length,
  });
  return lines;
};

const SCALE = new Set(
  DEMO_UNITS.flatMap(({ unit, budgetMode }) => (budgetMode === 'SCALE' ? [unit] : [])),
);
const BUDGET_PER_HEAD = 50_000;

/** In units that scale, performance pay comes to what the grades ask for or to the budget, exactly. */
export const checkBudgets = (
  play: Play,
  lines: readonly ChangeLine[],
  scores: ReadonlyMap<string, ExpectedScore>,
): void => {
  const units = CALL_UNITS.filter((unit) => SCALE.has(unit));
  const expected = units.map((unit) => {
    const team = play.bureau.callTakers.filter((taker) => taker.unit === unit);
    const asked = team.reduce((sum, { officer }) => sum + (scores.get(officer)?.pay ?? 0), 0);
    return [unit, Math.min(asked, BUDGET_PER_HEAD * team.length)];
  });
  const unitOf = new Map(play.bureau.callTakers.map(({ officer, unit }) => [officer, unit]));
  const paid = new Map<string, number>();
  for (const { officer, kind, amount } of lines) {
    const unit = unitOf.get(officer);
    if (kind !== 'PERFORMANCE' || unit === undefined) continue;
    paid.set(unit, (paid.get(unit) ?? 0) + amount);
  }
  check(play, '绩效总额与预算一致 performance pay against the budgets', {
    expected,
    found: units.map((unit) => [unit, paid.get(unit) ?? 0]),
  });
};
