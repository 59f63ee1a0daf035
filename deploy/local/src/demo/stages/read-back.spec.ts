import { expect, test } from '@jest/globals';
import { BLOCK_UNIT } from '../bureau/city.ts';
import { demoBureau } from '../bureau/people.ts';
import { Expectation } from '../expect/expectation.ts';
import { monthOfBureau } from '../expect/month.ts';
import { payOfUnits } from '../expect/unit-pay.ts';
import { dispatchFeed } from '../feed/feed.ts';
import { payRows, scoreRows } from './read-back.ts';
import { checkRows, MONTH, type Check } from './stage.ts';

const size = { officers: 400, calls: 1_000, seed: 2 };
const bureau = demoBureau(size);
const expectation = new Expectation(MONTH);
const onCall = expectation.take.bind(expectation);
const messages = [...dispatchFeed({ ...size, bureau, month: MONTH, onCall })];
const scores = monthOfBureau(bureau, expectation);
const { paid, overruns } = payOfUnits(bureau, scores);

const compared = (expected: readonly string[], found: readonly string[]): Check | undefined => {
  const checks: Check[] = [];
  checkRows({ checks }, 'rows', { expected, found });
  return checks[0];
};

test('everybody has a score; all but the people of the refused unit are paid', () => {
  expect(messages.length).toBeGreaterThan(size.calls);
  expect(scores.size).toBe(bureau.officers.length);
  expect([...overruns.keys()]).toEqual([BLOCK_UNIT]);
  const refused = bureau.officers.filter(({ unit }) => unit === BLOCK_UNIT);
  expect(paid.size).toBe(bureau.officers.length - refused.length);
});

const rows = scoreRows(scores);

test('the same rows in another order are the same', () => {
  expect(compared(rows, [...rows].reverse())?.holds).toBe(true);
});

test.each(
  bureau.officers.filter(({ post }, at, all) => all.findIndex((o) => o.post === post) === at),
)('a hundredth of a point too much for $post is noticed', ({ officer }) => {
  const known = scores.get(officer);
  if (known === undefined) throw new Error('An officer has no score.');
  const wrong = new Map(scores).set(officer, { ...known, total: known.total + 1 });
  const { holds, expected, found } = compared(rows, scoreRows(wrong)) ?? {};
  expect(holds).toBe(false);
  expect(expected).toMatchObject({ only: [expect.stringContaining(`${officer} ${known.total} `)] });
  expect(found).toMatchObject({ only: [expect.stringContaining(officer)] });
});

test('a wrong grade, a fen, somebody missing, twice or unknown are noticed', () => {
  const pays = payRows(paid);
  const wrongs: [string[], string[]][] = [
    [rows, rows.map((row, at) => (at === 7 ? row.replace(/G\d$/, 'G9') : row))],
    [pays, pays.map((row, at) => (at === 7 ? `${row}1` : row))],
    [rows, rows.slice(1)],
    [rows, [...rows, rows[0] ?? '']],
    [rows, [...rows, 'nobody 10000 G1']],
  ];
  expect(wrongs.map(([expected, found]) => compared(expected, found)?.holds)).toEqual(
    wrongs.map(() => false),
  );
});
