import { ratioOf, toHundredths } from '@ywk/kernel';
import type { Role } from '@ywk/platform';
import { DONE, type LiveAnswer } from './answers.ts';
import type { LiveGrade, LiveRank, LiveTierAction } from './career-words.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import type { LivePeople } from './people.ts';
import {
  answerTo,
  listed,
  OUTSIDE,
  type Move,
  type Moved,
  type OfficerTier,
  type Open,
  type Result,
  type Run,
} from './tier-door.ts';

type Told<Kind> = Extract<LiveTierAction, { readonly kind: Kind }>;

/** Who may propose changes of tier and approve them; the doors hold that they are two. */
const DECIDERS: readonly Role[] = ['appraiser', 'approver'];

/** The lowest tier. */
const LOWEST = 7;

const hundredths = (points: string | number): number => toHundredths(ratioOf(String(points)));

/** A grade as its door takes it: points in hundredths. */
const gradeOf = (told: LiveGrade): object => {
  if (typeof told === 'string') return { grade: told };
  const { grade, ...points } = told;
  const ranks = Object.entries(points as LiveRank).map(([name, value]) => [
    name,
    hundredths(value as string | number),
  ]);
  return { grade, ...(Object.fromEntries(ranks) as object) };
};

/** Careers of a story, through appraisal's doors. */
export class LiveCareers {
  private open: readonly Open[] = [];
  /** The last run by year. */
  private readonly runs = new Map<number, Run>();

