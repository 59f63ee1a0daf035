import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { query } from '@ywk/testing';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const occurredAt = '2024-05-21T02:00:00.000Z';
const BREACH = `<script>alert("x")</script>'&`;

interface Node {
  readonly id: string;
  readonly shown: string | null;
  readonly facts: readonly number[];
  readonly clauses: readonly Node[];
}

interface Explained {
  readonly shown: string;
  readonly provisional: boolean;
  readonly revision: number;
  readonly asOf: string | null;
  readonly stays: readonly {
    readonly groups: readonly { readonly id: string; readonly indicators: readonly Node[] }[];
    readonly beside: readonly Node[];
  }[];
  readonly smallestChange: { readonly metric: string; readonly n: number };
  readonly peers: Record<'unit' | 'team', { place: number; n: number } | null> | null;
  readonly trend: readonly { readonly period: string; readonly shown: string }[];
  readonly seen: readonly {
    readonly log: string;
    readonly partition: number;
    readonly pos: number;
  }[];
  readonly facts: readonly {
    readonly code: string;
    readonly source: {
      readonly log: string;
      readonly partition: number;
      readonly pos: number;
      readonly eventId: string;
      readonly recordedAt: string;
    };
  }[];
}

let bench: AppraisalBench;
let officer: string;
let mates: string[];

const pathOf = (id: string, door = 'explanation') => `/v1/officers/${id}/scores/2024-05/${door}`;

const explained = async (id: string, suffix = ''): Promise<Explained> =>
  (await bench.ask<Explained>(appraiser, `${pathOf(id)}${suffix}`)).body;

const pageOf = async (id: string, init: { door?: string; accept?: string } = {}) => {
  const { door = 'explanation.html', accept = '*/*' } = init;
  return bench.page(appraiser, pathOf(id, door), accept);
};

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG', name: { zh: '张家港市公安局', en: 'Zhangjiagang' } });
  await bench.define({
    unit: 'ZJG-110',
    parent: 'ZJG',
    name: { zh: `指挥中心${BREACH}`, en: '110' },
  });
  await bench.define({ unit: 'ZJG-TRAFFIC', parent: 'ZJG' });
  officer = await bench.hire({ team: 'ZJG-110-A' });
  mates = [];
  for (let at = 0; at < 4; at += 1) mates.push(await bench.hire({ team: 'ZJG-110-A' }));
  const others: StatedFact[] = mates.map((id, at) => ({
    ...{ officer: id, code: 'calls.answered', occurredAt },
    amounts: { n: [1450, 1450, 1392, 1600][at] ?? 0 },
  }));
  const evidence: StatedFact = { officer, code: 'B06', occurredAt, evidence: BREACH };
  const april = { officer, code: 'D01', occurredAt: '2024-04-02T02:00:00.000Z' };
  await bench.record([...factsOfW1(officer).filter(({ code }) => code !== 'B06'), evidence, april]);
  await bench.record(others);
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

describe('an explanation', () => {
  test('of W1 leads from 88.85 to events that stand in the log of duty', async () => {
    const { shown, provisional, revision, asOf, facts, stays } = await explained(officer);
    expect({ shown, provisional, revision, asOf }).toEqual({
      ...{ shown: '88.85', provisional: true },
      ...{ revision: 0, asOf: null },
    });
    const named = stays.flatMap(({ groups, beside }) => [
      ...groups.flatMap(({ indicators }) =>
        indicators.flatMap((node) => [
          ...node.facts,
          ...node.clauses.flatMap((each) => each.facts),
        ]),
      ),
      ...beside.flatMap(({ clauses }) => clauses.flatMap((each) => each.facts)),
    ]);
    expect(new Set(named)).toEqual(new Set(facts.map(({ source }) => source.pos)));
    expect(facts).toHaveLength(12);
    for (const { code, source } of facts) {
      const { rows } = await bench.others.pool.query<{
        event_id: string;
        data: string;
        ms: string;
      }>(
        'SELECT event_id, data, recorded_ms AS ms FROM event WHERE partition = $1 AND log = $2 AND pos = $3',
        [source.partition, source.log, source.pos],
      );
      const ms = Date.parse(source.recordedAt);
      expect(rows).toMatchObject([{ event_id: source.eventId, ms: String(ms) }]);
      expect(JSON.parse(rows[0]?.data ?? '')).toMatchObject({ code, officer });
    }
  });

  test('gives the same total as the sheet, and names what was applied', async () => {
    const { seen, shown } = await explained(officer);
    const sheet = await bench.ask<{ shown: string }>(
      appraiser,
      `/v1/officers/${officer}/scores/2024-05`,
    );
    expect(shown).toBe(sheet.body.shown);
    expect(seen.map(({ log }) => log)).toEqual(['duty.fact.v1', 'recruitment.personnel.v1']);
    const own = (await explained(officer)).facts.map(({ source }) => source.pos);
    expect(seen[0]?.pos).toBeGreaterThanOrEqual(Math.max(...own));
  });

  test('says what would have moved the grade, and how the months before were', async () => {
    const { smallestChange, trend } = await explained(officer);
    expect(smallestChange).toMatchObject({ metric: 'A03', n: -1, after: { shown: '91.85' } });
    expect(trend).toMatchObject([{ period: '2024-04', provisional: true }]);
  });

  test('tells the place among five, and hides it among four', async () => {
    expect((await explained(officer)).peers).toEqual({
      ...{ unit: { place: 4, n: 5 }, team: { place: 4, n: 5 } },
    });
    const lonely = await bench.hire({ unit: 'ZJG-TRAFFIC', post: 'TRAFFIC_ROAD' });
    await bench.settled();
    expect((await explained(lonely)).peers).toEqual({ unit: null, team: null });
  });

  test('of a past instant says which, and leaves others out', async () => {
    const at = new Date().toISOString();
    const then = await explained(officer, `?asOf=${at}`);
    expect(then).toMatchObject({ asOf: at, shown: '88.85', peers: null });
    expect(JSON.stringify(await explained(officer))).not.toContain(mates[0]);
  });

  test('of somebody nobody ever heard of is empty, and says why', async () => {
    expect(await explained(randomUUID())).toMatchObject({ reason: { code: 'NO_STAY' }, facts: [] });
  });
});

