import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shippedBook } from '@ywk/appraisal-app';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { putInForce } from '../../support/put-in-force.ts';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const ruler: Asker = { role: 'approver', sub: 'ruler-1', units: ['U1'] };
const bureau: Asker = { role: 'approver', sub: 'bureau-1' };

interface Answered {
  readonly status: string;
  readonly etag: string;
  readonly seat: string | null;
  readonly items: readonly { readonly id: string }[];
  readonly obstacles: readonly unknown[];
}

interface Proposal {
  readonly grades: readonly { readonly officer: string; readonly level: { level: number } }[];
  readonly seats: readonly {
    readonly usedThisYear: number;
    readonly given: { readonly by: string } | null;
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'ywk-seats-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let a: string;
let b: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};

/** A month of one unit, whose second person would rise above a ceiling by what is found at last. */
class Month {
  readonly objection = randomUUID();
  readonly praise: StatedFact;
  private readonly ruling = randomUUID();

  constructor(private readonly period: string) {
    const occurredAt = `${period}-20T02:00:00.000Z`;
    this.praise = { officer: b, fact: randomUUID(), code: 'B03', occurredAt };
  }

  private async post(what: string, asker: Asker, body: unknown = {}): Promise<Answered> {
    const path = `/v1/periods/month/${this.period}/${what}`;
    return (await bench.ask<Answered>(asker, path, { body })).body;
  }

  private async computed(): Promise<void> {
    const path = `/v1/periods/month/${this.period}`;
    await bench.settled();
    await eventually(
      async () => (await bench.ask<Answered>(appraiser, path)).body,
      ({ obstacles }) => obstacles.length === 0,
    );
    await this.post('compute', appraiser);
  }

  private facts(): StatedFact[] {
    const occurredAt = `${this.period}-17T02:00:00.000Z`;
    const lowered: Readonly<Record<string, number>> = {
      'orders.dispatched': 600,
      'orders.wrongConfirmed': 6,
    };
    const ofA = factsOfW1(a).filter(({ code }) => code !== 'A03');
    const ofB = factsOfW1(b).map((fact): StatedFact => {
      const n = lowered[fact.code];
      return n === undefined ? fact : { ...fact, amounts: { n } };
    });
    return [...ofA, ...ofB].map((fact) => ({ ...fact, occurredAt }));
  }

  /** Closed and published; the unit rejects an objection, and the month is final meanwhile. */
  async untilFinal(days: { over: string; published: string; final: string }): Promise<void> {
    itIs(days.over);
    await bench.record(this.facts());
    for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, this.period);
    await this.post('cut-off', appraiser);
    await this.computed();
    const body = { calendar: 'month', period: this.period };
    const batch = '/v1/grade-proposals:batch';
    const proposed = await bench.ask<Answered>(appraiser, batch, { body });
    const ids = proposed.body.items.map(({ id }) => id);
    await bench.ask(approver, '/v1/grade-proposals:approve', { body: { ids } });
    itIs(days.published);
    await this.post('publish', appraiser);
    await this.objectAndAppeal();
    itIs(days.final);
    expect(await this.post('finalise', approver)).toMatchObject({ status: 'FINAL' });
    await bench.markAll(this.period, { revision: 1, final: true });
  }

  private async objectAndAppeal(): Promise<void> {
    const officer: Asker = { role: 'officer', sub: b, officer: b, units: [] };
    const papers = { statement: 'YY-1', evidence: ['LETTER-7'] };
    const stated = { ...papers, objection: this.objection, about: 'MISSING_FACT', code: 'B03' };
    expect(await this.post('objections', officer, stated)).toMatchObject({ status: 'LODGED' });
    const no = { document: 'CD-9', changes: [], ruling: randomUUID(), outcome: 'REJECTED' };
    await this.post(`objections/${this.objection}/rule`, ruler, { ...no, reason: 'NO_LETTER' });
    const appealed = await this.post(`objections/${this.objection}/appeal`, officer, papers);
    expect(appealed).toMatchObject({ status: 'APPEALED' });
  }

  /** The bureau adds the fact after all; the revision that counts it is computed. */
  async upheld(): Promise<void> {
    const { officer: _officer, ...fact } = this.praise;
    const changes = [{ kind: 'ADD', evidence: 'LETTER-7', ...fact }];
    const asked = { document: 'CD-20', changes };
    const path = `objections/${this.objection}`;
    const { etag, seat } = await this.post(`${path}/preview`, bureau, asked);
    expect(seat).toBe('RESERVE_SEAT');
    const ruled = { ...asked, ruling: this.ruling, outcome: 'UPHELD', reason: 'LETTER' };
    const done = await this.post(`${path}/rule`, bureau, { ...ruled, preview: etag });
    expect(done).toMatchObject({ status: 'DECIDED' });
    await bench.record([{ ...this.praise, amounts: {}, ruling: this.ruling }]);
    await bench.settled();
    await this.post('revise', appraiser);
    await bench.markAll(this.period, { revision: 2, final: true });
    await this.computed();
  }

  async proposed(): Promise<Proposal> {
    const body = { calendar: 'month', period: this.period, unit: 'U1' };
    return (await bench.ask<Proposal>(appraiser, '/v1/grade-proposals', { body })).body;
  }
}

beforeAll(async () => {
  takeActTimeFrom(clock);
  bench = await AppraisalBench.start();
  const { document } = shippedBook().of('2024-05').scheme;
  const levels = { ...document.decisions?.levels, reserveSeats: 1 };
  await putInForce(bench.database.appUrl, {
    ...document,
    ...{ version: 2, effectiveFrom: '2024-04' },
    decisions: { ...document.decisions, levels },
  } as typeof document);
  await bench.define({ unit: 'U1' });
  a = await bench.hire({ unit: 'U1', team: 'U1-A' });
  b = await bench.hire({ unit: 'U1', team: 'U1-B' });
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

test('two months that are proposed at one instant take the last reserve seat of the year once', async () => {
  const [april, may] = [new Month('2024-04'), new Month('2024-05')];
  await april.untilFinal({
    ...{ over: '2024-05-06T00:00:00+08:00', published: '2024-05-06T09:00:00+08:00' },
    final: '2024-05-24T09:00:00+08:00',
  });
  await may.untilFinal({
    ...{ over: '2024-06-04T00:00:00+08:00', published: '2024-06-04T09:00:00+08:00' },
    final: '2024-06-24T09:00:00+08:00',
  });
  await april.upheld();
  await may.upheld();
  const proposals = await Promise.all([april.proposed(), may.proposed()]);
  const seats = proposals.map((each) =>
    each.seats.map(({ usedThisYear, given }) => `${given?.by ?? 'NONE'} after ${usedThisYear}`),
  );
  expect(seats.sort()).toEqual([['NONE after 1'], ['RESERVE_SEAT after 0']]);
}, 120_000);
