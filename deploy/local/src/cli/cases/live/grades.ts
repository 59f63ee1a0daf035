import type { Door } from '../../../demo/doors/door.ts';
import type { LiveAnswer, LiveDecision } from './answers.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';

/** What is answered about the grades of one unit. */
interface UnitAnswer {
  readonly unit?: string;
  readonly id: string;
  readonly outcome: 'proposed' | 'approved' | 'refused';
  readonly code?: string;
  readonly detail?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Zh and en. */
interface Words {
  readonly zh: string;
  readonly en: string;
}

interface Line {
  readonly officer: string;
  readonly performancePay: number;
  /** Null in a month without levels. */
  readonly level: { readonly level: number | null; readonly words: Words } | null;
}

/** Grades of a unit as they were proposed and approved. */
interface Proposal {
  readonly levels: {
    readonly units: readonly string[];
    readonly mode: string;
    readonly n: number;
    readonly quotas: readonly unknown[];
    readonly reports: readonly { readonly code: string; readonly words: Words }[];
  } | null;
  readonly grades: readonly Line[];
}

const refusalIn = (items: readonly UnitAnswer[]): LiveAnswer | undefined => {
  const refused = items.find(({ outcome }) => outcome === 'refused');
  if (refused === undefined) return undefined;
  const { code = '', detail = '', facts = {} } = refused;
  return { kind: 'REFUSED', code, detail, facts };
};

const placedIn = (lines: readonly Line[]): Record<string, string[]> => {
  const placed: Record<string, string[]> = {};
  for (const { officer, level } of lines) {
    const name = typeof level?.level === 'number' ? `L${level.level}` : 'NONE';
    placed[name] = [...(placed[name] ?? []), officer];
  }
  return placed;
};

/** Grades, levels and what is paid: one person proposes them for units, another approves. */
export class LiveGrades {
  /** Ids of the proposals that were approved last, by month and unit. */
  private readonly approved = new Map<string, string>();

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  /** @returns what a door refused of it, if it did */
  async decide(period: string, units: readonly string[]): Promise<LiveAnswer | undefined> {
    if (units.length === 0) return undefined;
    const author = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    const request = { calendar: 'month', period, units };
    const proposals = await this.ruled(author, '/v1/grade-proposals:batch', request);
    const refusal = refusalIn(proposals);
    if (refusal !== undefined) return refusal;
    const approver = await this.system.as('case-approver', ['approver'], 'appraisal');
    const ids = proposals.map(({ id }) => id);
    const approvals = await this.ruled(approver, '/v1/grade-proposals:approve', { ids });
    for (const { unit = '', id } of proposals) this.approved.set(`${period} ${unit}`, id);
    return refusalIn(approvals);
  }

  /** What was approved last of an officer of a unit. @param unit as the system names it */
  async decided(period: string, unit: string, officer: string): Promise<LiveDecision | null> {
    const line = (await this.of(period, unit))?.grades.find((each) => each.officer === officer);
    if (line === undefined) return null;
    const { level, performancePay } = line;
    const words = level === null ? [] : [level.words.zh, level.words.en];
    return { level: level?.level ?? null, words, paid: performancePay };
  }

  /** How the quotas of a unit, or of small units joined, were used. */
  async levels(code: string, period: string): Promise<LiveAnswer> {
    const levels = (await this.of(period, this.names.unit(code)))?.levels ?? null;
    if (levels === null) {
      const detail = `${code} has no levels in ${period}: it is not closed.`;
      return { kind: 'REFUSED', code: 'PERIOD_NOT_COMPUTED', detail };
    }
    const { units, n, mode, quotas, reports } = levels;
    const proposals = await Promise.all(units.map((unit) => this.of(period, unit)));
    const placed = placedIn(proposals.flatMap((each) => each?.grades ?? []));
    const found = {
      ...{ kind: 'LEVELS' as const, n, mode, quotas, placed },
      reports: reports.map((each) => each.code),
      words: reports.map(({ words }) => words.zh),
    };
    return this.names.told(found) as typeof found;
  }

  private async of(period: string, unit: string): Promise<Proposal | undefined> {
    const id = this.approved.get(`${period} ${unit}`);
    if (id === undefined) return undefined;
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    return door.get<Proposal>(`/v1/grade-proposals/${id}`);
  }

  private async ruled(door: Door, path: string, body: object): Promise<UnitAnswer[]> {
    return (await door.post<{ items: UnitAnswer[] }>(path, body)).body.items;
  }
}
