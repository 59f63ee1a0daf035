import type { CaseDocument } from '@ywk/appraisal-domain';
import { localDay } from '@ywk/kernel';

type Step = CaseDocument['steps'][number];
type Expectation = NonNullable<Step['expect']>[number];

/** A year is decided when it is over. */
const earlyYear = (expectation: Expectation, at: string): boolean =>
  'levels' in expectation &&
  expectation.year !== undefined &&
  localDay(new Date(at).toISOString()) <= `${expectation.year}-12-31`;

/** Whoever approves leave knows its last day. */
const openLeave = ({ leave = {} }: Step, path: string): string[] =>
  Object.entries(leave).flatMap(([officer, spans]) =>
    spans.flatMap(({ to }, at) => (to === undefined ? [`${path}/leave/${officer}/${at}`] : [])),
  );

const ofStep = (step: Step, path: string): string[] => [
  ...openLeave(step, path),
  ...(step.expect ?? []).flatMap((expectation, at) =>
    earlyYear(expectation, step.at) ? [`${path}/expect/${at}/year`] : [],
  ),
];

/** Who was hired to hold a seat outside the story keeps it: there are never fewer afterwards. */
const fewerOthers = ({ steps }: CaseDocument): string[] => {
  const held = new Map<string, number>();
  return steps.flatMap((step, at) =>
    (['conversion', 'tierRun'] as const).flatMap((member) => {
      const told = step[member];
      if (told === undefined) return [];
      const others: Readonly<Record<string, number>> = told.others ?? {};
      const isFewer = [...held].some(([tier, count]) => (others[tier] ?? 0) < count);
      for (const [tier, count] of Object.entries(others)) held.set(tier, count);
      return isFewer ? [`/steps/${at}/${member}/others`] : [];
    }),
  );
};

/** Places of decisions that cannot be played on a running system, though the engine can. */
export const decisionsIn = (document: CaseDocument): string[] => [
  ...fewerOthers(document),
  ...document.steps.flatMap((step, at) => ofStep(step, `/steps/${at}`)),
];
