import type { CaseDocument, CaseStay } from '@ywk/appraisal-domain';

/** What decides about careers, which a story can tell the engine only. */
const STEPS = [
  ...['annualGrades', 'career', 'conversion'],
  ...['tierRun', 'proposeTier', 'approveTiers'],
  'review',
  ...['discipline', 'award'],
];

/** What is expected of them, of levels and of budgets. */
const EXPECTATIONS = ['on', 'run', 'levels', 'level', 'paid'];

const present = (thing: object, names: readonly string[], path: string): string[] =>
  names.filter((name) => name in thing).map((name) => `${path}/${name}`);

/** A hire takes the tier of the system's own people. */
const tiersIn = (stays: readonly CaseStay[], path: string): string[] =>
  stays.flatMap((stay, at) => present(stay, ['tier'], `${path}/${at}`));

const ofStep = (step: CaseDocument['steps'][number], path: string): string[] => [
  ...Object.entries(step.stays ?? {}).flatMap(([officer, stays]) =>
    tiersIn(stays, `${path}/stays/${officer}`),
  ),
  ...present(step, STEPS, path),
  ...(step.expect ?? []).flatMap((expectation, at) =>
    present(expectation, EXPECTATIONS, `${path}/expect/${at}`),
  ),
];

/** Places of decisions that cannot be played on a running system yet, though the engine can. */
export const decisionsIn = (document: CaseDocument): string[] => [
  ...present(document, ['budgets'], ''),
  ...Object.entries(document.people).flatMap(([officer, { stays }]) =>
    tiersIn(stays, `/people/${officer}/stays`),
  ),
  ...document.steps.flatMap((step, at) => ofStep(step, `/steps/${at}`)),
];
