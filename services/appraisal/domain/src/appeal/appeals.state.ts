import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { AppealEvent, ObjectionSubject, Papers, Ruling } from './appeal.events.ts';

/** An objection as it stands. */
export interface Objection extends ObjectionSubject {
  readonly objection: string;
  readonly period: LocalMonth;
  readonly officer: string;
  readonly unit: string;
  /** The published revision that is objected to. */
  readonly revision: number;
  /** LODGED waits for the unit, APPEALED for the bureau; RULED may be appealed, DECIDED no more. */
  readonly status: 'LODGED' | 'WITHDRAWN' | 'RULED' | 'APPEALED' | 'DECIDED';
  /** Of the first and, where there is one, the second instance. */
  readonly papers: readonly Papers[];
  readonly lodgedOn: LocalDay;
  /** Last day of the clock that runs: of the reply, of the second instance; null when none does. */
  readonly until: LocalDay | null;
  readonly rulings: readonly Ruling[];
}

/** All objections to the results of one period, by id. */
export type Appeals = ReadonlyMap<string, Objection>;

/** Whether somebody has to answer. */
export const isOpen = ({ status }: Objection): boolean =>
  status === 'LODGED' || status === 'APPEALED';

type Data<Type extends AppealEvent['type']> = Extract<AppealEvent, { type: Type }>['data'];

const lodged = (data: Data<'ObjectionLodged'>): Objection => {
  const { calendar: _calendar, statement, evidence, replyUntil, ...rest } = data;
  return {
    ...rest,
    status: 'LODGED',
    papers: [{ statement, evidence }],
    until: replyUntil,
    rulings: [],
  };
};

const ruled = (known: Objection, data: Data<'RulingMade'>): Objection => {
  const { calendar: _c, period: _p, objection: _o, officer: _f, unit: _u, ...ruling } = data;
  const isLast = ruling.appealUntil === null;
  return {
    ...known,
    status: isLast ? 'DECIDED' : 'RULED',
    until: ruling.appealUntil,
    rulings: [...known.rulings, ruling],
  };
};

const putRight = (known: Objection, data: Data<'YearPutRight'>): Objection => {
  const { ruling, grade, leaders, votes } = data;
  const right = { grade, leaders, votes };
  const rulings = known.rulings.map((each) => (each.ruling === ruling ? { ...each, right } : each));
  return { ...known, rulings };
};

const changed = (known: Objection, event: Exclude<AppealEvent, { type: 'ObjectionLodged' }>) => {
  switch (event.type) {
    case 'ObjectionWithdrawn':
      return { ...known, status: 'WITHDRAWN' as const, until: null };
    case 'AppealLodged': {
      const { statement, evidence, decideUntil } = event.data;
      const papers = [...known.papers, { statement, evidence }];
      return { ...known, status: 'APPEALED' as const, papers, until: decideUntil };
    }
    case 'RulingMade':
      return ruled(known, event.data);
    case 'YearPutRight':
      return putRight(known, event.data);
  }
};

/** The objections after one more event. */
export const withAppealEvent = (appeals: Appeals, event: AppealEvent): Appeals => {
  const { objection } = event.data;
  if (event.type === 'ObjectionLodged') {
    return new Map(appeals).set(objection, lodged(event.data));
  }
  const known = appeals.get(objection);
  return known === undefined ? appeals : new Map(appeals).set(objection, changed(known, event));
};

/**
 * Objections that keep a period from being final: those the unit has not answered, and those before
 * the bureau where an appeal suspends (DOMAIN 3.0 Cut-off, §5 row 26).
 */
export const holdingFinality = (appeals: Appeals, suspensive: boolean): Objection[] =>
  [...appeals.values()].filter(
    ({ status }) => status === 'LODGED' || (suspensive && status === 'APPEALED'),
  );

/** How many rulings were made on results of a unit. */
export const rulingsIn = (appeals: Appeals, unit: string): number =>
  [...appeals.values()]
    .filter((each) => each.unit === unit)
    .reduce((sum, { rulings }) => sum + rulings.length, 0);
