import { ratioOf, Rejection, type Label } from '@ywk/kernel';
import { ANNUAL_GRADES, type AnnualGrade } from '../scheme/annual-document.ts';
import type { AppealEvent, YearRight } from './appeal.events.ts';

/** A right with the document that it rests on. */
export type DocumentedRight = YearRight & { readonly document: string };

/** What an officer has by rulings: before the year was final, and with those after it; the same one where there are none. */
export interface OfficerRights {
  readonly before: DocumentedRight | null;
  readonly after: DocumentedRight | null;
}

/** A right as its words are sent: parts as decimal text. */
export type YearRightAsk = Partial<Readonly<Record<keyof YearRight, string>>>;

const invalid = (detail: Label, facts: Record<string, unknown>): Rejection =>
  new Rejection('RULING_INVALID', detail, facts);

const PARTS = { LEADERS: '领导评鉴', VOTES: '民主评议' } as const;

const scoreOf = (part: keyof typeof PARTS, text: string | undefined): string | null => {
  if (text === undefined) return null;
  const score = ratioOf(text);
  if (score.compare(0) >= 0 && score.compare(100) <= 0) return score.toFraction();
  throw invalid(
    {
      zh: `${PARTS[part]}得分应在0至100之间，不能为${text}。`,
      en: `A score of ${part} is between 0 and 100, not ${text}.`,
    },
    { part, value: text },
  );
};

const gradeOf = (grade: string | undefined): AnnualGrade | null => {
  if (grade === undefined) return null;
  const found = ANNUAL_GRADES.find((each) => each === grade);
  if (found !== undefined) return found;
  throw invalid(
    {
      zh: `年度等次须为${ANNUAL_GRADES.join('、')}之一，不能为${grade}。`,
      en: `A year's grade is one of ${ANNUAL_GRADES.join(', ')}, not ${grade}.`,
    },
    { grade },
  );
};

/** Null for a ruling that puts nothing right. @throws Rejection RULING_INVALID */
export const yearRightOf = ({ grade, leaders, votes }: YearRightAsk): YearRight | null => {
  const right = {
    grade: gradeOf(grade),
    leaders: scoreOf('LEADERS', leaders),
    votes: scoreOf('VOTES', votes),
  };
  return Object.values(right).every((each) => each === null) ? null : right;
};

/** As the log of a year's objections holds it. */
export type PutRight = Extract<AppealEvent, { type: 'YearPutRight' }>['data'];

const AS_JUDGED: YearRight = { grade: null, leaders: null, votes: null };

/** What was put right later holds, member by member. */
const withRight = (known: DocumentedRight | null, put: PutRight): DocumentedRight => {
  const { grade, leaders, votes, document } = put;
  const members = Object.entries({ grade, leaders, votes });
  const stated = Object.fromEntries(members.filter(([, value]) => value !== null));
  return { ...AS_JUDGED, ...known, ...stated, document };
};

/** What rulings put right by officer, in the order in which they were made. */
export const yearRights = (puts: readonly PutRight[]): ReadonlyMap<string, OfficerRights> => {
  const found = new Map<string, OfficerRights>();
  for (const put of puts) {
    const known = found.get(put.officer);
    const after = withRight(known?.after ?? null, put);
    found.set(put.officer, { before: put.held ? (known?.before ?? null) : after, after });
  }
  return found;
};

/** Rulings on a year that count in a revision of it. */
export const rightsUntil = (history: readonly AppealEvent[], revision: number): PutRight[] =>
  history.flatMap((event) =>
    event.type === 'YearPutRight' && event.data.revision <= revision ? [event.data] : [],
  );

/** Rulings on a year that wait for a revision after one. */
export const rightsAfter = (history: readonly AppealEvent[], revision: number): PutRight[] =>
  history.flatMap((event) =>
    event.type === 'YearPutRight' && event.data.revision > revision ? [event.data] : [],
  );
