import type { Door } from '../../../demo/doors/door.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { computePeriod, pathOf, type PeriodState } from './period-door.ts';
import { DONE, type LiveAnswer } from './wire.ts';

const FACTS_AT_ONCE = 200;

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

interface Sheet {
  /** `rc-1@1`. */
  readonly scheme: string;
  /** 0 while the month is open. */
  readonly revision: number;
}

const readFacts = async (door: Door, path: string): Promise<unknown[]> => {
  const facts: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: Page = await door.get<Page>(`${path}&limit=${FACTS_AT_ONCE}${next}`);
    facts.push(...page.items);
    cursor = page.nextCursor;
  }
  return facts;
};

/** Months of a story, through appraisal's doors. */
export class LiveMonths {
  private readonly schemes = new Map<string, unknown>();

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  /** Cuts the month off, waits for the markers of every log, and has it computed. */
  async close(period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    await this.system.settled();
    const standing = await door.post<PeriodState>(`${pathOf(period)}/cut-off`, {});
    if (standing.body.revision === 0) await computePeriod(door, period);
    return DONE;
  }

  /** A month of an officer as an auditor sees it, with its rules and its facts. */
  async sheet(code: string, period: string): Promise<LiveAnswer> {
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    const officer = `/v1/officers/${this.names.officer(code)}`;
    const sheet = await door.get<Sheet>(`${officer}/scores/${period}`);
    const scheme = await this.scheme(door, sheet.scheme);
    const facts = await readFacts(door, `${officer}/facts?period=${period}`);
    const told = this.names.told(sheet);
    return { kind: 'SHEET', sheet: told, revision: sheet.revision, scheme, facts };
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
