import { canonicalText } from '@ywk/contracts';
import { CannotConnect, type Connection } from '../connection.ts';

/** A version of rules as the doors name it. */
export interface NamedVersion {
  readonly kind: 'SCHEME' | 'METRICS';
  readonly name: string;
  readonly version: number;
}

/** What changed in a group of sheets. */
export interface GroupAnswer {
  readonly name?: string | null;
  readonly sheets: number;
  readonly changed: number;
  readonly gradeChanged: number;
  readonly gradeMoves: Moves;
  readonly levelMoves: Moves;
  readonly directions: Readonly<Record<string, number>>;
  readonly mean: { readonly exact: string; readonly shown: string } | null;
  readonly payBefore: number;
  readonly payAfter: number;
  readonly paidBefore: number;
  readonly paidAfter: number;
}

/** How many went up, and how many down. */
export interface Moves {
  readonly up: number;
  readonly down: number;
}

/** Levels and a budget of one side; amounts in fen. */
export interface BudgetAnswer {
  readonly levels: readonly number[];
  readonly budget: number;
  readonly asked: number;
  readonly paid: number;
  readonly overrun: number;
  readonly refused: number;
  readonly carryOver: number;
  readonly impossible: readonly { readonly zh: string; readonly en: string }[];
}

export interface UnitBudgetsAnswer {
  readonly unit: string | null;
  readonly mode: string | null;
  readonly before: BudgetAnswer;
  readonly after: BudgetAnswer;
}

/** What months alone would do to a year. */
export interface YearAnswer {
  readonly year: number;
  readonly bands: readonly { before: string | null; after: string | null; officers: number }[];
  readonly gained: number;
  readonly lost: number;
  readonly spared: number;
  readonly demoted: number;
}

export interface ReportAnswer {
  readonly all: GroupAnswer;
  readonly months: readonly GroupAnswer[];
  readonly units: readonly GroupAnswer[];
  readonly posts: readonly GroupAnswer[];
  readonly sexes: readonly GroupAnswer[] | null;
  readonly grades: readonly { before: string | null; after: string | null; sheets: number }[];
  readonly uncounted: Readonly<Record<string, number>>;
  readonly budgets: {
    readonly all: UnitBudgetsAnswer;
    readonly units: readonly UnitBudgetsAnswer[];
  } | null;
  readonly years: readonly YearAnswer[];
  readonly notes: readonly { readonly zh: string; readonly en: string }[];
}

export interface RunAnswer {
  readonly id: string;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly progress: number;
  readonly failure: string | null;
  readonly periods: readonly string[];
  readonly report: ReportAnswer | null;
  readonly changes: string;
}

const KIND = { SCHEME: 'schemes', METRICS: 'metrics' } as const;

/** The doors of appraisal that the lab needs. */
export class LabDoor {
  constructor(private readonly connection: Connection) {}

  /**
   * Sees to it that the version is there with exactly this content: drafted now, or before.
   * @throws CannotConnect when the version has other content, or is refused
   */
  async draft(version: NamedVersion, document: object): Promise<void> {
    const { kind, name, version: number } = version;
    const path = `/v1/rules/${KIND[kind]}`;
    const known = await this.send(`${path}/${encodeURIComponent(name)}/${number}`);
    if (known.status === 404) {
      await this.answer(await this.send(path, { document }), path);
      return;
    }
    const kept = await this.answer<{ document: object }>(known, path);
    if (canonicalText(kept.document) === canonicalText(document)) return;
    throw new CannotConnect(
      `Version ${number} of ${name} is there with other content: give the file the next version. 版本号已被占用。`,
    );
  }

  async ask(version: NamedVersion, months: { from: string; to: string }): Promise<RunAnswer> {
    const path = '/v1/lab/runs';
    return this.answer(await this.send(path, { ...version, ...months }), path);
  }

  async run(id: string): Promise<RunAnswer> {
    const path = `/v1/lab/runs/${id}`;
    return this.answer(await this.send(path), path);
  }

  private async answer<Body>(response: Response, path: string): Promise<Body> {
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Body;
    throw new CannotConnect(`${path} answered ${response.status}: ${text}`);
  }

  private async send(path: string, body?: object): Promise<Response> {
    const { url, token } = this.connection;
    try {
      return await fetch(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new CannotConnect(`${url} does not answer: ${String(cause)}`);
    }
  }
}
