import type { Door } from '../../../demo/doors/door.ts';
import type { LiveAnswer } from './answers.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { computePeriod, type PeriodState } from './period-door.ts';

const pathOf = (year: number): string => `/v1/periods/year/${year}`;

interface UnitAnswer {
  readonly id?: string;
  readonly outcome: 'proposed' | 'approved' | 'refused';
  readonly code?: string;
  readonly detail?: string;
}

/** Grades of a unit's year as they were approved. */
interface Proposal {
  readonly quota: { readonly units: readonly string[]; readonly use: Use } | null;
  readonly results: readonly {
    readonly officer: string;
    readonly year: { readonly grade: string | null } | null;
  }[];
}

interface Use {
  readonly n: number;
}

const placedIn = (proposals: readonly Proposal[]): Record<string, string[]> => {
  const placed: Record<string, string[]> = {};
  for (const { officer, year } of proposals.flatMap(({ results }) => results)) {
    const grade = year?.grade ?? 'NONE';
    placed[grade] = [...(placed[grade] ?? []), officer];
  }
  return placed;
};

/** Grades of a story's years, through appraisal's doors. */
export class LiveYears {
  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  /** Who is excellent in a unit: a year is decided when it is asked for, anew where months moved. */
  async levels(code: string, year: number): Promise<LiveAnswer> {
    const author = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    await this.compute(author, year);
    const asked = { calendar: 'year', period: String(year) };
    const { body } = await author.post<{ items: UnitAnswer[] }>('/v1/results-proposals', asked);
    const refused = body.items.find(({ outcome }) => outcome === 'refused');
    if (refused !== undefined) {
      return { kind: 'REFUSED', code: refused.code ?? '', detail: refused.detail ?? '' };
    }
    const ids = body.items.flatMap(({ id, outcome }) => (outcome === 'proposed' && id ? [id] : []));
    const approver = await this.system.as('case-approver', ['approver'], 'appraisal');
    if (ids.length > 0) await approver.post('/v1/results-proposals:approve', { ids });
    await this.system.settled();
    return this.found(this.names.unit(code), year);
  }

  private async compute(door: Door, year: number): Promise<void> {
    const path = pathOf(year);
    const { body } = await door.post<PeriodState>(`${path}/cut-off`, {});
    if (body.revision > 0 && body.waiting > 0) await door.post(`${path}/revise`, {});
    else if (body.revision > 0) return;
    await computePeriod(door, path);
  }

  private async found(unit: string, year: number): Promise<LiveAnswer> {
    const { quota } = await this.of(unit, year);
    if (quota === null) {
      const detail = `${unit} has no seats of ${year}.`;
      return { kind: 'REFUSED', code: 'PERIOD_NOT_COMPUTED', detail };
    }
    const proposals = await Promise.all(quota.units.map((each) => this.of(each, year)));
    const { use } = quota;
    const found = {
      ...{ kind: 'LEVELS' as const, n: use.n, mode: null, quotas: [use] },
      ...{ placed: placedIn(proposals), reports: [], words: [] },
    };
    return this.names.told(found) as typeof found;
  }

  private async of(unit: string, year: number): Promise<Proposal> {
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    const query = new URLSearchParams({ calendar: 'year', period: String(year), unit });
    return door.get<Proposal>(`/v1/results-proposals?${query}`);
  }
}
