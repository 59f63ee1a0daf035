import { localDay } from '@ywk/kernel';
import type { RuleDocument } from '../rules/rule-versions.ts';
import { utc } from './actions.ts';
import type {
  CaseDocument,
  CaseFact,
  CaseStep,
  Expectation,
  PooledExpectation,
  SheetExpectation,
} from './case-document.ts';
import type { CaseFault } from './case-fault.ts';
import { peopleFaults } from './people-faults.ts';

const fault = (path: string, wrong: string, right: string): CaseFault => ({ path, wrong, right });

const later = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

const factTimes = (facts: readonly Partial<CaseFact>[], path: string, at: string): CaseFault[] =>
  facts.flatMap(({ occurredAt }, index) =>
    occurredAt !== undefined && later(occurredAt, at)
      ? [
          fault(
            `${path}/${index}/occurredAt`,
            `${occurredAt} is after the step's ${at}`,
            'a moment up to the instant of the step',
          ),
        ]
      : [],
  );

const when = (holds: boolean, found: CaseFault): CaseFault[] => (holds ? [found] : []);

const futureTotals = ({ at, on = '' }: CaseStep, path: string): CaseFault[] =>
  when(
    on > localDay(utc(at)),
    fault(`${path}/on`, `${on} is after the step's day`, 'a day up to it'),
  );

const turnedRanges = (step: CaseStep, path: string): CaseFault[] =>
  (['close', 'publish', 'finalize'] as const).flatMap((name) => {
    const range = step[name];
    return when(
      typeof range === 'object' && 'from' in range && range.from > range.to,
      fault(`${path}/${name}`, 'from is after to', 'from the earlier month'),
    );
  });

/** The clock of a story never goes back, and nobody tells what has not happened yet. */
const timeFaults = ({ steps }: CaseDocument): CaseFault[] =>
  steps.flatMap((step, index) => {
    const { at, facts = [], correct = [] } = step;
    const path = `/steps/${index}`;
    const before = steps[index - 1]?.at ?? at;
    return [
      ...when(
        later(before, at),
        fault(`${path}/at`, `${at} is before ${before}`, 'an instant not earlier'),
      ),
      ...futureTotals(step, path),
      ...turnedRanges(step, path),
      ...factTimes(facts, `${path}/facts`, at),
      ...factTimes(correct, `${path}/correct`, at),
    ];
  });

const nameFault = (path: string, name: string, known: ReadonlySet<string>): CaseFault[] =>
  known.has(name.split('@')[0] ?? '')
    ? []
    : [fault(path, `the metric definitions know no "${name}"`, 'a metric, a rate or a fact code')];

const sheetFaults = (
  { counts, post, grade, pay }: SheetExpectation,
  path: string,
  known: ReadonlySet<string>,
): CaseFault[] => [
  ...Object.keys(counts ?? {}).flatMap((name) => nameFault(`${path}/counts/${name}`, name, known)),
  ...Object.entries({ grade, pay })
    .filter(([, expected]) => expected !== undefined && post !== undefined)
    .map(([member]) =>
      fault(`${path}/${member}`, 'a stay has no grade and no pay', 'an expectation without post'),
    ),
];

const pooledFaults = (
  { pooled, officers, team, unit }: PooledExpectation,
  path: string,
  known: ReadonlySet<string>,
): CaseFault[] => [
  ...nameFault(`${path}/pooled`, pooled, known),
  ...([officers, team, unit].filter((scope) => scope !== undefined).length > 1
    ? [fault(path, 'several scopes', 'officers, team or unit, or none for everybody')]
    : []),
];

const expectationFaults = (
  expectation: Expectation,
  path: string,
  known: ReadonlySet<string>,
): CaseFault[] => {
  if ('pooled' in expectation) return pooledFaults(expectation, path, known);
  if ('liable' in expectation) return [];
  const isSheet = 'period' in expectation && 'officer' in expectation;
  return isSheet ? sheetFaults(expectation, path, known) : [];
};

/** Everything that facts may be counted as. */
const figuresOf = (rules: readonly RuleDocument[]): Set<string> =>
  new Set(
    rules.flatMap((each) =>
      each.kind === 'METRICS'
        ? [
            ...each.document.measured.map(({ metric }) => metric),
            ...each.document.events.flatMap(({ codes, countsAs }) => [
              ...codes,
              ...(countsAs === undefined ? [] : [countsAs]),
            ]),
            ...each.document.rates.map(({ rate }) => rate),
          ]
        : [],
    ),
  );

const expectsNothing = (steps: readonly CaseStep[]): boolean =>
  steps.every(({ expect }) => (expect ?? []).length === 0);

/** What keeps a well-formed case from meaning something, its rules apart; empty when it is sound. */
export const caseFaults = (
  document: CaseDocument,
  ground: { readonly rules: readonly RuleDocument[]; readonly posts: readonly string[] },
): CaseFault[] => {
  const { steps } = document;
  const known = figuresOf(ground.rules);
  return [
    ...peopleFaults(document, ground),
    ...timeFaults(document),
    ...steps.flatMap(({ expect }, index) =>
      (expect ?? []).flatMap((expectation, at) =>
        expectationFaults(expectation, `/steps/${index}/expect/${at}`, known),
      ),
    ),
    ...(expectsNothing(steps)
      ? [fault('/steps', 'nothing is expected', 'at least one step with expect')]
      : []),
  ];
};
