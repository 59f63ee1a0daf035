import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type Answer, type Asker, type StatedFact } from './appraisal-bench.ts';

export const appraiser: Asker = { role: 'appraiser' };
export const approvers: readonly Asker[] = [1, 2, 3].map((n) => ({
  role: 'approver',
  sub: `approver-${n}`,
}));

export const APRIL = '2024-04';
export const MAY = '2024-05';

interface Clause {
  readonly id: string;
  points?: number;
}

/** A scheme as far as these specs change it. */
export interface Scheme {
  readonly scheme: string;
  version: number;
  effectiveFrom: string;
  readonly public: readonly { readonly id: string; readonly clauses?: readonly Clause[] }[];
}

export interface Metrics {
  version: number;
  effectiveFrom: string;
  readonly measured: readonly {
    readonly metric: string;
    readonly from: readonly { readonly code: string; when?: { amount: string; atMost?: number } }[];
  }[];
  events: readonly { readonly codes: readonly string[]; readonly points?: readonly number[] }[];
}

export interface Result {
  readonly total: number | null;
  readonly grade: string | null;
  readonly shown: string | null;
  readonly level: number | null;
  readonly paid: number | null;
}

export interface Change {
  readonly officer: string;
  readonly period: string;
  readonly unit: string;
  readonly direction: string;
  readonly before: Result;
  readonly after: Result;
}

export interface Group {
  readonly name?: string | null;
  readonly sheets: number;
  readonly changed: number;
  readonly directions: Readonly<Record<string, number>>;
  readonly mean: { readonly exact: string; readonly shown: string } | null;
}

export interface Run {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly periods: readonly string[];
  readonly failure: string | null;
  readonly code?: string;
  readonly positions: Readonly<Record<string, readonly number[]>>;
  readonly report: {
    readonly all: Group;
    readonly units: readonly Group[];
    readonly posts: readonly Group[];
    readonly sexes: readonly Group[] | null;
    readonly grades: readonly object[];
    readonly largest: readonly Change[];
    readonly uncounted: Readonly<Record<string, number>>;
  } | null;
}

/** The month after the current one: the next whose rules may change. */
export const nextMonth = (): string => {
  const now = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
    .toISOString()
    .slice(0, 7);
};

const at = (day: string): string => `${day}T02:00:00.000Z`;

const totals = (officer: string, day: string, sums: Readonly<Record<string, number>>) =>
  Object.entries(sums).map(([code, n]): StatedFact => ({
    officer,
    code,
    occurredAt: at(day),
    amounts: { n },
  }));

/** Two months of a small bureau: April closed with facts that came late, May open. */
export class LabScene {
  readonly takers: string[] = [];
  readonly educators: string[] = [];
  /** Who came late once in May, and is scored there. */
  readonly late: string[] = [];

  /** Who has a commendation that states three points. */
  get praised(): string {
    return this.takers[4] ?? '';
  }

  private constructor(readonly bench: AppraisalBench) {}

  static async start(): Promise<LabScene> {
    const scene = new LabScene(await AppraisalBench.start());
    await scene.people();
    await scene.facts();
    await scene.closeApril();
    return scene;
  }

  get officers(): string[] {
    return [...this.takers, ...this.educators];
  }

  private async people(): Promise<void> {
    const { bench } = this;
    await bench.define({ unit: 'ZJG' });
    await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
    await bench.define({ unit: 'ZJG-FRAUD', parent: 'ZJG' });
    for (let n = 0; n < 7; n += 1) {
      this.takers.push(await bench.hire({ team: 'ZJG-110-A', tier: n === 6 ? null : 5 }));
    }
    const post = 'ANTI_FRAUD_OUTREACH';
    for (let n = 0; n < 5; n += 1) {
      this.educators.push(await bench.hire({ unit: 'ZJG-FRAUD', post }));
    }
    const [mover = ''] = this.takers;
    const to = { unit: 'ZJG-FRAUD', post, team: null, badge: 'F1', seat: null };
    const data = { officer: mover, from: '2024-05-13', ...to };
    await bench.publish(LOGS.personnel, mover, [{ type: 'OfficerTransferred', data }]);
  }

  private monthOf(month: string): StatedFact[] {
    const calls = this.takers.flatMap((officer, n): StatedFact[] => [
      ...totals(officer, `${month}-05`, {
        'calls.offered': 300,
        'calls.answered': 280 + 3 * n,
        'calls.answered10s': 260 + n,
        'orders.dispatched': 120,
        'orders.wrongConfirmed': n,
      }),
      ...[2_000, 7_000, 12_000].map((answerMs) => ({
        officer,
        code: 'call.answered',
        occurredAt: at(`${month}-06`),
        amounts: { answerMs },
      })),
    ]);
    const recalls = this.educators.flatMap((officer, n) =>
      totals(officer, `${month}-07`, { 'recalls.asked': 40, 'recalls.known': 30 + n }),
    );
    return [...calls, ...recalls];
  }

