import type { DemoBureau } from '../bureau/people.ts';
import { Door } from '../doors/door.ts';
import type { Expectation } from '../expect/expectation.ts';
import type { DemoContext } from '../../launch/demo-types.ts';

/** The month that is played: fixed, so that everybody sees the same one. */
export const MONTH = '2024-05';

/** One statement about totals that either holds or does not. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The doors that the demo uses, each as somebody who may use it. */
export interface Doors {
  readonly hr: Door;
  readonly cad: Door;
  readonly desk: Door;
  readonly leader: Door;
  readonly dutyAuditor: Door;
  readonly dutyLog: Door;
  readonly hrAtAppraisal: Door;
  readonly appraiser: Door;
  readonly approver: Door;
  readonly appraisalReader: Door;
  readonly payrollSystem: Door;
}

/** What the stages share. */
export interface Play {
  readonly context: DemoContext;
  readonly doors: Doors;
  readonly bureau: DemoBureau;
  readonly expectation: Expectation;
  readonly checks: Check[];
}

export const doorsOf = ({ urls, tokens }: DemoContext): Doors => ({
  hr: new Door(urls.recruitment, tokens('hr')),
  cad: new Door(urls.duty, tokens('dispatch-feed')),
  desk: new Door(urls.duty, tokens('hr')),
  leader: new Door(urls.duty, tokens('leader')),
  dutyAuditor: new Door(urls.duty, tokens('auditor')),
  dutyLog: new Door(urls.duty, tokens('service')),
  hrAtAppraisal: new Door(urls.appraisal, tokens('hr')),
  appraiser: new Door(urls.appraisal, tokens('appraiser')),
  approver: new Door(urls.appraisal, tokens('approver')),
  appraisalReader: new Door(urls.appraisal, tokens('auditor')),
  payrollSystem: new Door(urls.payroll, tokens('payroll-system')),
});

const textOf = (value: unknown): string => JSON.stringify(value);

/** Compares what was worked out apart with what the services say. */
export const check = (
  play: Pick<Play, 'checks'>,
  name: string,
  pair: { expected: unknown; found: unknown },
): void => {
  const holds = textOf(pair.expected) === textOf(pair.found);
  play.checks.push({ name, holds, ...pair });
};

/** Compares row by row, and keeps how many there are and the rows that only one side has. */
export const checkRows = (
  play: Pick<Play, 'checks'>,
  name: string,
  pair: { expected: readonly string[]; found: readonly string[] },
): void => {
  const [expected, found] = [new Set(pair.expected), new Set(pair.found)];
  check(play, name, {
    expected: { rows: pair.expected.length, only: pair.expected.filter((row) => !found.has(row)) },
    found: { rows: pair.found.length, only: pair.found.filter((row) => !expected.has(row)) },
  });
};
