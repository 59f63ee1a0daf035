import {
  signRulesOf,
  type EffectAhead,
  type RuleBook,
  type SignFact,
  type SignMonth,
  type SignRules,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { addDays, localDay, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import { NOW, type Connections } from '../../persistence/database.ts';
import { readFacts } from '../../persistence/fact.store.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';

/** The rules by which signs of a day are read. */
export interface SignSettings {
  readonly month: SignMonth;
  readonly rules: SignRules;
  readonly calendar: WorkingCalendar;
  readonly effects: readonly EffectAhead[];
  /** Total from which on a grade is held, in hundredths, and its name. */
  gradeOf(total: number): { readonly grade: string; readonly endsAt: number };
}

const settingsOf = (book: RuleBook, day: LocalDay): SignSettings => {
  const month = book.months.monthOf(day);
  const { scheme, days } = book.of(month);
  return {
    month: { period: month, ...days },
    rules: signRulesOf(scheme.document),
    calendar: book.calendar,
    effects: scheme.document.effects.map(({ id, label, effect, metric, atLeast }, at) => ({
      ...{ clause: id, label, effect, atLeast, rule: `/effects/${at}` },
      codes: book.metrics.codesOf([metric], day),
    })),
    gradeOf: (total) => scheme.gradeRange(total),
  };
};

/** No officer has so many small findings in a year. */
const MOST_FACTS = 5_000;

const firstDay = (day: LocalDay, { rules: { repeats }, month }: SignSettings): LocalDay => {
  const newYear = `${day.slice(0, 4)}-01-01`;
  const farthest = addDays(day, -Math.max(0, ...repeats.map(({ days }) => days)));
  // A month may have begun in the old year.
  return [farthest, newYear, month.from].sort()[0] ?? day;
};

/** Reads what early signs rest on. */
export class SignGrounds {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  async settings(day: LocalDay): Promise<SignSettings> {
    return settingsOf(await this.rules.read(this.pool), day);
  }

  /** Facts that stand by a day and that signs look at. */
  async facts(officer: string, day: LocalDay, settings: SignSettings): Promise<SignFact[]> {
    const { rules, effects } = settings;
    const codes = [
      ...rules.repeats.flatMap((repeat) => repeat.codes),
      ...effects.flatMap((effect) => effect.codes),
      rules.absence.code,
    ];
    const rows = await readFacts(this.pool, {
      ...{ officer, partition: partitionOf(officer), codes: [...new Set(codes)], posted: null },
      ...{ from: firstDay(day, settings), before: addDays(day, 1), until: NOW },
      ...{ after: 0, limit: MOST_FACTS },
    });
    const standing = new Map<string, SignFact>();
    for (const { fact, code, sign, occurredAt } of rows) {
      if (sign > 0) standing.set(fact, { fact, code, day: localDay(occurredAt) });
      else standing.delete(fact);
    }
    return [...standing.values()];
  }
}
