import type { ClauseDocument } from './clause-document.ts';
import { fault, type Fault } from './fault.ts';
import type {
  GateDocument,
  IndicatorDocument,
  Measure,
  RankDocument,
  StepsDocument,
} from './indicator-document.ts';
import { valueOf } from './number-faults.ts';

/** What the metric definitions of the first month offer. */
export interface Offered {
  readonly metrics: ReadonlySet<string>;
  readonly rates: ReadonlySet<string>;
  /** Metrics whose facts may state their points. */
  readonly stating: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

const near = (name: string, known: ReadonlySet<string>): string => {
  const [family = ''] = name.split('.');
  const alike = [...known].filter((each) => each.startsWith(family)).slice(0, 5);
  return alike.length === 0 ? 'a name of the metric definitions' : `such as ${alike.join(', ')}`;
};

const unknown = (names: readonly string[], known: ReadonlySet<string>, path: string): Fault[] =>
  names
    .filter((name) => !known.has(name))
    .map((name) => fault(path, `the metric definitions know no "${name}"`, near(name, known)));

const ofMeasure = (measure: Measure, offered: Offered, path: string): Fault[] =>
  measure.rate === undefined
    ? unknown(
        [...measure.count.plus, ...(measure.count.minus ?? [])],
        offered.metrics,
        `${path}/count`,
      )
    : unknown([measure.rate], offered.rates, `${path}/rate`);

const ofSteps = ({ points, steps, stated, then }: ClauseDocument, path: string): Fault[] => [
  ...((points === undefined) === (steps === undefined)
    ? [fault(path, 'a clause has points or steps, one of them', 'points: -3, or steps: [-1, -2]')]
    : []),
  ...(steps !== undefined && stated === true
    ? [fault(`${path}/stated`, 'facts cannot state points and cost steps', 'leave one of them out')]
    : []),
  ...(then !== undefined && steps === undefined
    ? [fault(`${path}/then`, 'nothing lies beyond steps that are not there', 'steps beside then')]
    : []),
];

/** What is wrong with a clause. */
export const clauseFaults = (clause: ClauseDocument, offered: Offered, path: string): Fault[] => {
  const { metric, then, stated } = clause;
  const named = then === undefined ? [metric] : [metric, then];
  return [
    ...ofSteps(clause, path),
    ...unknown(named, offered.metrics, `${path}/metric`),
    ...(stated === true && offered.metrics.has(metric) && !offered.stating.has(metric)
      ? [
          fault(
            `${path}/stated`,
            `facts of ${metric} state no points`,
            'points in the metric definitions',
          ),
        ]
      : []),
    ...(then === metric ? [fault(`${path}/then`, 'counts as itself', 'another metric')] : []),
  ];
};

const ofTable = ({ steps }: StepsDocument, path: string): Fault[] => {
  const bounds = steps.map(({ atLeast }) => valueOf(atLeast)?.toFraction());
  return new Set(bounds).size === bounds.length
    ? []
    : [fault(`${path}/steps`, 'two steps have the same bound', 'each bound once')];
};

const ofPlaces = ({ places }: RankDocument, path: string): Fault[] =>
  places.every(({ upTo }, at) => at === 0 || upTo > (places[at - 1]?.upTo ?? 0))
    ? []
    : [fault(`${path}/places`, 'places do not rise', 'upTo from the best place on: 1, 3, 10')];

const ofConditions = ({ conditions }: GateDocument, offered: Offered, path: string): Fault[] =>
  conditions.flatMap(({ measure, atLeast, atMost }, at) => {
    const place = `${path}/conditions/${at}`;
    const limits = atLeast === undefined && atMost === undefined;
    return [
      ...ofMeasure(measure, offered, `${place}/measure`),
      ...(limits ? [fault(place, 'a condition without a limit', 'atLeast, atMost or both')] : []),
    ];
  });

const ofLine = (floor: string | number, target: string | number, path: string): Fault[] =>
  valueOf(floor)?.toFraction() === valueOf(target)?.toFraction()
    ? [fault(`${path}/target`, 'floor and target are the same', 'two different values')]
    : [];

const ofShape = (indicator: IndicatorDocument, offered: Offered, path: string): Fault[] => {
  switch (indicator.shape) {
    case 'START_FULL':
    case 'ACCUMULATE':
      return indicator.clauses.flatMap((clause, at) =>
        clauseFaults(clause, offered, `${path}/clauses/${at}`),
      );
    case 'COUNT':
      return ofMeasure({ count: indicator.count }, offered, path);
    case 'LINEAR':
      return [
        ...ofMeasure(indicator.measure, offered, `${path}/measure`),
        ...ofLine(indicator.floor, indicator.target, path),
      ];
    case 'STEPS':
      return [
        ...ofMeasure(indicator.measure, offered, `${path}/measure`),
        ...ofTable(indicator, path),
      ];
    case 'GATE':
      return ofConditions(indicator, offered, path);
    case 'RANK':
      return [
        ...ofMeasure(indicator.measure, offered, `${path}/measure`),
        ...ofPlaces(indicator, path),
      ];
    case 'COHORT_MEDIAN':
      return [
        ...ofMeasure({ count: indicator.count }, offered, path),
        ...unknown(
          indicator.given === undefined ? [] : [indicator.given],
          offered.metrics,
          `${path}/given`,
        ),
        ...ofLine(indicator.floor, indicator.target, path),
      ];
    case 'MANUAL':
      return unknown([indicator.rate], offered.rates, `${path}/rate`);
  }
};

/** What is wrong with an indicator. */
export const indicatorFaults = (
  indicator: IndicatorDocument,
  offered: Offered,
  path: string,
): Fault[] => [
  ...ofShape(indicator, offered, path),
  ...(indicator.roles ?? [])
    .filter((role) => !offered.roles.has(role))
    .map((role) =>
      fault(`${path}/roles`, `the scheme declares no role "${role}"`, 'a role of /roles'),
    ),
];
