import type { Door } from '../../../demo/doors/door.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { computePeriod, pathOf, type PeriodState, type Publication } from './period-door.ts';
import { DONE, type LiveAnswer, type LiveAsk } from './wire.ts';

/** Whose window the last publication of a unit opened. */
interface UnitNotices {
  readonly publication: { readonly publicityUntil: string; readonly objectionUntil: string };
  readonly officers: readonly string[];
}

/** What is answered about the grades of one unit. */
interface UnitAnswer {
  readonly id: string;
  readonly outcome: 'proposed' | 'approved' | 'refused';
  readonly code?: string;
  readonly detail?: string;
}

const refusalIn = (items: readonly UnitAnswer[]): LiveAnswer | undefined => {
  const refused = items.find(({ outcome }) => outcome === 'refused');
  if (refused === undefined) return undefined;
  return { kind: 'REFUSED', code: refused.code ?? '', detail: refused.detail ?? '' };
};

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
    const before = await this.upToDate(door, period);
    const { gradedUnits, unpublished } = before;
    const named = units?.map((unit) => this.names.unit(unit));
    const asked = unpublished.filter((unit) => named?.includes(unit) ?? true);
    const graded = asked.filter((unit) => gradedUnits.includes(unit));
    const refusal = graded.length === 0 ? undefined : await this.decide(door, period, graded);
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

  private async upToDate(door: Door, period: string): Promise<PeriodState> {
    const path = pathOf(period);
    const standing = await door.get<PeriodState>(path);
    if (standing.waiting === 0) return standing;
    await door.post(`${path}/revise`, {});
    await computePeriod(door, period);
    return door.get(path);
  }

  /** One proposes the grades of units, another approves them. */
  private async decide(
    door: Door,
    period: string,
    units: readonly string[],
  ): Promise<LiveAnswer | undefined> {
    const request = { calendar: 'month', period, units };
    const proposals = await this.ruled(door, '/v1/grade-proposals:batch', request);
    const refusal = refusalIn(proposals);
    if (refusal !== undefined) return refusal;
    const approver = await this.system.as('case-approver', ['approver'], 'appraisal');
    const ids = proposals.map(({ id }) => id);
    return refusalIn(await this.ruled(approver, '/v1/grade-proposals:approve', { ids }));
  }

  private async ruled(door: Door, path: string, body: object): Promise<UnitAnswer[]> {
    return (await door.post<{ items: UnitAnswer[] }>(path, body)).body.items;
  }
}
