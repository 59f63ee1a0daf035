import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import type { LiveAnswer } from './answers.ts';
import type { LiveAsk, LiveYear } from './wire.ts';

type Asked<Ask> = Extract<LiveAsk, { readonly ask: Ask }>;

/** A decision about a person, in the order in which they were taken. */
interface Said {
  readonly kind: string;
  readonly period: string | null;
  readonly data: { readonly liability: string };
}

/** Of whom no review tells. */
const UNTOLD: LiveYear = { leaders: [], votes: { eligible: 0, given: {} } };

/** Figures over several officers or months, through appraisal's doors. */
export class LiveFigures {
  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  async pooled({ figure, period, scope }: Asked<'POOLED'>): Promise<LiveAnswer> {
    const { officers = [], team, unit } = scope;
    const query = new URLSearchParams({ period });
    for (const officer of officers) query.append('officers', this.names.officer(officer));
    if (team !== undefined) query.set('team', this.names.unit(team));
    if (unit !== undefined) query.set('unit', this.names.unit(unit));
    const found = await (
      await this.auditor()
    ).get<{ numerator: number; denominator: number | null }>(`/v1/rates/${figure}?${query}`);
    return { kind: 'POOLED', numerator: found.numerator, denominator: found.denominator };
  }

  /** A year is asked for with everything that was told of it. @param reviewed whether a review tells more */
  async year({ officer, year, told }: Asked<'YEAR'>, reviewed: boolean): Promise<LiveAnswer> {
    const { leaders, votes, months }: LiveYear = { ...(reviewed ? {} : UNTOLD), ...told };
    const path = `/v1/officers/${this.names.officer(officer)}/years/${year}/composite`;
    const door = await this.auditor();
    const { body } = await door.post<Extract<LiveAnswer, { readonly kind: 'YEAR' }>>(path, {
      ...(leaders === undefined ? {} : { leaders: leaders.map(String) }),
      ...(votes === undefined ? {} : { votes }),
      ...(months === undefined ? {} : { months: months.map(String) }),
    });
    return { ...body, kind: 'YEAR' };
  }

  /** What a person bears for acts of a month: all that was said of it, less what was taken back. */
  async liable({ person, period }: Asked<'LIABLE'>): Promise<LiveAnswer> {
    const door = await this.auditor();
    const path = `/v1/decisions?officer=${this.names.officer(person)}`;
    const standing = new Map<string, unknown>();
    for (const { kind, period: month, data } of await door.list<Said>(path)) {
      if (month !== period) continue;
      if (kind === 'LIABILITY') standing.set(data.liability, data);
      if (kind === 'LIABILITY_ENDED') standing.delete(data.liability);
    }
    return { kind: 'LIABLE', liabilities: this.names.told([...standing.values()]) };
  }

  private auditor() {
    return this.system.as('case-auditor', ['auditor'], 'appraisal');
  }
}
