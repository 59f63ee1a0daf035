import { randomUUID } from 'node:crypto';
import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import type { Subject } from '../../support/access-probe.ts';
import { factsOfW1, type AppraisalBench, type Asker } from '../appraisal/appraisal-bench.ts';

export const MONTH = '2024-03';
export const QUARTER = '2024-Q1';
/** The day on which everything is done: the month is over, its window to object is open. */
export const TODAY = '2024-04-03T09:00:00+08:00';

export const month = { calendar: 'month', period: MONTH };
export const quarter = { calendar: 'quarter', period: QUARTER };
export const papers = { statement: 'YY-1', evidence: ['GATE-1'] };

/** Whose steps are before those that are tried: both are kept from the next one. */
const author: Asker = { role: 'appraiser', sub: 'author' };
const decider: Asker = { role: 'approver', sub: 'decider' };

/** A roll on which one officer has every part: reviewed, voter, leader and member of the panel. */
export const rollOf = ({ unit, officer, mate = '' }: Subject, year: number) => ({
  ...{ unit, year, subjects: [officer, mate], panel: [officer, 'p1', 'p2', 'p3'], kin: [] },
  voters: [officer, 'v1', 'v2', 'v3', 'v4', 'v5'].map((voter) => ({ voter, class: 'PEERS' })),
  leaders: [{ leader: officer, role: 'LEADER' }],
});

export const changeOf = ({ officer }: Subject, id: string) => ({
  ...{ id, officer, from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'MERIT' },
});

/** A notice that keeps the law, of a year that has none. */
const notice = (source: string) => ({
  ...{ year: 2027, source },
  festivals: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', makeUp: [] },
    { name: '春节', from: '2027-02-05', to: '2027-02-13', makeUp: ['2027-01-30', '2027-02-14'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', makeUp: ['2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUp: ['2027-09-26', '2027-10-09'] },
  ],
});

interface Scheme {
  readonly public: readonly {
    readonly clauses?: readonly { readonly id: string; points?: number }[];
  }[];
}

interface Listed {
  readonly items: readonly { readonly unit: string; readonly id: string }[];
}

/** Plays a month, and all that follows from it, at the doors of the service. */
export class AppraisalPlay {
  constructor(private readonly bench: AppraisalBench) {}

  /** Grades of the month, means of the quarter, reviews, objections, tier changes, drafts of rules. */
  async play(people: readonly Subject[]): Promise<Subject[]> {
    await this.records(people);
    const grades = await this.closeMonth();
    const results = await this.closeQuarter();
    const run = await this.tryDraft();
    for (const source of ['one', 'two']) await this.tell(author, '/v1/calendars', notice(source));
    const told: Subject[] = [];
    for (const one of people) {
      const more = { grades: grades.get(one.unit) ?? '', results: results.get(one.unit) ?? '' };
      told.push({ ...one, ...more, run, review: await this.review(one) });
      await this.tell(author, '/v1/tier-changes', changeOf(one, one['change'] ?? ''));
      const { objection, fact, officer } = one;
      const body = { objection, about: 'FACT', fact, ...papers };
      const asker: Asker = { role: 'officer', sub: officer, officer };
      await this.tell(asker, `/v1/periods/month/${MONTH}/objections`, body);
    }
    await this.shown(people);
    return told;
  }

  private async tell<Body>(asker: Asker, path: string, body: unknown = {}): Promise<Body> {
    const told = await this.bench.ask<Body>(asker, path, { body });
    if (told.status < 300) return told.body;
    throw new Error(`${path}: ${told.status} ${JSON.stringify(told.body)}`);
  }

  /** The month of W1 of everybody; the fact of coming late has a name of its own. */
  private async records(people: readonly Subject[]): Promise<void> {
    const occurredAt = `${MONTH}-15T02:00:00.000Z`;
    const facts = people.flatMap(({ officer, fact = '' }) =>
      factsOfW1(officer).map((each) => {
        const dated = { ...each, occurredAt };
        return each.code === 'A03' ? { ...dated, fact } : dated;
      }),
    );
    await this.bench.record(facts);
    for (const log of [LOGS.personnel, LOGS.fact]) await this.bench.mark(log, MONTH);
  }

  private async compute(period: string): Promise<void> {
    const path = `/v1/periods/${period}`;
    await this.tell(author, `${path}/cut-off`);
    await this.bench.settled();
    await eventually(
      () => this.bench.ask<{ obstacles: readonly object[] }>(author, path),
      ({ body }) => body.obstacles.length === 0,
    );
    await this.tell(author, `${path}/compute`);
  }

  /** @returns ids of what was proposed, by unit */
  private async proposed(path: string, body: object): Promise<ReadonlyMap<string, string>> {
    const { items } = await this.tell<Listed>(author, path, body);
    return new Map(items.map(({ unit, id }) => [unit, id]));
  }

  private async closeMonth(): Promise<ReadonlyMap<string, string>> {
    await this.compute(`month/${MONTH}`);
    const found = await this.proposed('/v1/grade-proposals:batch', month);
    await this.tell(decider, '/v1/grade-proposals:approve', { ids: [...found.values()] });
    await this.tell(author, `/v1/periods/month/${MONTH}/publish`);
    return found;
  }

  private async closeQuarter(): Promise<ReadonlyMap<string, string>> {
    await this.compute(`quarter/${QUARTER}`);
    return this.proposed('/v1/results-proposals', quarter);
  }

  /** A draft that docks more for coming late, and the lab's run of it. @returns the id of the run */
  private async tryDraft(): Promise<string> {
    const path = `/v1/rules/schemes/copy?from=${MONTH}&to=2030-01`;
    const { body: document } = await this.bench.ask<Scheme>(author, path);
    const clauses = document.public.flatMap(({ clauses: some }) => some ?? []);
    const late = clauses.find(({ id }) => id === 'A03');
    if (late !== undefined) late.points = -6;
    await this.tell(author, '/v1/rules/schemes', { document });
    const ask = { kind: 'SCHEME', name: 'rc-1', version: 2, from: MONTH, to: MONTH };
    const { id } = await this.tell<{ id: string }>(author, '/v1/lab/runs', ask);
    await eventually(
      () => this.bench.ask<{ state: string }>(author, `/v1/lab/runs/${id}`),
      ({ body }) => body.state === 'DONE',
    );
    return id;
  }

  private async review(one: Subject): Promise<string> {
    const { review } = await this.tell<{ review: string }>(
      author,
      '/v1/reviews',
      rollOf(one, 2023),
    );
    await this.tell(decider, `/v1/reviews/${review}/open`);
    return review;
  }

  /** Waits until the lists tell of what was decided. */
  private async shown(people: readonly Subject[]): Promise<void> {
    for (const { officer, change } of people) {
      await eventually(
        async () => [
          await this.bench.ask<Listed>(decider, `/v1/decisions?officer=${officer}`),
          await this.bench.ask<Listed>(decider, '/v1/tier-changes'),
        ],
        ([decisions, changes]) =>
          decisions?.body.items.length === 1 &&
          changes?.body.items.some(({ id }) => id === change) === true,
      );
    }
  }
}

/** An officer of a unit, with the ids of what is going to be told of them. */
export const subjectOf = (unit: string, officer: string): Subject => ({
  ...{ unit, officer, mate: randomUUID() },
  ...{ change: randomUUID(), fact: randomUUID(), objection: randomUUID() },
});
