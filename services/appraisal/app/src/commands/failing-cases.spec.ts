import { describe, expect, test } from '@jest/globals';
import { versionOfMonth, type RuleVersion, type SchemeDocument } from '@ywk/appraisal-domain';
import { calendarOf } from '@ywk/calendar';
import { shippedVersions } from '../persistence/rule-documents.ts';
import { failingCases } from './failing-cases.ts';

const calendar = calendarOf();

const shipped = versionOfMonth(shippedVersions, 'SCHEME', '2024-06');
if (shipped?.rules.kind !== 'SCHEME') throw new Error('There is a shipped scheme.');
const rc1 = shipped.rules.document;

/** RC-1 from June 2024 on with another value of a dress finding. */
const drafted = (points: number, cases: RuleVersion['cases']): RuleVersion => {
  const [attendance, discipline, ...others] = rc1.public;
  if (attendance === undefined || discipline?.shape !== 'START_FULL') throw new Error('as shipped');
  const clauses = discipline.clauses.map((each) =>
    each.id === 'D01' ? { ...each, points } : each,
  );
  const document: SchemeDocument = {
    ...rc1,
    ...{ version: 2, effectiveFrom: '2024-06' },
    public: [attendance, { ...discipline, clauses }, ...others],
  };
  const nobody = { author: 'a', approvers: [], activatedBy: null, activated: null };
  return { rules: { kind: 'SCHEME', document }, cases, ...nobody };
};

const costing = (code: string, may: string, june: string) => ({
  case: code,
  title: { zh: '着装', en: 'Dress' },
  source: 'spec',
  scheme: 'rc-1',
  people: { A: { stays: [{ unit: 'u', post: 'CALL110', from: '2024-01-01' }] } },
  steps: [
    {
      at: '2024-06-30T18:00:00+08:00',
      facts: [
        { officer: 'A', code: 'order.dispatched' },
        { officer: 'A', code: 'D01' },
        { officer: 'A', code: 'order.dispatched', occurredAt: '2024-05-10T10:00:00+08:00' },
        { officer: 'A', code: 'D01', occurredAt: '2024-05-10T10:00:00+08:00' },
      ],
      expect: [
        { officer: 'A', period: '2024-05', clauses: { D01: may } },
        { officer: 'A', period: '2024-06', clauses: { D01: june } },
      ],
    },
  ],
});

describe('the cases that a version carries', () => {
  const cases = [
    costing('now-two', '-1', '-2'),
    costing('still-one', '-1', '-1'),
    { case: 'no-case' },
    {},
  ];

  test('are played with it in force from its first month on, beside what is in force', () =>
    expect(failingCases(drafted(-2, cases), shippedVersions, calendar)).toEqual([
      ...['still-one', 'no-case', '3'],
    ]));

  test('do not fail without a reason', () =>
    expect(failingCases(drafted(-1, cases.slice(1, 2)), shippedVersions, calendar)).toEqual([]));

  test('leave the versions in force as they are', () => {
    const before = [...shippedVersions.keys()];
    failingCases(drafted(-2, cases), shippedVersions, calendar);
    expect([...shippedVersions.keys()]).toEqual(before);
  });
});
