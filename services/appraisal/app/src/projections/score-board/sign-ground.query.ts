import {
  signRulesOf,
  type EffectAhead,
  type RuleBook,
  type SignFact,
  type SignRules,
} from '@ywk/appraisal-domain';
import { addDays, localDay, monthOf, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import type { Connections } from '../../persistence/database.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { factsOfOfficers } from '../../persistence/sign-fact.store.ts';

/** The rules by which signs of a day are read. */
export interface SignSettings {
  readonly rules: SignRules;
  readonly calendar: WorkingCalendar;
  readonly effects: readonly EffectAhead[];
  /** Total from which on a grade is held, in hundredths, and its name. */
  gradeOf(total: number): { readonly grade: string; readonly endsAt: number };
}

const settingsOf = (book: RuleBook, day: LocalDay): SignSettings => {
  const { scheme } = book.of(monthOf(day));
  return {
    rules: signRulesOf(scheme.document),
    calendar: book.calendar,
    effects: scheme.document.effects.map(({ id, label, effect, metric, atLeast }, at) => ({
      ...{ clause: id, label, effect, atLeast, rule: `/effects/${at}` },
      codes: book.metrics.codesOf([metric], day),
    })),
    gradeOf: (total) => scheme.gradeRange(total),
  };
};

const firstDay = (day: LocalDay, { repeats }: SignRules): LocalDay => {
  const newYear = `${day.slice(0, 4)}-01-01`;
  const farthest = addDays(day, -Math.max(0, ...repeats.map(({ days }) => days)));
  return farthest < newYear ? farthest : newYear;
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

  /** Facts that stand by a day and that signs look at, by officer; all of them in one reading. */
  async facts(
    officers: readonly string[],
    day: LocalDay,
    { rules, effects }: SignSettings,
  ): Promise<ReadonlyMap<string, readonly SignFact[]>> {
    const codes = [
      ...rules.repeats.flatMap((repeat) => repeat.codes),
      ...effects.flatMap((effect) => effect.codes),
      rules.absence.code,
    ];
    const rows = await factsOfOfficers(this.pool, {
      ...{ officers, codes: [...new Set(codes)] },
      ...{ from: firstDay(day, rules), before: addDays(day, 1) },
    });
    const standing = new Map(officers.map((each) => [each, new Map<string, SignFact>()]));
    for (const { officer, fact, code, sign, occurredAt } of rows) {
      if (sign > 0) standing.get(officer)?.set(fact, { fact, code, day: localDay(occurredAt) });
      else standing.get(officer)?.delete(fact);
    }
    return new Map([...standing].map(([officer, facts]) => [officer, [...facts.values()]]));
  }
}
