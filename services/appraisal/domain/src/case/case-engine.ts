import { isRejection, toHundredths, type Instant } from '@ywk/kernel';
import { annualScore } from '../annual/annual-score.ts';
import { exactly } from '../scheme/decimal.ts';
import { countsOf, pooled, talliesAt } from '../score/pooled.ts';
import type { CaseAction, CaseAnswer, CaseAsk, CaseQuestion } from './ask.ts';
import type { CaseDocument } from './case-document.ts';
import type { CaseSetting } from './case-setting.ts';
import { CaseState } from './case-state.ts';

type Told = Exclude<CaseAction, { readonly act: 'RESTART' }>;
type Asked<Ask> = Extract<CaseQuestion, { readonly ask: Ask }>;

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
      // Told again it is refused again: of several things in one action some may have been done.
      this.told.push({ action, at });
      this.state.perform(action, at);
    }
    return { kind: 'DONE' };
  }

  /** Throws away what was derived and derives it anew from what was told. */
  private restart(): void {
    this.state = new CaseState(this.document, this.setting);
    for (const { action, at } of this.told) {
      try {
        this.state.perform(action, at);
      } catch (error) {
        if (!isRejection(error)) throw error;
      }
    }
  }

  private find(question: CaseQuestion): CaseAnswer {
    switch (question.ask) {
      case 'SHEET':
        return this.sheet(question);
      case 'POOLED':
        return this.pooled(question);
      case 'YEAR':
        return this.year(question);
      case 'TIER':
        return { kind: 'TIER', ...this.state.career(question.officer, question.on) };
      case 'TIER_RUN':
        return { kind: 'TIER_RUN', ...this.state.runOf(question.year) };
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
    const { state } = this;
    const { officers, team, unit } = scope;
    const members = [...state.month(period)].filter(
      ([officer]) => officers?.includes(officer) ?? true,
    );
    const place = {
      ...(team === undefined ? {} : { team }),
      ...(unit === undefined
        ? {}
        : { inUnits: (each: string) => each === unit || state.above(each).includes(unit) }),
    };
    const counts = countsOf(
      members.flatMap(([, { closing, tallies }]) => talliesAt(tallies, closing.stays, place)),
    );
    const { numerator, denominator } = pooled(figure, counts, state.rules(period).rates);
    return { kind: 'POOLED', numerator, denominator };
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
