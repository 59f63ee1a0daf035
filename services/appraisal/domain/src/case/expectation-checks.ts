import { hundredthsText, toHundredths } from '@ywk/kernel';
import { ratioFromText } from '../score/measured.ts';
import type { CaseAnswer, CaseQuestion, FoundPool, FoundYear } from './ask.ts';
import type {
  Expectation,
  PooledExpectation,
  SheetExpectation,
  YearExpectation,
} from './case-document.ts';
import type { Check } from './check.ts';
import { liableChecks } from './liable-checks.ts';
import { measuredText, NONE, pointsText, sameMeasured, sameText } from './shown.ts';
import { sheetChecks } from './sheet-checks.ts';

/** What has to be known for an expectation; nothing for one about refusals. */
export const questionOf = (expectation: Expectation): CaseQuestion | undefined => {
  if ('refused' in expectation) return undefined;
  if ('pooled' in expectation) {
    const { pooled: figure, period, officers, team, unit } = expectation;
    const scope = {
      ...(officers && { officers }),
      ...(team !== undefined && { team }),
      ...(unit !== undefined && { unit }),
    };
    return { ask: 'POOLED', figure, period, scope };
  }
  if ('liable' in expectation) {
    return { ask: 'LIABLE', person: expectation.liable, period: expectation.period };
  }
  const { officer } = expectation;
  return 'year' in expectation
    ? { ask: 'YEAR', officer, year: expectation.year }
    : { ask: 'SHEET', officer, period: expectation.period };
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

const refused = (answer: Extract<CaseAnswer, { kind: 'REFUSED' }>): Check[] => {
  const { code, detail } = answer.rejection;
  const found = `${code}: ${detail}`;
  return [{ path: '', expected: 'an answer', found, holds: false, arithmetic: () => [] }];
};

const isSheet = (expectation: Expectation): expectation is SheetExpectation =>
  'officer' in expectation && 'period' in expectation;

/** Expectations about several officers, or about somebody who need not be one. */
const otherChecks = (expectation: Expectation, answer: CaseAnswer): Check[] | undefined => {
  if (answer.kind === 'POOLED' && 'pooled' in expectation) return pooledChecks(expectation, answer);
  if (answer.kind !== 'LIABLE' || !('liable' in expectation)) return undefined;
  return liableChecks(expectation, answer.liabilities);
};

/** An expectation held against the answer to its question. @throws RangeError for another answer */
export const checksOf = (expectation: Expectation, answer: CaseAnswer): Check[] => {
  if (answer.kind === 'REFUSED') return refused(answer);
  const other = otherChecks(expectation, answer);
  if (other !== undefined) return other;
  if (answer.kind === 'YEAR' && 'year' in expectation) return yearChecks(expectation, answer);
  if (answer.kind === 'SHEET' && isSheet(expectation)) return sheetChecks(expectation, answer);
  throw new RangeError(`${answer.kind} answers another question.`);
};