  private async facts(): Promise<void> {
    const [, b = '', c = ''] = this.takers;
    const [d = ''] = this.educators;
    this.late.push(b, c, d);
    const late = (officer: string): StatedFact => ({
      officer,
      code: 'A03',
      occurredAt: at('2024-05-14'),
      amounts: { minutes: 10 },
    });
    await this.bench.record([
      ...this.monthOf(APRIL),
      ...this.monthOf(MAY),
      ...this.late.map(late),
      { officer: this.praised, code: 'B05', occurredAt: at('2024-05-15'), amounts: { points: 3 } },
    ]);
    await this.bench.settled();
  }

  private async closeApril(): Promise<void> {
    const { bench } = this;
    const path = `/v1/periods/month/${APRIL}`;
    await bench.ask(appraiser, `${path}/cut-off`, { method: 'POST' });
    await bench.mark(LOGS.personnel, APRIL);
    await bench.mark(LOGS.fact, APRIL);
    await bench.settled();
    await eventually(
      () => bench.ask<{ status: string }>(appraiser, `${path}/compute`, { method: 'POST' }),
      ({ status }) => status === 200 || status === 201,
    );
    await bench.markAll(APRIL, { revision: 1, final: true });
    // April is final, what comes now is late: it moves May, and April stays as it is.
    const [, , , e = ''] = this.takers;
    const [, f = ''] = this.educators;
    await bench.record([
      { officer: e, code: 'order.wrongConfirmed', occurredAt: at('2024-04-20') },
      { officer: f, code: 'A03', occurredAt: at('2024-04-21'), amounts: { minutes: 5 } },
    ]);
    // So is word of a transfer: it moves May, and in April the officer stood where they stood.
    const [, , , , , mover = ''] = this.takers;
    const to = { unit: 'ZJG-FRAUD', post: 'CALL110', team: null, badge: 'F2', seat: null };
    const data = { officer: mover, from: '2024-04-12', ...to };
    await bench.publish(LOGS.personnel, mover, [{ type: 'OfficerTransferred', data }]);
    await bench.settled();
  }

  /** The scheme of May as a draft. */
  async draftScheme(change: (scheme: Scheme) => void): Promise<Scheme> {
    const path = `/v1/rules/schemes/copy?from=${MAY}&to=${nextMonth()}`;
    const { body: scheme } = await this.bench.ask<Scheme>(appraiser, path);
    change(scheme);
    await this.drafted('schemes', scheme);
    return scheme;
  }

  async draftMetrics(version: number, change: (metrics: Metrics) => void): Promise<void> {
    const path = '/v1/rules/metrics/metrics/1';
    const { document } = (await this.bench.ask<{ document: Metrics }>(appraiser, path)).body;
    const metrics = { ...document, version, effectiveFrom: `${nextMonth()}-01` };
    change(metrics);
    await this.drafted('metrics', metrics);
  }

  private async drafted(kind: string, document: object): Promise<void> {
    const answer = await this.bench.ask(appraiser, `/v1/rules/${kind}`, { body: { document } });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  }

  ask(over: Readonly<Record<string, unknown>>): Promise<Answer<Run>> {
    const body = { kind: 'SCHEME', name: 'rc-1', from: MAY, to: MAY, ...over };
    return this.bench.ask<Run>(appraiser, '/v1/lab/runs', { body });
  }

  async run(over: Readonly<Record<string, unknown>>): Promise<Run> {
    const { status, body } = await this.ask(over);
    if (status !== 202) throw new Error(JSON.stringify(body));
    return this.ended(body.id);
  }

  ended(id: string): Promise<Run> {
    return eventually(
      () => this.shown(id),
      ({ state }) => state !== 'RUNNING',
      { withinMs: 30_000 },
    );
  }

  async shown(id: string, asker: Asker = appraiser): Promise<Run> {
    return (await this.bench.ask<Run>(asker, `/v1/lab/runs/${id}`)).body;
  }

  async changes(id: string, query = '', asker: Asker = appraiser): Promise<readonly Change[]> {
    const path = `/v1/lab/runs/${id}/changes${query}`;
    return (await this.bench.ask<{ items: Change[] }>(asker, path)).body.items;
  }
}

/** Coming late costs six points in the place of three. */
export const harsher = (scheme: Scheme): void => {
  const clause = scheme.public
    .flatMap(({ clauses }) => clauses ?? [])
    .find(({ id }) => id === 'A03');
  if (clause === undefined) throw new Error('The scheme has no clause A03.');
  clause.points = -6;
};
