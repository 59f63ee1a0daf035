import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, query, type TestSystem } from '@ywk/testing';
import { runYwk } from './run-ywk.ts';

interface LogLine {
  readonly msg: string;
  readonly correlationId: string;
}

interface WayStep {
  readonly kind: string;
  readonly service: string;
  readonly event: {
    readonly type: string;
    readonly eventId: string;
    readonly causationId: string | null;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

interface TakenFact {
  readonly eventId: string;
  readonly correlationId: string;
}

const FACT = `SELECT event_id AS "eventId", correlation_id AS "correlationId" FROM event
WHERE log = 'duty.fact.v1' AND correlation_id = $1`;

/** A call that a 110 system sends with a trace, and what the system says of it. */
export class TracedCall {
  readonly trace = randomBytes(16).toString('hex');

  constructor(
    private readonly system: TestSystem,
    private readonly call: { readonly badge: string; readonly at: string },
  ) {}

  /** Sends the call in one delivery; resolves with the fact that it yields. */
  async send(): Promise<{ fact: TakenFact | undefined }> {
    const { badge, at } = this.call;
    const head = { source: 'cad-traced', callId: 'T-1' };
    const lines = [
      { ...head, eventId: 'T-1-1', kind: 'received', at },
      { ...head, eventId: 'T-1-2', kind: 'answered', at, badge },
    ];
    const response = await fetch(`${this.system.urls.duty}/v1/dispatch-events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.system.tokens['dispatch-feed'] ?? ''}`,
        'content-type': 'application/x-ndjson',
        traceparent: `00-${this.trace}-00f067aa0ba902b7-01`,
      },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    if (response.status !== 200) throw new Error(await response.text());
    const [fact] = await eventually(
      () =>
        query<TakenFact & Record<string, unknown>>(this.system.databases.duty.ownerUrl, FACT, [
          this.trace,
        ]),
      (facts) => facts.length > 0,
    );
    return { fact };
  }

  /** What a service has logged of the trace. */
  linesOf(service: string): LogLine[] {
    return readFileSync(join(this.system.logs, `${service}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.includes(this.trace))
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** The way of the call, as `ywk trace` finds it. */
  async way(): Promise<WayStep[]> {
    return JSON.parse(await this.ywk('--json')) as WayStep[];
  }

  async ywk(...words: readonly string[]): Promise<string> {
    const { databases } = this.system;
    const urls = (['recruitment', 'duty', 'appraisal', 'payroll'] as const).map(
      (service) => `${service}=${databases[service].ownerUrl}`,
    );
    return (await runYwk('trace', this.trace, ...words, '--database', ...urls)).out;
  }
}
