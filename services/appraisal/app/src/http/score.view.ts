import type {
  ClauseLine,
  LeftOutStay,
  ScoredIndicator,
  ScoredStay,
  ScoreSheet,
} from '@ywk/appraisal-domain';
import { hundredthsText, ratioOf, toHundredths } from '@ywk/kernel';

/** Builds the address under which the facts of a clause stand. */
type FactsLink = (clause: string) => string;

const linked = (line: ClauseLine, link: FactsLink) => ({
  ...line,
  shown: hundredthsText(line.points),
  facts: link(line.clause),
});

/** A rate to 0.01 %, for people; it is never used rounded. */
const percent = (rate: string | null): string | null => {
  if (rate === null) return null;
  const [numerator = '0', denominator = '1'] = rate.split('/');
  return `${hundredthsText(toHundredths(ratioOf(numerator).div(ratioOf(denominator)).mul(100)))}%`;
};

/** The arithmetic of one indicator, with rates also as people read them. */
const indicatorOf = (indicator: ScoredIndicator, link: FactsLink) => {
  const { score } = indicator;
  const shown = score === null ? null : hundredthsText(score);
  const common = { ...indicator, shown, facts: link(indicator.id) };
  if ('clauses' in indicator) {
    return { ...common, clauses: indicator.clauses.map((line) => linked(line, link)) };
  }
  if (!('denominator' in indicator) || indicator.denominator === null) return common;
  return { ...common, percent: percent(indicator.value) };
};

const stayOf = (stay: ScoredStay | LeftOutStay, link: FactsLink) => {
  if (stay.status === 'NOT_SCORED') return stay;
  return {
    ...stay,
    shown: hundredthsText(stay.total),
    groups: stay.groups.map((group) => ({
      ...group,
      shown: hundredthsText(group.score),
      indicators: group.indicators.map((indicator) => indicatorOf(indicator, link)),
    })),
    bonus: { ...stay.bonus, clauses: stay.bonus.clauses.map((line) => linked(line, link)) },
    deductions: {
      ...stay.deductions,
      clauses: stay.deductions.clauses.map((line) => linked(line, link)),
    },
  };
};

/** A sheet as people read it: numbers as written by hand, and from each point a way to its facts. */
export const explained = (sheet: ScoreSheet) => {
  const base = `/v1/officers/${sheet.officer}/facts`;
  const link: FactsLink = (clause) =>
    `${base}?period=${sheet.period}&clause=${encodeURIComponent(clause)}`;
  return {
    ...sheet,
    shown: sheet.total === null ? null : hundredthsText(sheet.total),
    stays: sheet.stays.map((stay) => stayOf(stay, link)),
    adjustments: sheet.adjustments.map((adjustment) => ({
      ...adjustment,
      shown: hundredthsText(adjustment.points),
      facts: `${base}?period=${adjustment.originPeriod}&posted=${sheet.period}`,
    })),
    effects: sheet.effects.map((effect) => ({ ...effect, facts: link(effect.clause) })),
  };
};
