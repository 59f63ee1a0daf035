import { isRejection, toHundredths, type Instant } from '@ywk/kernel';
import { annualScore } from '../annual/annual-score.ts';
import { exactly } from '../scheme/decimal.ts';
import { sumsOf } from '../score/measured.ts';
import { sumOf, type Counts } from '../score/stretch.ts';
import type { Tally } from '../tally/tally.ts';
import type { CaseAction, CaseAnswer, CaseAsk, CaseQuestion, PoolScope } from './ask.ts';
import type { CaseDocument } from './case-document.ts';
import type { MonthOfOne } from './case-month.ts';
import type { CaseSetting } from './case-setting.ts';
import { CaseState } from './case-state.ts';

type Told = Exclude<CaseAction, { readonly act: 'RESTART' }>;
type Asked<Ask> = Extract<CaseQuestion, { readonly ask: Ask }>;

const countsOf = (tallies: readonly Pick<Tally, 'metric' | 'n'>[]): Counts => {
  const counts = new Map<string, number>();
  for (const { metric, n } of tallies) counts.set(metric, (counts.get(metric) ?? 0) + n);
  return counts;
};

/** The tallies of a member of the scope: in a team or unit, those of the days spent there. */
const pooledOf = ({ closing, tallies }: MonthOfOne, { team, unit }: PoolScope): Tally[] => {
  if (team === undefined && unit === undefined) return [...tallies];
  const inside = closing.stays.filter(
    (stay) =>
      (team === undefined || stay.team === team) && (unit === undefined || stay.unit === unit),
  );
  return tallies.filter(({ day }) =>
    inside.some(({ from, to }) => from <= day && (to === null || day <= to)),
  );
};

/** Plays a story on the pure engine. */
export class CaseEngine {
  private state: CaseState;
  private readonly told: { readonly action: Told; readonly at: Instant }[] = [];

  constructor(
    private readonly document: CaseDocument,
    private readonly setting: CaseSetting,
  ) {
    this.state = new CaseState(document, setting);
  }

  /** Does or answers what is asked; what the engine refuses has no effect. */
  answer({ at, path: _path, ...ask }: CaseAsk): CaseAnswer {
    try {
      return 'act' in ask ? this.act(ask, at) : this.find(ask);
    } catch (error) {
      if (!isRejection(error)) throw error;
      return { kind: 'REFUSED', rejection: error };
    }
  }

  private act(action: CaseAction, at: Instant): CaseAnswer {
    if (action.act === 'RESTART') this.restart();
    else {
      this.state.perform(action, at);
      this.told.push({ action, at });
    }
    return { kind: 'DONE' };
  }

  /** Throws away what was derived and derives it anew from what was told. */
  private restart(): void {
    this.state = new CaseState(this.document, this.setting);
    for (const { action, at } of this.told) this.state.perform(action, at);
  }

  private find(question: CaseQuestion): CaseAnswer {
    switch (question.ask) {
      case 'SHEET':
        return this.sheet(question);
      case 'LIABLE': {
        const { person, period } = question;
        return { kind: 'LIABLE', liabilities: this.state.liableIn(person, period) };
      }
      case 'POOLED':
        return this.pooled(question);
      case 'YEAR':
        return this.year(question);
    }
  }

  private sheet({ officer, period }: Asked<'SHEET'>): CaseAnswer {
    const found = this.state.month(period).get(officer);
    if (found === undefined) throw new RangeError(`The case has no ${officer}.`);
    const { sheet, closing, tallies } = found;
    const { scheme } = closing.rules;
    return { kind: 'SHEET', sheet, scheme, counts: countsOf(tallies) };
  }

  private pooled({ figure, period, scope }: Asked<'POOLED'>): CaseAnswer {
    const { rates } = this.state.rules(period);
    const members = [...this.state.month(period)].filter(
      ([officer]) => scope.officers?.includes(officer) ?? true,
    );
    const counts = countsOf(members.flatMap(([, month]) => pooledOf(month, scope)));
    const measure = rates.has(figure) ? { rate: figure } : { count: { plus: [figure] } };
    const { numerator, denominator } = sumsOf(measure, rates);
    return {
      kind: 'POOLED',
      numerator: sumOf(counts, numerator),
      denominator: denominator === null ? null : sumOf(counts, denominator),
    };
  }

  private year({ officer, year }: Asked<'YEAR'>): CaseAnswer {
    const { state } = this;
    const told = state.yearOf(officer, year);
    const closed = state.closedIn(year).flatMap((month) => month.get(officer)?.sheet.total ?? []);
    const months = told?.months?.map((total) => toHundredths(exactly(total))) ?? closed;
    const input = {
      months,
      leaders: (told?.leaders ?? []).map(String),
      votes: told?.votes ?? { given: {}, eligible: 0 },
    };
    const { annual } = state.rules(`${year}-12`).scheme.document;
    return { kind: 'YEAR', score: annualScore(input, annual), months };
  }
}
