import type { Door } from '../../../demo/doors/door.ts';
import type { LiveGrades } from './grades.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { computePeriod, pathOf, revisePeriod, type PeriodState } from './period-door.ts';
import { DONE, type LiveAnswer } from './answers.ts';

interface Sheet {
  /** `rc-1@1`. */
  readonly scheme: string;
  /** 0 while the month is open. */
  readonly revision: number;
  /** In which the officer is ranked. */
  readonly unit: string | null;
}

/** Months of a story, through appraisal's doors. */
export class LiveMonths {
  private readonly schemes = new Map<string, unknown>();
  /** Months whose close was refused. */
  private readonly refused = new Set<string>();

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
    private readonly grades: LiveGrades,
  ) {}

  /**
   * Cuts the month off, waits for the markers of every log, has it computed, and its grades and levels
   * decided. A close that was refused is done again over what came since.
   */
  async close(period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    await this.system.settled();
    const standing = await door.post<PeriodState>(`${pathOf(period)}/cut-off`, {});
    if (standing.body.revision === 0) await computePeriod(door, pathOf(period));
    else if (!this.refused.has(period)) return DONE;
    const { gradedUnits } = await revisePeriod(door, period);
    const refusal = await this.grades.decide(period, gradedUnits);
    if (refusal === undefined) this.refused.delete(period);
    else this.refused.add(period);
    return refusal ?? DONE;
  }

  /** A month of an officer as an auditor sees it, with its rules and its facts. */
  async sheet(code: string, period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    const id = this.names.officer(code);
    const officer = `/v1/officers/${id}`;
    const sheet = await door.get<Sheet>(`${officer}/scores/${period}`);
    const decided = await this.grades.decided(period, sheet.unit ?? '', id);
    const scheme = await this.scheme(door, sheet.scheme);
    const facts = await door.list<unknown>(`${officer}/facts?period=${period}`);
    const told = this.names.told(sheet);
    return { kind: 'SHEET', sheet: told, revision: sheet.revision, scheme, facts, decided };
  }

  private async scheme(door: Door, name: string): Promise<unknown> {
    const known = this.schemes.get(name);
    if (known !== undefined) return known;
    const path = `/v1/rules/schemes/${name.replace('@', '/')}`;
    const { document } = await door.get<{ document: unknown }>(path);
    this.schemes.set(name, document);
    return document;
  }
}
