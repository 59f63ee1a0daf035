import { expect, test } from '@jest/globals';
import { grants } from './grants.ts';

const of = (user: string): string[] =>
  grants()
    .filter(({ principal }) => principal === `User:${user}`)
    .map(
      ({ operation, resource, name, prefixed }) =>
        `${operation} ${resource} ${name}${prefixed ? '*' : ''}`,
    );

test.each([
  [
    'ywk-recruitment',
    [
      'write topic recruitment.personnel.v1',
      'read topic appraisal.period.v1',
      'read group recruitment.periods.v1',
    ],
  ],
  [
    'ywk-duty',
    [
      'write topic duty.fact.v1',
      'write topic duty.conduct.v1',
      'read topic recruitment.personnel.v1',
      'read topic appraisal.period.v1',
      'read topic appraisal.decision.v1',
      'read topic dispatch.feed.v1',
      'read group duty.personnel.v1',
      'read group duty.periods.v1',
      'read group duty.liability.v1',
      'read group duty.feed.v1',
    ],
  ],
  [
    'ywk-appraisal',
    [
      'write topic appraisal.period.v1',
      'write topic appraisal.decision.v1',
      'read topic duty.fact.v1',
      'read topic recruitment.personnel.v1',
      'read topic duty.conduct.v1',
      'read group appraisal.score.v1',
      'read group appraisal.conduct.v1',
    ],
  ],
  [
    'ywk-payroll',
    [
      'write topic payroll.change.v1',
      'read topic appraisal.decision.v1',
      'read topic recruitment.personnel.v1',
      'read topic duty.conduct.v1',
      'read topic payroll.ack.v1',
      'read group payroll.lines.v1',
      'read group payroll.directory.v1',
      'read group payroll.acknowledgements.v1',
    ],
  ],
  ['ywk-dispatch-feed', ['write topic dispatch.feed.v1']],
  [
    'ywk-payroll-system',
    [
      'write topic payroll.ack.v1',
      'read topic payroll.change.v1',
      'read group ywk-payroll-system*',
    ],
  ],
])('%s has these rights at the brokers, and no other', (user, rights) =>
  expect(of(user)).toEqual(rights),
);

test('nobody but services and machines writes, and nobody makes or changes topics', () => {
  const writers = grants().filter(({ operation }) => operation === 'write');
  expect(writers.map(({ name }) => name).sort()).toEqual([
    'appraisal.decision.v1',
    'appraisal.period.v1',
    'dispatch.feed.v1',
    'duty.conduct.v1',
    'duty.fact.v1',
    'payroll.ack.v1',
    'payroll.change.v1',
    'recruitment.personnel.v1',
  ]);
  const operations = new Set(of('ywk-operator').map((text) => text.split(' ')[0]));
  expect([...operations].sort()).toEqual(['delete', 'describe', 'describe-configs', 'read']);
});
