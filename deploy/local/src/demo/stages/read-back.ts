import { waitFor } from '../doors/door.ts';
import type { ExpectedScore } from '../expect/score.ts';
import type { UnitPay } from '../expect/unit-pay.ts';
import { FEED_SOURCE } from '../feed/call-messages.ts';
import type { FactLine } from './enter-facts.ts';
import { check, checkRows, MONTH, type Play } from './stage.ts';

const PARTITIONS = 64;
const EVENTS_AT_ONCE = 5_000;
const LINES_AT_ONCE = 1_000;

/** One officer's month as appraisal tells it. */
export interface Score {
  readonly officer: string;
  /** Hundredths of a point. */
  readonly total: number | null;
  readonly grade: string | null;
}

const readScores = ({ doors }: Play): Promise<Score[]> =>
  doors.appraisalReader.list<Score>(`/v1/scores?period=${MONTH}`);

const rowOf = ({ officer, total, grade }: Score): string => `${officer} ${total} ${grade}`;

/** Each officer's total and grade as they were worked out, a line each. */
export const scoreRows = (scores: ReadonlyMap<string, ExpectedScore>): string[] =>
  [...scores].map(([officer, { total, grade }]) => rowOf({ officer, total, grade }));

const LIVE_WITHIN_MS = 60_000;

/** Compares everybody's score, while the month is open, with the one from what really happened. */
export const checkLiveScores = async (
  play: Play,
  scores: ReadonlyMap<string, ExpectedScore>,
): Promise<void> => {
  const expected = scoreRows(scores);
  const known = new Set(expected);
  const read = async (): Promise<string[]> => (await readScores(play)).map(rowOf);
  const found = await waitFor('Live scores', read, {
    done: (rows) => rows.length === known.size && rows.every((row) => known.has(row)),
    withinMs: LIVE_WITHIN_MS,
  }).catch(read);
  checkRows(play, `${MONTH} 全部岗位实时得分 live scores of all posts`, { expected, found });
};

/** The same once the month is closed. */
export const checkScores = async (
  play: Play,
  scores: ReadonlyMap<string, ExpectedScore>,
): Promise<readonly Score[]> => {
  const closed = await readScores(play);
  const rows = { expected: scoreRows(scores), found: closed.map(rowOf) };
  checkRows(play, `${MONTH} 每人得分与等次 everybody's score and grade`, rows);
  return closed;
};

/** Compares the calls that duty shows with those that were made. */
export const checkCalls = async (play: Play): Promise<void> => {
  const path = `/v1/figures/calls?source=${FEED_SOURCE}&from=${MONTH}-01&to=${MONTH}-31`;
  const { calls } = await play.doors.dutyAuditor.get<{ calls: number }>(path);
  check(play, '电话总数 calls', { expected: play.expectation.calls, found: calls });
};

interface LogLine {
  readonly pos: number;
  readonly type: string;
  readonly data: { readonly code: string };
}

const byCode = (facts: readonly FactLine[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { code } of facts) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

/** Facts in force by code, as the log of facts tells them: what was recorded less what was taken back. */
export const checkFacts = async (play: Play, entered: readonly FactLine[]): Promise<number> => {
  const inForce = new Map<string, number>();
  let events = 0;
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    for await (const { type, data } of factsIn(play, partition)) {
      events += 1;
      const sign = Number(type === 'FactRecorded') - Number(type === 'FactReversed');
      if (sign !== 0) inForce.set(data.code, (inForce.get(data.code) ?? 0) + sign);
    }
  }
  const facts = { ...play.expectation.facts, ...byCode(entered) };
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

const readChanges = ({ doors }: Play): Promise<ChangeLine[]> =>
  doors.payrollSystem.list<ChangeLine>('/v1/changes', LINES_AT_ONCE);

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

/** Performance pay of everybody, after the budgets of the units: who was not decided has none. */
export const payRows = (paid: UnitPay['paid']): string[] =>
  [...paid].map(([officer, fen]) => `${officer} ${fen}`);

/** In units that scale, the lines come to what the grades ask for or to the budget, to the fen. */
export const checkPay = (
  play: Play,
  lines: readonly ChangeLine[],
  { paid }: Pick<UnitPay, 'paid'>,
): void => {
  const performance = lines.filter(({ kind }) => kind === 'PERFORMANCE');
  checkRows(play, '每人绩效与预算一致 performance pay within the budgets', {
    expected: payRows(paid),
    found: performance.map(({ officer, amount }) => `${officer} ${amount}`),
  });
};
