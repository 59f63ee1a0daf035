import { describe, expect, test } from '@jest/globals';
import { POST_CODES, type PostCode } from '@ywk/contracts';
import { ratio } from '@ywk/kernel';
import type { Act } from '../bureau/work.ts';
import { medianOf, pointsOf, type Indicator, type Month } from './indicator.ts';
import { PUBLIC } from './rc-1.ts';
import { CUSTOM } from './rc-1-posts.ts';

const month = (counts: Month['counts'], ...acts: Act[]): Month => ({ counts, acts });
const act = (code: string, amounts: Act['amounts'] = {}): Act => ({ code, amounts });

const find = (post: PostCode, id: string): Indicator => {
  const found = [...PUBLIC, ...CUSTOM[post]].find((each) => each.id === id);
  if (found === undefined) throw new Error(`${post} has no ${id}.`);
  return found;
};

/** Exact points as text; null when not applicable. */
const points = (indicator: Indicator, of: Month, figures: readonly number[] = []) =>
  pointsOf(
    indicator,
    of,
    figures.map((figure) => ratio(figure, 100)),
  )?.toFraction() ?? null;

test('the 19 posts have 60 points each, everybody 40', () => {
  const weigh = (indicators: readonly Indicator[]): number =>
    indicators.reduce((sum, { weight }) => sum + weight, 0);
  expect(weigh(PUBLIC)).toBe(40);
  expect(POST_CODES.map((post) => weigh(CUSTOM[post]))).toEqual(POST_CODES.map(() => 60));
});

describe('points by shape, before limit and rounding', () => {
  test('a rate on its line: half way from 80 to 98 % is half the weight', () => {
    const half = month({ 'visits.hit': 89, 'visits.planned': 100 });
    expect(points(find('PATROL_STATION', 'P1'), half)).toBe('10');
    expect(points(find('PATROL_STATION', 'P1'), month({}))).toBeNull();
  });

  test('call-takers: short abandons leave the denominator, wrong dispatches the numerator', () => {
    const calls = { 'calls.answered10s': 1_462, 'calls.offered': 1_520, 'calls.abandonedShort': 8 };
    expect(points(find('CALL110', 'C1'), month(calls))).toBe(
      ratio(15 * 88_400, 13 * 7_560).toFraction(),
    );
    const orders = { 'orders.dispatched': 640, 'orders.wrongConfirmed': 9 };
    expect(points(find('CALL110', 'C2'), month(orders))).toBe(ratio(20 * 115, 144).toFraction());
  });

  test('steps: the bound belongs to its step', () => {
    const filed = (onTime: number) => month({ 'files.onTime': onTime, 'files.due': 100 });
    const at = [95, 94, 90, 85, 84].map((each) => points(find('ARCHIVE', 'AR1'), filed(each)));
    expect(at).toEqual(['15', '10', '10', '5', '0']);
  });

  test('a gate: everything or nothing', () => {
    const clean = month({ 'rounds.due': 1 });
    expect(points(find('DETENTION_GUARD', 'DG2'), clean)).toBe('20');
    expect(points(find('DETENTION_GUARD', 'DG2'), month({}, act('Q01')))).toBe('0');
  });

  test('two conditions at once: four of four are too few, five of seven too rare', () => {
    const tried = (succeeded: number, all: number) =>
      month({ 'dissuasions.succeeded': succeeded, 'dissuasions.tried': all });
    const outcomes = [tried(4, 4), tried(5, 7), tried(8, 10), month({})].map((each) =>
      points(find('ANTI_FRAUD_OUTREACH', 'AF3'), each),
    );
    expect(outcomes).toEqual(['0', '0', '15', '0']);
  });

  test('a month without a stock-take does not pass; one without items does', () => {
    const empty = month({ 'stock.takes': 1 });
    expect(points(find('EVIDENCE_STORE_SUPPORT', 'ES2'), empty)).toBe('20');
    const counted = { 'stock.matched': 200, 'stock.counted': 200 };
    expect(points(find('EVIDENCE_STORE_SUPPORT', 'ES2'), month(counted))).toBe('0');
    const taken = month({ ...counted, 'stock.takes': 1 });
    expect(points(find('EVIDENCE_STORE_SUPPORT', 'ES2'), taken)).toBe('20');
  });

  test('occurrences: totals and acts, decimals, points that the act states', () => {
    const acts = month({}, act('R01'), act('R01'), act('R03'), act('R04'));
    expect(points(find('GRID_ASSISTANT', 'GA1'), acts)).toBe('141/10');
    expect(points(find('VIDEO_ANALYSIS', 'VA1'), month({ 'clues.verified': 31 }))).toBe('31');
    const slept = month({}, act('D02'), act('D02', { points: 5 }));
    expect(points(find('CLERK', 'DIS'), slept)).toBe('3');
    expect(points(find('CLERK', 'ATT'), month({}, act('A05'), act('A07')))).toBe('5');
  });

  test('ratings: the mean as a share of five', () => {
    expect(points(find('CLERK', 'CL4'), month({ 'ratings.points': 21, 'ratings.given': 5 }))).toBe(
      '42/5',
    );
  });

  test('places: ties share the better one, and nobody is first alone', () => {
    const asked = month({ 'recalls.known': 80, 'recalls.asked': 100 });
    const place = (...figures: number[]) =>
      points(find('ANTI_FRAUD_OUTREACH', 'AF4'), asked, figures);
    expect(place(80)).toBeNull();
    expect(place(80, 80, 70)).toBe('10');
    expect(place(90, 80, 80)).toBe('8');
    expect(place(...Array.from({ length: 10 }, () => 81), 80)).toBe('0');
  });

  test('the median of an even team is the mean of the middle two; of zero it says nothing', () => {
    expect(medianOf([4, 1, 9, 2].map((each) => ratio(each))).equals(3)).toBe(true);
    expect(medianOf([5, 1, 2].map((each) => ratio(each))).equals(2)).toBe(true);
    const nine = month({ 'calls.answered': 9 });
    expect(points(find('CALL110', 'C5'), nine, [1_000])).toBe('5/2');
    expect(points(find('CALL110', 'C5'), nine, [0])).toBeNull();
  });
});
