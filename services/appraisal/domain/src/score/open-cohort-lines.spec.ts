import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import { cohortLines } from './cohort.ts';
import { openCohortLines } from './open-cohort-lines.ts';
import { openSheet } from './open-sheet.ts';
import type { SheetInput } from './ruled-stays.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const RC1 = read('rc-1.yaml') as SchemeDocument;
const rank = {
  ...{ id: 'R', label: { zh: '名次', en: 'Place' }, source: 'spec', weight: 60, shape: 'RANK' },
  ...{ measure: { rate: 'tasks.onTimeRate' }, cohort: 'UNIT', roles: ['master'] },
  places: [{ upTo: 1, points: 60 }],
} as unknown as IndicatorDocument;
const scheme: SchemeDocument = {
  ...RC1,
  roles: [{ role: 'master', label: RC1.label, coefficient: '1.25' }],
  posts: { ...RC1.posts, CLERK: [rank] },
};
const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
/** A stay that begins or ends on a day without a calendar has no sheet. */
const calendar = {
  knows: (day: string) => day !== '2024-05-07',
  isWorkingDay: (day: string) => ![0, 6].includes(new Date(day).getUTCDay()),
};
const rules = new RuleBook(new SchemeBook([scheme]), metrics, calendar).of('2024-05');

const dayOf = (at: number) => `2024-05-${String(at).padStart(2, '0')}`;
/** Few days, so that short stays and what another inherits of them come about. */
const anyDay = fc.constantFrom(1, 3, 4, 7, 8, 20, 31).map(dayOf);
const anyStay: fc.Arbitrary<Stay> = fc.record(
  {
    unit: fc.constantFrom('U1', 'U2'),
    post: fc.constantFrom('CALL110', 'CLERK', 'PATROL', 'NO_SUCH_POST'),
    team: fc.constantFrom('A', null),
    from: anyDay,
    to: fc.option(anyDay),
    probation: fc.boolean(),
    share: fc.constantFrom(30, 50),
  },
  { requiredKeys: ['unit', 'post', 'team', 'from', 'to', 'probation'] },
) as fc.Arbitrary<Stay>;

const anyInput: fc.Arbitrary<SheetInput> = fc.record({
  officer: fc.constant('o1'),
  period: fc.constant('2024-05'),
  rules: fc.constant(rules),
  stays: fc.array(anyStay, { maxLength: 3 }),
  roles: fc.array(fc.record({ role: fc.constant('master'), from: anyDay, to: fc.option(anyDay) }), {
    maxLength: 2,
  }),
  tallies: fc.array(
    fc.record({
      day: anyDay,
      metric: fc.constantFrom('calls.answered', 'tasks.due', 'tasks.onTime', 'leave.days', 'D01'),
      n: fc.integer({ min: 1, max: 9 }),
    }),
  ),
});

test('are the same lines that stand in the whole sheet', () => {
  let met = 0;
  fc.assert(
    fc.property(anyInput, (input) => {
      const lines = openCohortLines(input);
      met += lines.length;
      expect(JSON.stringify(lines)).toBe(JSON.stringify(cohortLines(openSheet(input))));
    }),
    { numRuns: 1000 },
  );
  expect(met).toBeGreaterThan(50);
});
