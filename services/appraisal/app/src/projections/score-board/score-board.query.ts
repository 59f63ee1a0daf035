import { cohortLines, scoreSheet, type OpenSheet, type ScoreSheet } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { closedSheetsBy, closedSheetsOfUnits } from '../../persistence/closed-sheet.store.ts';
import { readCohortValues } from '../../persistence/cohort.store.ts';
import type { Connections } from '../../persistence/database.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { computeSheets } from '../../persistence/sheet-inputs.ts';
import { readSheets, sheetsOfUnits, type StoredSheet } from '../../persistence/sheet.store.ts';

/** A sheet as it is shown: provisional until its period is computed. */
export interface ShownSheet {
  readonly provisional: boolean;
  /** 0 while provisional. */
  readonly revision: number;
  readonly sheet: ScoreSheet;
}

/** Which month is read; revision 0 while it is open. */
export interface ReadMonth {
  readonly period: string;
  readonly revision: number;
}

const cohortsOf = (sheet: OpenSheet): string[] => cohortLines(sheet).map(({ cohort }) => cohort);

/** Reads sheets with their cohort values and adjustments joined. */
export class ScoreBoard {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /** One officer's month; computed on the spot where no sheet is stored yet. */
  async one(officer: string, month: ReadMonth): Promise<ShownSheet> {
    const at = { partition: partitionOf(officer), officer };
    if (month.revision > 0) {
      const closed = (await closedSheetsBy(this.pool, [at], month)).get(officer);
      if (closed !== undefined) {
        return { provisional: false, revision: closed.revision, sheet: closed.sheet };
      }
    }
    const stored = (await readSheets(this.pool, [at], month.period)).get(officer);
    const open = stored ?? (await this.computed(at, month.period));
    const [sheet] = await this.joined([open], month.period);
    if (sheet === undefined) throw new Error('A sheet was lost while it was joined.');
    return sheet;
  }

  /** A page of the people of some units, after an officer. */
  async page(
    month: ReadMonth,
    { units, after, limit }: { units: readonly string[]; after: string; limit: number },
  ): Promise<ShownSheet[]> {
    const page = { ...month, units, after, limit };
    if (month.revision === 0) {
      return this.joined(await sheetsOfUnits(this.pool, page), month.period);
    }
    const closed = await closedSheetsOfUnits(this.pool, page);
    return closed.map(({ revision, sheet }) => ({ provisional: false, revision, sheet }));
  }

  private async computed(
    at: { partition: number; officer: string },
    period: string,
  ): Promise<StoredSheet> {
    const rules = await this.rules.read(this.pool);
    const request = { officers: [at], period, rules };
    const [computed] = await computeSheets(this.pool, request);
    if (computed === undefined) throw new Error('A sheet was asked for and not computed.');
    return computed;
  }

  private async joined(sheets: readonly StoredSheet[], period: string): Promise<ShownSheet[]> {
    const cohorts = [...new Set(sheets.flatMap(({ sheet }) => cohortsOf(sheet)))];
    const values = await readCohortValues(this.pool, cohorts, period);
    const rules = (await this.rules.read(this.pool)).of(period);
    return sheets.map(({ sheet, adjustments }) => ({
      provisional: true,
      revision: 0,
      sheet: scoreSheet(sheet, { rules, cohorts: values, adjustments }),
    }));
  }
}
