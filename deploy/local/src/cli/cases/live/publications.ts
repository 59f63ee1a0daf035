import type { LiveGrades } from './grades.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { pathOf, revisePeriod, type PeriodState, type Publication } from './period-door.ts';
import { DONE, type LiveAnswer } from './answers.ts';
import type { LiveAsk } from './wire.ts';

/** Whose window the last publication of a unit opened. */
interface UnitNotices {
  readonly publication: { readonly publicityUntil: string; readonly objectionUntil: string };
  readonly officers: readonly string[];
}

/** Units for whose people a publication opened something. */
const openedBy = (before: PeriodState, after: PeriodState): string[] => {
  const known = new Map(before.publications.map(({ unit, revision }) => [unit, revision]));
  const isNew = ({ unit, revision, noticed }: Publication): boolean =>
    noticed > 0 && known.get(unit) !== revision;
  return after.publications.filter(isNew).map(({ unit }) => unit);
};

/** What becomes of the results of a month, through appraisal's doors. */
export class LivePublications {
  /** By month, the units that were published together last. */
  private readonly opened = new Map<string, readonly string[]>();

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
    private readonly grades: LiveGrades,
  ) {}

  /**
   * Has what waits computed as a further revision, and what must be published approved by a second
   * person; then publishes it.
   */
  async publish({
    period,
    units,
  }: Extract<LiveAsk, { readonly act: 'PUBLISH' }>): Promise<LiveAnswer> {
    const door = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    await this.system.settled();
    const before = await revisePeriod(door, period);
    const { gradedUnits, unpublished } = before;
    const named = units?.map((unit) => this.names.unit(unit));
    const asked = unpublished.filter((unit) => named?.includes(unit) ?? true);
    const graded = asked.filter((unit) => gradedUnits.includes(unit));
    const refusal = await this.grades.decide(period, graded);
    if (refusal !== undefined) return refusal;
    const body = named === undefined ? {} : { units: named };
    const after = await door.post<PeriodState>(`${pathOf(period)}/publish`, body);
    const opened = openedBy(before, after.body);
    if (opened.length > 0) this.opened.set(period, opened);
    return DONE;
  }

  /** Whose window the last publication opened, as an auditor reads it of each unit. */
  async notices(period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    const read = (unit: string) =>
      door.get<UnitNotices>(`${pathOf(period)}/notices?unit=${encodeURIComponent(unit)}`);
    const units = await Promise.all((this.opened.get(period) ?? []).map(read));
    const last = units.at(-1)?.publication;
    const found = {
      officers: units.flatMap(({ officers }) => officers).sort(),
      publicityUntil: last?.publicityUntil ?? null,
      objectionUntil: last?.objectionUntil ?? null,
    };
    return { kind: 'NOTICES', ...(this.names.told(found) as typeof found) };
  }

  /** Makes a month final; what comes afterwards finds its last markers applied. */
  async finalise(period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-approver', ['approver'], 'appraisal');
    await this.system.settled();
    await door.post(`${pathOf(period)}/finalise`, {});
    await this.system.settled();
    return DONE;
  }
}