  /** Documents of annual grades so far: another one corrects a year. */
  private documents = 0;

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
    private readonly people: LivePeople,
  ) {}

  async perform(action: LiveTierAction): Promise<LiveAnswer> {
    await this.system.settled();
    const answer = await this.act(action);
    await this.system.settled();
    return answer;
  }

  /** Where an officer stands on a day by what was approved so far. */
  async standing(code: string, on: string): Promise<LiveAnswer> {
    const { career, forecast, changes } = await this.tierOf(code, on);
    const last = changes.filter(({ effectiveDate }) => effectiveDate <= on).at(-1);
    const standing = career ?? OUTSIDE;
    const protection = last?.to === standing.tier ? last.protection : 0;
    const found = { kind: 'TIER' as const, standing, forecast, protection };
    return this.names.told(found) as typeof found;
  }

  /** What the last run of a year answered. */
  run(year: number): LiveAnswer {
    const run = this.runs.get(year);
    if (run === undefined) {
      return { kind: 'REFUSED', code: 'RUN_MISSING', detail: `There was no run of ${year}.` };
    }
    return { kind: 'TIER_RUN', run: this.names.told(run), cost: run.cost };
  }

  private act(action: LiveTierAction): Promise<LiveAnswer> {
    switch (action.kind) {
      case 'GRADES':
        return this.grade(action);
      case 'CONVERSION':
        return this.convert(action.conversion);
      case 'RUN':
        return this.runYear(action.run);
      case 'PROPOSE':
        return this.propose(action.change);
      case 'APPROVE':
        return this.approve(action.approval);
    }
  }

  private async grade({ officer, grades }: Told<'GRADES'>): Promise<LiveAnswer> {
    const door = await this.system.as('case-hr', ['hr'], 'appraisal');
    this.documents += 1;
    const lines = Object.entries(grades).map(([year, told]) => ({
      ...{ officer: this.names.officer(officer), year: Number(year), ...gradeOf(told) },
      document: `CASE-${year}/${this.documents}`,
    }));
    const { body } = await door.postLines<{
      rejected: readonly { readonly code: string; readonly detail: string }[];
    }>(
      '/v1/annual-grades',
      lines.map((line) => JSON.stringify(line)),
    );
    const [first] = body.rejected;
    return first === undefined ? DONE : { kind: 'REFUSED', ...first };
  }

  private async convert(told: Told<'CONVERSION'>['conversion']): Promise<LiveAnswer> {
    const { effectiveDate, quota, mapping, incumbents, by, others } = told;
    const { ranks, years = [], educations } = mapping;
    await this.seat(others, effectiveDate);
    const door = await this.as(by);
    const { body } = await door.post<Moved & { readonly moves: readonly Move[] }>(
      '/v1/tier-conversions',
      {
        ...{ effectiveDate, document: `CASE-${effectiveDate}`, establishment: quota },
        mapping: {
          ranks: listed(ranks).map(([rank, tier]) => ({ rank, tier })),
          years,
          educations: listed(educations).map(([education, tier]) => ({ education, tier })),
        },
        incumbents: Object.entries(incumbents).map(([officer, said]) => ({
          ...{ officer: this.names.officer(officer), ...said },
        })),
      },
    );
    return this.proposed(body.moves, body);
  }

  private async runYear({ year, quota, by, others }: Told<'RUN'>['run']): Promise<LiveAnswer> {
    await this.seat(others, `${year}-01-01`);
    const door = await this.as(by);
    const asked = { year, establishment: quota, document: `CASE-${year}` };
    const { body } = await door.post<Run>('/v1/tier-runs', asked);
    this.runs.set(year, body);
    return this.proposed(body.proposals, body);
  }

  /** Officers outside the story are hired on the tiers whose seats they hold. */
  private async seat(others: Told<'RUN'>['run']['others'], from: string): Promise<void> {
    if (others === undefined) return;
    await this.people.seatOthers(others, from);
    await this.system.settled();
  }

  private async propose(told: Told<'PROPOSE'>['change']): Promise<LiveAnswer> {
    const { officer, to, effectiveDate, ground, by } = told;
    const { tier } = await this.tierOf(officer, effectiveDate);
    const id = this.names.id('tier', `${officer} ${effectiveDate} ${to}`);
    const named = this.names.officer(officer);
    // Who stands on no tier cannot leave one: the door says so.
    const asked = { id, officer: named, from: tier ?? LOWEST, to, effectiveDate, ground };
    const door = await this.as(by);
    const { body } = await door.post<Result>('/v1/tier-changes', asked);
    return this.proposed([{ officer: named }], { results: [body] });
  }

  /** Each on its own, in the order in which it was proposed. */
  private async approve({ by, officers }: Told<'APPROVE'>['approval']): Promise<LiveAnswer> {
    const named = officers?.map((officer) => this.names.officer(officer));
    const meant = this.open.filter(({ officer }) => named?.includes(officer) ?? true);
    if (meant.length === 0) return DONE;
    const door = await this.as(by);
    const ids = meant.map(({ id }) => id);
    const { body } = await door.post<{ items: Result[] }>('/v1/tier-changes:approve', { ids });
    const left = new Set(
      body.items.filter(({ outcome }) => outcome === 'refused').map(({ id }) => id),
    );
    this.open = this.open.filter(({ id }) => left.has(id) || !ids.includes(id));
    return answerTo(body.items);
  }

  private proposed(moves: readonly Move[], { results }: Moved): LiveAnswer {
    const news = results.flatMap(({ id, outcome }, at) =>
      outcome === 'accepted' ? [{ id, officer: moves[at]?.officer ?? '' }] : [],
    );
    this.open = [...this.open, ...news];
    return answerTo(results);
  }

  private async tierOf(code: string, on: string): Promise<OfficerTier> {
    const door = await this.system.as('case-auditor', ['auditor'], 'appraisal');
    return door.get<OfficerTier>(`/v1/officers/${this.names.officer(code)}/tier?on=${on}`);
  }

  /** Somebody who decides, who may be an officer of the story. */
  private as(person: string) {
    const officer = this.names.known(person);
    const claims = officer === undefined ? {} : { officer };
    return this.system.as({ sub: `case-${person}`, ...claims }, DECIDERS, 'appraisal');
  }
}
