import { hundredthsText, toHundredths } from '@ywk/kernel';
import { ratioFromText } from '../score/measured.ts';
import type { CaseAnswer, CaseQuestion, FoundPool, FoundYear } from './ask.ts';
import type { FoundNotices } from './case-closes.ts';
import type {
  Expectation,
  LevelsExpectation,
  LiableExpectation,
  NoticesExpectation,
  PooledExpectation,
  SheetExpectation,
  YearExpectation,
} from './case-document.ts';
import type { Check } from './check.ts';
import { levelsChecks } from './level-checks.ts';
import { liableChecks } from './liable-checks.ts';
import { payChecks } from './pay-checks.ts';
import { measuredText, NONE, pointsText, sameMeasured, sameText } from './shown.ts';
import { sheetChecks } from './sheet-checks.ts';
import { tierChecks, tierRunChecks } from './tier-checks.ts';
import type { TierExpectation } from './tier-steps.ts';

const aboutOfficer = (
  expectation: SheetExpectation | YearExpectation | TierExpectation,
): CaseQuestion => {
  const { officer } = expectation;
  if ('on' in expectation) return { ask: 'TIER', officer, on: expectation.on };
  return 'year' in expectation
    ? { ask: 'YEAR', officer, year: expectation.year }
    : { ask: 'SHEET', officer, period: expectation.period };
};

const poolOf = ({ pooled: figure, period, ...among }: PooledExpectation): CaseQuestion => {
  const { officers, team, unit } = among;
  const scope = {
    ...(officers && { officers }),
    ...(team !== undefined && { team }),
    ...(unit !== undefined && { unit }),
  };
  return { ask: 'POOLED', figure, period, scope };
};

const quotasOf = ({ levels: unit, period, year }: LevelsExpectation): CaseQuestion => ({
  ask: 'LEVELS',
  unit,
  of: period ?? year ?? 0,
});

const borneBy = ({ liable: person, period }: LiableExpectation): CaseQuestion => ({
  ...{ ask: 'LIABLE', person, period },
});

/** What has to be known for an expectation; nothing for one about refusals. */
export const questionOf = (expectation: Expectation): CaseQuestion | undefined => {
  if ('refused' in expectation) return undefined;
  if ('pooled' in expectation) return poolOf(expectation);
  if ('levels' in expectation) return quotasOf(expectation);
  if ('run' in expectation) return { ask: 'TIER_RUN', year: expectation.run };
  if ('notices' in expectation) return { ask: 'NOTICES', period: expectation.period };
  if ('liable' in expectation) return borneBy(expectation);
  if ('payLines' in expectation) return { ask: 'PAY_LINES', officer: expectation.payLines };
  return aboutOfficer(expectation);
};

const pooledChecks = ({ pooled, value }: PooledExpectation, found: FoundPool): Check[] => {
  const text = measuredText(found.numerator, found.denominator);
  return [
    {
      ...{ path: '/value', expected: String(value), found: text },
      holds: sameMeasured(value, found),
      arithmetic: () => [`${pooled}: ${text}, sums first, one division last`],
    },
  ];
};

const partText = ({ value, gap }: FoundYear['score']['parts'][number]): string =>
  value === null ? (gap ?? NONE) : hundredthsText(toHundredths(ratioFromText(value)));

const yearArithmetic = ({ score, months }: FoundYear): string[] => [
  `months: ${months.map((total) => pointsText(total)).join(', ') || NONE}`,
  ...score.parts.map(
    (part) =>
      `${part.part}: ${part.value ?? part.gap} = ${partText(part)} × ${pointsText(part.weight)}%`,
  ),
];

const yearChecks = (expectation: YearExpectation, found: FoundYear): Check[] => {
  const { score } = found;
  const parts = new Map<string, string>(score.parts.map((part) => [part.part, partText(part)]));
  const plain = [
    ['/total', expectation.total, pointsText(score.total)],
    ['/grade', expectation.grade, score.grade ?? NONE],
    ...Object.entries(expectation.parts ?? {}).map(
      ([part, expected]) => [`/parts/${part}`, expected, parts.get(part) ?? NONE] as const,
    ),
  ] as const;
  return plain.flatMap(([path, expected, text]) =>
    expected === undefined
      ? []
      : [
          {
            ...{ path, expected: String(expected), found: text },
            holds: sameText(expected, text),
            arithmetic: () => yearArithmetic(found),
          },
        ],
  );
};

const noticesChecks = (
  { notices, publicityUntil, objectionUntil }: NoticesExpectation,
  found: FoundNotices,
): Check[] => {
  const listed = (officers: readonly string[]) => [...officers].sort().join(', ') || NONE;
  const compared = [
    ['/notices', listed(notices), listed(found.officers)],
    ['/publicityUntil', publicityUntil, found.publicityUntil ?? NONE],
    ['/objectionUntil', objectionUntil, found.objectionUntil ?? NONE],
  ] as const;
  return compared.flatMap(([path, expected, text]) =>
    expected === undefined
      ? []
      : [{ path, expected, found: text, holds: expected === text, arithmetic: () => [] }],
  );
};

const refused = (answer: Extract<CaseAnswer, { kind: 'REFUSED' }>): Check[] => {
  const { code, detail } = answer.rejection;
  const found = `${code}: ${detail}`;
  return [{ path: '', expected: 'an answer', found, holds: false, arithmetic: () => [] }];
};

type Met<Kind extends CaseAnswer['kind']> = Extract<CaseAnswer, { readonly kind: Kind }>;

/** By the kind of an answer, the expectation that asks for it; undefined for another one. */
const CHECKS: {
  readonly [Kind in CaseAnswer['kind']]: (
    expectation: Expectation,
    answer: Met<Kind>,
  ) => Check[] | undefined;
} = {
  DONE: () => undefined,
  REFUSED: (_expectation, answer) => refused(answer),
  LIABLE: (expectation, answer) =>
    'liable' in expectation ? liableChecks(expectation, answer.liabilities) : undefined,
  NOTICES: (expectation, answer) =>
    'notices' in expectation ? noticesChecks(expectation, answer) : undefined,
  LEVELS: (expectation, answer) =>
    'levels' in expectation ? levelsChecks(expectation, answer) : undefined,
  PAY_LINES: (expectation, answer) =>
    'payLines' in expectation ? payChecks(expectation, answer.lines) : undefined,
  POOLED: (expectation, answer) =>
    'pooled' in expectation ? pooledChecks(expectation, answer) : undefined,
  TIER: (expectation, answer) =>
    'on' in expectation ? tierChecks(expectation, answer) : undefined,
  TIER_RUN: (expectation, answer) =>
    'run' in expectation ? tierRunChecks(expectation, answer) : undefined,
  YEAR: (expectation, answer) =>
    'officer' in expectation && 'year' in expectation ? yearChecks(expectation, answer) : undefined,
  SHEET: (expectation, answer) =>
    'officer' in expectation && 'period' in expectation
      ? sheetChecks(expectation, answer)
      : undefined,
};

/** An expectation held against the answer to its question. @throws RangeError for another answer */
export const checksOf = <Kind extends CaseAnswer['kind']>(
  expectation: Expectation,
  answer: Met<Kind>,
): Check[] => {
  const check = CHECKS[answer.kind as Kind];
  const checks = check(expectation, answer);
  if (checks === undefined) throw new RangeError(`${answer.kind} answers another question.`);
  return checks;
};
