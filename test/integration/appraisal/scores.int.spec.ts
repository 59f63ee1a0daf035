import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AppraisalBench, factsOfW1, type Asker } from './appraisal-bench.ts';

interface Sheet {
  readonly provisional: boolean;
  readonly status: string;
  readonly reason: string | null;
  readonly shown: string;
  readonly grade: string;
  readonly total: number;
  readonly stays: readonly {
    readonly groups: readonly {
      readonly id: string;
      readonly shown: string;
      readonly indicators: readonly {
        id: string;
        shown: string;
        facts: string;
        percent?: string;
      }[];
    }[];
  }[];
}

const appraiser: Asker = { role: 'appraiser' };

let bench: AppraisalBench;
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  await bench.define({ unit: 'ZJG-TRAFFIC', parent: 'ZJG' });
}, 60_000);
afterAll(() => bench.stop());

const sheetOf = async (officer: string, asker: Asker = appraiser): Promise<Sheet> =>
  (await bench.ask<Sheet>(asker, `/v1/officers/${officer}/scores/2024-05`)).body;

describe('W1 through the fold', () => {
  const team = 'ZJG-110-W1';
  let officer: string;
  beforeAll(async () => {
    officer = await bench.hire({ team });
    const peers = [await bench.hire({ team }), await bench.hire({ team })];
    const occurredAt = '2024-05-02T00:00:00.000Z';
    const answered = (who: string, n: number) => ({
      officer: who,
      code: 'calls.answered',
      occurredAt,
      amounts: { n },
    });
    await bench.record([
      ...factsOfW1(officer),
      ...peers.map((peer, at) => answered(peer, [1450, 1392][at] ?? 0)),
    ]);
    await bench.settled();
  });

  test('comes out as 88.85, G3, provisional', async () => {
    expect(await sheetOf(officer)).toMatchObject({
      provisional: true,
      shown: '88.85',
      grade: 'G3',
    });
  });

  test('the median of the team is a row of its own, with the positions it saw', async () => {
    const [row] = await bench.sql(
      'SELECT value, members, vector FROM cohort_value WHERE cohort = $1',
      [team],
    );
    expect(row).toMatchObject({ value: '1450', members: 3 });
    expect(JSON.parse(String(row?.['vector']))).toHaveProperty(['duty.fact.v1']);
  });

  test('a stored sheet holds nothing of others', async () => {
    const [row] = await bench.sql('SELECT content FROM sheet WHERE officer = $1', [officer]);
    expect(String(row?.['content'])).not.toContain('1450');
  });

  test('each point leads to its facts', async () => {
    const { stays } = await sheetOf(officer);
    const [pub, custom] = stays[0]?.groups ?? [];
    expect(pub?.indicators[0]).toMatchObject({ id: 'ATT', shown: '7.00' });
    const c1 = custom?.indicators[0];
    expect(c1).toMatchObject({ id: 'C1', shown: '13.49', percent: '96.69%' });
    const facts = await bench.ask<{ items: { code: string; pos: number }[] }>(
      appraiser,
      c1?.facts ?? '',
    );
    expect(facts.body.items.map(({ code }) => code).sort()).toEqual([
      'calls.abandonedShort',
      'calls.answered10s',
      'calls.offered',
    ]);
    const late = await bench.ask<{ items: { code: string }[] }>(
      appraiser,
      `/v1/officers/${officer}/facts?period=2024-05&clause=A03`,
    );
    expect(late.body.items).toMatchObject([{ code: 'A03', amounts: { minutes: 12 } }]);
  });

  test('a correction is seen within seconds, to the last point', async () => {
    const before = performance.now();
    const wrong = { officer, code: 'A03', occurredAt: '2024-05-17T02:00:00.000Z', amounts: {} };
    await bench.record([{ ...wrong, reversed: true }]);
    await bench.settled();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect((await sheetOf(officer)).shown).toBe('91.85');
  });
});

