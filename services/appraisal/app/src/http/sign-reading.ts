import {
  earlySigns,
  leaderMaySee,
  type EarlySign,
  type GradeStanding,
  type SignFact,
  type SignState,
} from '@ywk/appraisal-domain';
import { localDay, monthOf, type LocalDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { Signs } from '../commands/signs.ts';
import type { SignGrounds, SignSettings } from '../projections/score-board/sign-ground.query.ts';
import { NOW } from '../persistence/database.ts';
import type { ScoreReading } from './score-reading.ts';

/** A sign, and what its officer did with it. */
export interface ShownSign extends EarlySign {
  readonly seen: boolean;
  readonly acknowledged: boolean;
}

export const today = (): LocalDay => localDay(actTime());

const shown = (sign: EarlySign, state: SignState): ShownSign => {
  const known = state.get(sign.id);
  return { ...sign, seen: known !== undefined, acknowledged: known?.acknowledged ?? false };
};

const gradeOf = (total: number | null, { gradeOf: range }: SignSettings): GradeStanding | null =>
  total === null ? null : { total, ...range(total) };

/** What the signs of one officer are read from. */
interface SignSources {
  readonly day: LocalDay;
  readonly settings: SignSettings;
  readonly total: number | null;
  readonly facts: readonly SignFact[];
}

const signsBy = ({ day, settings, total, facts }: SignSources): EarlySign[] => {
  const grade = gradeOf(total, settings);
  return earlySigns({ day, facts, effects: settings.effects, grade }, settings.rules);
};

/** Early signs as they are read: by the officer first, by leaders after. */
export class SignReading {
  constructor(
    private readonly grounds: SignGrounds,
    private readonly scores: ScoreReading,
    private readonly signs: Signs,
  ) {}

  /** Signs that stand on a day; computed from what stands now. */
  async of(officer: string, day: LocalDay): Promise<EarlySign[]> {
    const settings = await this.grounds.settings(day);
    const { sheet } = await this.scores.one({ officer, period: monthOf(day), until: NOW });
    const facts = await this.grounds.facts([officer], day, settings);
    return signsBy({ day, settings, total: sheet.total, facts: facts.get(officer) ?? [] });
  }

  /** The same with what the officer did. */
  async own(officer: string, day: LocalDay): Promise<ShownSign[]> {
    const state = (await this.signs.of([officer])).get(officer) ?? new Map();
    return (await this.of(officer, day)).map((sign) => shown(sign, state));
  }

  /** What a leader may know of one officer. */
  async forLeader(officer: string, day: LocalDay): Promise<ShownSign[]> {
    const state = (await this.signs.of([officer])).get(officer) ?? new Map();
    const { rules, calendar } = await this.grounds.settings(day);
    const may = { rules, calendar, today: today() };
    return (await this.of(officer, day))
      .filter((sign) => leaderMaySee(sign, state, may))
      .map((sign) => shown(sign, state));
  }

  /** What a leader may know of a page of people. */
  async page(
    asked: { readonly units: string[]; readonly after: string; readonly limit: number },
    day: LocalDay,
  ): Promise<{ readonly officer: string; readonly signs: readonly ShownSign[] }[]> {
    const settings = await this.grounds.settings(day);
    const sheets = await this.scores.page({ ...asked, period: monthOf(day), until: NOW });
    const officers = sheets.map(({ sheet }) => sheet.officer);
    const states = await this.signs.of(officers);
    const facts = await this.grounds.facts(officers, day, settings);
    const may = { rules: settings.rules, calendar: settings.calendar, today: today() };
    return sheets.map(({ sheet: { officer, total } }) => {
      const state = states.get(officer) ?? new Map();
      const signs = signsBy({ day, settings, total, facts: facts.get(officer) ?? [] });
      const known = signs.filter((sign) => leaderMaySee(sign, state, may));
      return { officer, signs: known.map((sign) => shown(sign, state)) };
    });
  }
}
