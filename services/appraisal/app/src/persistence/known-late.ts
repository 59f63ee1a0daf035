import {
  addMonths,
  adjustmentOf,
  foldEntries,
  type Adjustment,
  type KnownFact,
  type RuleBook,
  type Tally,
} from '@ywk/appraisal-domain';
import { closedSheetsBy } from './closed-sheet.store.ts';
import type { Database, OfficerAt } from './database.ts';
import { factsOfMonth, lateFacts } from './known-fact.store.ts';
import type { Look } from './look.ts';
import { closesBy } from './period-close.store.ts';

/** Sums with their postings. */
const postedTallies = ({ metrics }: RuleBook, facts: readonly KnownFact[]): Tally[] =>
  foldEntries(
    metrics,
    facts.map((fact) => ({ fact, sign: fact.sign, posted: fact.posted })),
  ).list();

/** Months of which late facts still add to something: what was taken back leaves no trace. */
const originsOf = (rules: RuleBook, facts: readonly KnownFact[]): string[] => [
  ...new Set(postedTallies(rules, facts).map(({ day }) => rules.months.monthOf(day))),
];

/** Late facts that count in a month, and what they change there, by officer. */
export interface Late {
  readonly facts: ReadonlyMap<string, readonly KnownFact[]>;
  readonly adjustments: ReadonlyMap<string, readonly Adjustment[]>;
}

const adjustmentsOfOrigin = async (
  db: Database,
  officers: readonly OfficerAt[],
  { look, origin, revision }: { look: Look; origin: string; revision: number },
): Promise<Map<string, Adjustment>> => {
  const { until, rules, period: to } = look;
  const closed = await closedSheetsBy(db, officers, { period: origin, revision });
  const facts = await factsOfMonth(db, {
    officers,
    days: rules.of(origin).days,
    until,
    codes: null,
  });
  const found = new Map<string, Adjustment>();
  for (const [officer, { inputs }] of closed) {
    const month = {
      ...{ officer, period: origin, revision, rules: rules.of(origin) },
      ...{ stays: inputs.stays, roles: inputs.roles },
      cohorts: new Map(Object.entries(inputs.cohorts)),
      adjustments: inputs.adjustments,
    };
    found.set(officer, adjustmentOf(month, postedTallies(rules, facts.get(officer) ?? []), to));
  }
  return found;
};

/** What late facts of months that were closed by then changed in this one, oldest month first. */
export const lateOf = async (
  db: Database,
  officers: readonly OfficerAt[],
  look: Look,
): Promise<Late> => {
  const { period, until, rules } = look;
  const { from } = rules.months.boundsOf(addMonths(period, -rules.schemes.longestHorizon));
  const days = { from, until: rules.months.boundsOf(period).from };
  const facts = await lateFacts(db, { officers, posted: period, days, until });
  const adjustments = new Map<string, Adjustment[]>();
  if (facts.size === 0) return { facts, adjustments };
  const origins = new Map([...facts].map(([officer, own]) => [officer, originsOf(rules, own)]));
  const closes = await closesBy(db, [...new Set([...origins.values()].flat())], until);
  for (const [origin, revision] of [...closes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const concerned = officers.filter(({ officer }) => origins.get(officer)?.includes(origin));
    const found = await adjustmentsOfOrigin(db, concerned, { look, origin, revision });
    for (const [officer, each] of found) {
      adjustments.set(officer, [...(adjustments.get(officer) ?? []), each]);
    }
  }
  return { facts, adjustments };
};