describe('who sees what', () => {
  let officer: string;
  let clerk: string;
  beforeAll(async () => {
    officer = await bench.hire();
    clerk = await bench.hire({ unit: 'ZJG-TRAFFIC', post: 'CLERK' });
    const occurredAt = '2024-05-03T01:00:00.000Z';
    await bench.record([
      { officer, code: 'D01', occurredAt },
      { officer: clerk, code: 'D01', occurredAt },
    ]);
    await bench.settled();
  });

  test('who has nothing that could be counted is not scored, and the sheet says why', async () => {
    expect(await sheetOf(officer)).toMatchObject({
      status: 'NOT_SCORED',
      reason: 'NOTHING_APPLICABLE',
    });
  });

  test('officers read their own sheet only', async () => {
    const own: Asker = { role: 'officer', units: [], officer };
    expect((await bench.ask(own, `/v1/officers/${officer}/scores/2024-05`)).status).toBe(200);
    const other = await bench.ask(own, `/v1/officers/${clerk}/scores/2024-05`);
    expect(other).toMatchObject({ status: 404, body: { code: 'OFFICER_UNKNOWN' } });
    expect((await bench.ask(own, '/v1/scores?period=2024-05')).status).toBe(403);
  });

  test('leaders read their units, and all below', async () => {
    const leader: Asker = { role: 'leader', units: ['ZJG-TRAFFIC'] };
    const list = await bench.ask<{ items: { officer: string }[] }>(
      leader,
      '/v1/scores?period=2024-05',
    );
    expect(list.body.items).toMatchObject([{ officer: clerk, status: 'SCORED' }]);
    const foreign = await bench.ask(leader, `/v1/officers/${officer}/scores/2024-05`);
    expect(foreign).toMatchObject({ status: 404, body: { code: 'OFFICER_UNKNOWN' } });
    const unit = await bench.ask(leader, '/v1/scores?period=2024-05&unit=ZJG-110');
    expect(unit).toMatchObject({ status: 403, body: { code: 'UNIT_OUT_OF_SCOPE' } });
    const chief: Asker = { role: 'leader', units: ['ZJG'] };
    expect((await bench.ask(chief, `/v1/officers/${officer}/scores/2024-05`)).status).toBe(200);
  });

  test('pages go on where they stopped', async () => {
    type Page = { items: { officer: string }[]; nextCursor: string | null };
    const path = '/v1/scores?period=2024-05&limit=2';
    const first = (await bench.ask<Page>(appraiser, path)).body;
    const rest = (await bench.ask<Page>(appraiser, `${path}&cursor=${first.nextCursor}`)).body;
    const seen = [...first.items, ...rest.items].map((item) => item.officer);
    expect(new Set(seen).size).toBe(4);
  });

  test('an unknown clause, an unknown unit and a wrong month are named', async () => {
    const facts = `/v1/officers/${officer}/facts?period=2024-05`;
    expect(await bench.ask(appraiser, `${facts}&clause=C9`)).toMatchObject({
      status: 404,
      body: { code: 'CLAUSE_UNKNOWN' },
    });
    expect(await bench.ask(appraiser, '/v1/scores?period=2024-05&unit=X')).toMatchObject({
      status: 404,
      body: { code: 'UNIT_UNKNOWN' },
    });
    expect(await bench.ask(appraiser, '/v1/scores?period=2024-13')).toMatchObject({ status: 400 });
  });
});

describe('what cannot be counted', () => {
  test('is parked with its officer, and the rest of the batch lives', async () => {
    const strange = randomUUID();
    const other = await bench.hire();
    const occurredAt = '2024-05-04T01:00:00.000Z';
    await bench.record([
      { officer: strange, code: 'Z99', occurredAt },
      { officer: strange, code: 'D01', occurredAt },
      { officer: other, code: 'D01', occurredAt },
    ]);
    await bench.settled();
    const parked = await bench.ask<{ parked: unknown[] }>({ role: 'operator' }, '/v1/parked');
    expect(parked.body.parked).toMatchObject([
      { key: strange, code: 'UNKNOWN_FACT_CODE' },
      { key: strange, code: 'BEHIND_PARKED' },
    ]);
    const rows = await bench.sql('SELECT officer, metric FROM tally WHERE officer = ANY($1)', [
      [strange, other],
    ]);
    expect(rows).toEqual([{ officer: other, metric: 'D01' }]);
  });
});

describe('the document of the doors', () => {
  test('names every route as it is called', async () => {
    const { body } = await bench.ask<{ paths: object }>(appraiser, '/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/periods/{calendar}/{period}/cut-off',
        '/v1/grade-proposals:batch',
        '/v1/tier-changes:approve',
        '/v1/officers/{officer}/scores/{period}',
        '/v1/lab/runs/{id}/changes',
      ]),
    );
  });
});