describe('who sees explanations', () => {
  const doors = ['explanation', 'explanation.html', 'differences?asOf=2024-06-01T00:00:00Z'];

  test.each(doors)('officers their own, leaders their subtree: %s', async (door) => {
    const own: Asker = { role: 'officer', units: [], officer };
    const ask = async (asker: Asker, id: string) =>
      (await bench.page(asker, pathOf(id, door), '*/*')).status;
    expect(await ask(own, officer)).toBe(200);
    expect(await ask(own, mates[0] ?? '')).toBe(404);
    expect(await ask({ role: 'leader', units: ['ZJG'] }, officer)).toBe(200);
    expect(await ask({ role: 'leader', units: ['ZJG-110'] }, officer)).toBe(200);
    expect(await ask({ role: 'leader', units: ['ZJG-TRAFFIC'] }, officer)).toBe(404);
    expect(await ask({ role: 'dispatch-feed' }, officer)).toBe(403);
  });

  test('and nothing keeps them on the way', async () => {
    for (const door of doors) {
      const { headers } = await bench.page(appraiser, pathOf(officer, door), '*/*');
      expect(headers.get('cache-control')).toBe('private, no-store');
    }
  });
});

describe('the page', () => {
  test('is asked for by its name or by what is accepted; JSON is the default', async () => {
    for (const init of [{}, { door: 'explanation', accept: 'text/html' }]) {
      const { headers, text } = await pageOf(officer, init);
      expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/i);
      expect(text).toMatch(/^<!doctype html>/);
    }
    const json = await pageOf(officer, { door: 'explanation', accept: '*/*' });
    expect(json.headers.get('content-type')).toMatch(/json/);
    expect(json.headers.get('vary')).toContain('Accept');
  });

  test('says in plain Chinese how the total came about', async () => {
    const { text } = await pageOf(officer);
    for (const words of [
      '2024年5月考核得分说明',
      '总分 <strong>88.85分</strong>',
      '1462 ÷ (1520 − 8) = 1462/1512 = 96.69%',
      '110接警员',
      '2024年5月17日 10:00:00',
      '迟到早退不超过30分钟',
      '方案rc-1@1',
      '指标定义第1版',
      '结果为暂定',
      'duty.fact.v1分区',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('lets nothing through that was entered: evidence and names are escaped', async () => {
    const { text, headers } = await pageOf(officer);
    expect(text).not.toContain('<script');
    expect(text.split('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;')).toHaveLength(
      3,
    );
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
  });

  test('needs nothing from outside and its style is the one that the policy allows', async () => {
    const { text, headers } = await pageOf(officer);
    expect(text).not.toMatch(/\b(src|href|action|on[a-z]+)=/);
    const style = /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    const hash = Buffer.from(digest).toString('base64');
    expect(headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
  });

  test('every door stands in the document', async () => {
    const { body } = await bench.ask<{ paths: Record<string, object> }>(appraiser, '/openapi.json');
    const base = '/v1/officers/{officer}/scores/{period}';
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        `${base}/explanation`,
        `${base}/explanation.html`,
        `${base}/differences`,
      ]),
    );
    for (const path of [
      base,
      `${base}/explanation`,
      '/v1/scores',
      '/v1/officers/{officer}/facts',
    ]) {
      expect(JSON.stringify(body.paths[path])).toContain('"asOf"');
    }
  });
});

describe('a statement to the database', () => {
  test('that looks back finds the month of a partition by its key', async () => {
    const plan = await query<{ 'QUERY PLAN': string }>(
      bench.database.url,
      `EXPLAIN SELECT 1 FROM fact WHERE partition = 1 AND officer = '${officer}' AND month = '2024-05-01'`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('fact_2024_05');
    expect(text).not.toContain('fact_2024_04');
  });
});
