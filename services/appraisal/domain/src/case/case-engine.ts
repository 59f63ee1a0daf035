import { isRejection, Rejection, type Instant, type LocalMonth } from '@ywk/kernel';
import type { QuotaUse } from '../level/levels.ts';
import { countsOf, pooled, talliesAt } from '../score/pooled.ts';
import type { CaseAction, CaseAnswer, CaseAsk, CaseQuestion, FoundDecision } from './ask.ts';
import type { CaseDocument } from './case-document.ts';
import { excellentOf, levelOf, yearOf } from './case-levels.ts';
import { levelsOfMonth } from './month-levels.ts';
import type { CaseSetting } from './case-setting.ts';
import { CaseState } from './case-state.ts';
import { NONE } from './shown.ts';

type Told = Exclude<CaseAction, { readonly act: 'RESTART' }>;
type Asked<Ask> = Extract<CaseQuestion, { readonly ask: Ask }>;

/** Officers by what they were given. */
const grouped = <Placed extends { readonly officer: string }>(
  placements: readonly Placed[],
  nameOf: (placed: Placed) => string,
): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const placed of placements) {
    const name = nameOf(placed);
    found.set(name, [...(found.get(name) ?? []), placed.officer]);
  }
  return found;
};

const yearOnly = (quota: QuotaUse) => ({ n: quota.n, mode: null, quotas: [quota], words: [] });

const noLevels = (unit: string, period: LocalMonth): Rejection =>
  new Rejection('PERIOD_NOT_COMPUTED', {
    zh: `单位${unit}在${period}没有已结算的排名人员：警务等级随结算评定。`,
    en: `Nobody of ${unit} is ranked in a closed ${period}: levels come with the close.`,
  });

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
      case 'LIABLE': {
        const { person, period } = question;
        return { kind: 'LIABLE', liabilities: this.state.liableIn(person, period) };
      }
      case 'POOLED':
        return this.pooled(question);
      case 'YEAR':
        return this.year(question);
      case 'TIER':
        return { kind: 'TIER', ...this.state.career(question.officer, question.on) };
      case 'TIER_RUN':
        return { kind: 'TIER_RUN', ...this.state.runOf(question.year) };
      case 'PAY_LINES':
        return { kind: 'PAY_LINES', lines: this.state.pay.linesOf(question.officer) };
      case 'LEVELS':
        return this.levels(question);
      case 'NOTICES':
        return { kind: 'NOTICES', ...this.state.noticesOf(question.period) };
    }
  }

  private sheet({ officer, period }: Asked<'SHEET'>): CaseAnswer {
    const found = this.state.month(period).get(officer);
    if (found === undefined) throw new RangeError(`The case has no ${officer}.`);
    const { sheet, closing, tallies } = found;
    const { scheme } = closing.rules;
    const revision = this.state.revisionOf(period);
    const decided = this.decided(officer, period);
    return { kind: 'SHEET', sheet, revision, scheme, counts: countsOf(tallies), decided };
  }

  private decided(officer: string, period: LocalMonth): FoundDecision | null {
    const paid = this.state.paidIn(period);
    if (paid === undefined) return null;
    const found = levelOf(this.state, period, officer);
    return {
      level: found?.placement.level ?? null,
      words: found === null ? [] : [found.reason.words.zh, found.reason.words.en],
      paid: paid.pays.get(officer) ?? null,
    };
  }

  private pooled({ figure, period, scope }: Asked<'POOLED'>): CaseAnswer {
    const { state } = this;
    const { officers, team, unit } = scope;
    const members = [...state.month(period)].filter(
      ([officer]) => officers?.includes(officer) ?? true,
    );
    const place = {
      revision: state.revisionOf(period),
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

  private levels({ unit, of }: Asked<'LEVELS'>): CaseAnswer {
    if (typeof of === 'number') {
      const { quota, placements, reports } = excellentOf(this.state, unit, of);
      const placed = grouped(placements, ({ grade }) => grade ?? NONE);
      const codes = reports.map(({ code }) => code);
      return { kind: 'LEVELS', ...yearOnly(quota), placed, reports: codes };
    }
    const outcome = levelsOfMonth(this.state, of).find(({ units }) => units.includes(unit));
    if (outcome === undefined) throw noLevels(unit, of);
    const { n, mode, quotas, placements, reports } = outcome;
    const placed = grouped(placements, ({ level }) => (level === null ? NONE : `L${level}`));
    const words = reports.map((report) => report.words.zh);
    const codes = reports.map(({ code }) => code);
    return { kind: 'LEVELS', n, mode, quotas, placed, reports: codes, words };
  }

  private year({ officer, year }: Asked<'YEAR'>): CaseAnswer {
    return { kind: 'YEAR', ...yearOf(this.state, officer, year) };
  }
}
