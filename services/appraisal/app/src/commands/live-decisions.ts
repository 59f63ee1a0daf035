import type { CaseDocument } from '@ywk/appraisal-domain';

/** What decides about people, which a story can tell the engine only. */
const STEPS = ['career', 'discipline', 'award'];

/** Of a year's grade, what orders equal people; the door of past years takes the grade alone. */
const RANKS = ['total', 'custom', 'deducted', 'democratic'];

const present = (thing: object, names: readonly string[], path: string): string[] =>
  names.filter((name) => name in thing).map((name) => `${path}/${name}`);

/** The excellent of a year are chosen when the year is over and all its months are final. */
const yearsIn = (expectation: object, path: string): string[] =>
  'levels' in expectation ? present(expectation, ['year'], path) : [];

type Step = CaseDocument['steps'][number];

const gradesOf = ({ annualGrades = {} }: Step, path: string) =>
  Object.entries(annualGrades).flatMap(([officer, grades]) =>
    Object.entries(grades).map(([year, told]) => ({
      name: `${officer} ${year}`,
      path: `${path}/annualGrades/${officer}/${year}`,
      told: typeof told === 'string' ? { grade: told } : told,
    })),
  );

/** A year is recorded once, by its grade: neither what orders people nor another grade can be told. */
const gradesIn = ({ steps }: CaseDocument): string[] => {
  const known = new Map<string, string>();
  return steps.flatMap((step, at) =>
    gradesOf(step, `/steps/${at}`).flatMap(({ name, path, told }) => {
      const isAnother = (known.get(name) ?? told.grade) !== told.grade;
      known.set(name, told.grade);
      return [...present(told, RANKS, path), ...(isAnother ? [path] : [])];
    }),
  );
};

/** Seats are those of the people there are: nobody outside the story holds any. */
const othersIn = ({ tierRun, conversion }: Step, path: string): string[] => [
  ...present(tierRun ?? {}, ['others'], `${path}/tierRun`),
  ...present(conversion ?? {}, ['others'], `${path}/conversion`),
];

const ofStep = (step: Step, path: string): string[] => [
  ...present(step, STEPS, path),
  ...othersIn(step, path),
  ...(step.expect ?? []).flatMap((expectation, at) => yearsIn(expectation, `${path}/expect/${at}`)),
];

/** Places of decisions that cannot be played on a running system yet, though the engine can. */
export const decisionsIn = (document: CaseDocument): string[] => [
  ...gradesIn(document),
  ...document.steps.flatMap((step, at) => ofStep(step, `/steps/${at}`)),
];
