import { addDays, daysBetween, type LocalDay } from '@ywk/kernel';
import type { EarlySign, SignFact } from './sign.ts';
import type { SignRules } from './sign-rules.ts';

/** The day on which somebody is looked at, and what stands by then. */
export interface Look {
  readonly day: LocalDay;
  /** By day, oldest first. */
  readonly facts: readonly SignFact[];
}

const idOf = (kind: string, ...parts: readonly (string | number)[]): string =>
  [kind, ...parts].join('/');

const ofCodes = (facts: readonly SignFact[], codes: readonly string[]): SignFact[] =>
  facts.filter(({ code }) => codes.includes(code));

/** Small findings that repeat: n of a group within so many days, the last of them still that near. */
export const repeatedSigns = ({ day, facts }: Look, { repeats }: SignRules): EarlySign[] =>
  repeats.flatMap(({ codes, count, days }, at): EarlySign[] => {
    const near = ofCodes(facts, codes).filter((fact) => fact.day > addDays(day, -days));
    const completing = near[count - 1];
    if (completing === undefined) return [];
    return [
      {
        id: idOf('REPEATED', at, near[0]?.fact ?? ''),
        ...{ kind: 'REPEATED', rule: `/decisions/signs/repeats/${at}`, since: completing.day },
        inputs: { count: near.length, days },
        facts: near.map(({ fact }) => fact),
        says: {
          zh: `${days}日内已有${near.length}次小问题（${codes.join('、')}）`,
          en: `${near.length} small findings within ${days} days (${codes.join(', ')})`,
        },
      },
    ];
  });

/** One fact a day: several reports of one day are one day of absence. */
const absentDays = (facts: readonly SignFact[], code: string): SignFact[] => [
  ...new Map(ofCodes(facts, [code]).map((fact) => [fact.day, fact])).values(),
];

/** The days in a row that end with the last one. */
const lastRun = (days: readonly SignFact[]): SignFact[] => {
  const run: SignFact[] = [];
  for (const one of [...days].reverse()) {
    const next = run[0];
    if (next !== undefined && daysBetween(one.day, next.day) !== 1) break;
    run.unshift(one);
  }
  return run;
};

const absenceSign = (
  kind: 'ABSENCE_RUN' | 'ABSENCE_YEAR',
  days: readonly SignFact[],
  limit: number,
): EarlySign[] => {
  const reached = days[limit - 1];
  if (reached === undefined) return [];
  const [member, zh, en] =
    kind === 'ABSENCE_RUN'
      ? ['consecutive', '连续旷工', 'days of absence in a row']
      : ['year', '本年累计旷工', 'days of absence this year'];
  return [
    {
      id: idOf(kind, days[0]?.fact ?? ''),
      ...{ kind, rule: `/decisions/signs/absence/${member}`, since: reached.day },
      inputs: { days: days.length, limit },
      facts: days.map(({ fact }) => fact),
      says: {
        zh: `${zh}${days.length}日；超过${limit}日可能解除合同`,
        en: `${days.length} ${en}; more than ${limit} may end the employment`,
      },
    },
  ];
};

/** Absence that is about to be, or is, more than what a contract bears. */
export const absenceSigns = ({ day, facts }: Look, { absence }: SignRules): EarlySign[] => {
  const year = absentDays(facts, absence.code).filter(
    (fact) => fact.day.slice(0, 4) === day.slice(0, 4),
  );
  return [
    ...absenceSign('ABSENCE_RUN', lastRun(year), absence.consecutive),
    ...absenceSign('ABSENCE_YEAR', year, absence.year),
  ];
};
