import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, type RulingMade } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const ruler: Asker = { role: 'approver', sub: 'ruler-1', units: ['U1'] };
const bureau: Asker = { role: 'approver', sub: 'bureau-1' };
const MAY = '/v1/periods/month/2024-05';

interface Result {
  readonly total: number;
  readonly grade: string;
  readonly level: number | null;
  readonly pay: number;
}

interface Effect {
  readonly officer: string;
  readonly before: Result | null;
  readonly after: Result | null;
}

interface Preview {
  readonly code?: string;
  readonly etag: string;
  readonly revision: number;
  readonly held: boolean;
  readonly seat: string | null;
  readonly appellant: Effect;
  readonly displaced: readonly Effect[];
  readonly payDifference: number;
  readonly tier: { readonly tier: number; readonly moves: boolean };
}

interface Proposal {
  readonly id: string;
  readonly grades: readonly {
    readonly officer: string;
    readonly level: { readonly level: number };
  }[];
  readonly seats: readonly object[];
}

interface Answered {
  readonly code: string;
  readonly status: string;
  readonly until: string | null;
  readonly finalObstacles: readonly { readonly code: string; readonly objections?: string[] }[];
}

const folder = mkdtempSync(join(tmpdir(), 'ywk-objections-'));
const clock = join(folder, 'now');
const late = randomUUID();
let bench: AppraisalBench;
let a: string;
let b: string;
/** As A, without the fact that is objected to. */
let twin: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};
const officer = (id: string): Asker => ({ role: 'officer', sub: id, officer: id, units: [] });
const papers = { statement: 'YY-2024-0605', evidence: ['GATE-0517'] };

const post = <Body = Answered>(what: string, asker: Asker, body: unknown = {}) =>
  bench.ask<Body>(asker, `${MAY}/${what}`, { body });
const state = async () => (await bench.ask<Answered & PeriodAnswer>(appraiser, MAY)).body;

interface PeriodAnswer {
  readonly revision: number;
  readonly obstacles: readonly unknown[];
  readonly waiting: number;
}

const confirmed = async (): Promise<void> => {
  const body = { calendar: 'month', period: '2024-05' };
  const { body: proposed } = await bench.ask<{ items: { id: string }[] }>(
    appraiser,
    '/v1/grade-proposals:batch',
    { body },
  );
  const ids = proposed.items.map(({ id }) => id);
  await bench.ask(approver, '/v1/grade-proposals:approve', { body: { ids } });
};

const computed = async (mark: { revision: number; final: boolean }): Promise<void> => {
  await bench.markAll('2024-05', mark);
  await bench.settled();
  await eventually(state, ({ obstacles }) => obstacles.length === 0);
  await post('compute', appraiser);
};

interface Decided {
  readonly officer: string;
  readonly revision: number;
  readonly total: number;
  readonly grade: string;
  readonly performancePay: number;
  readonly level: { readonly level: number } | null;
}

const decided = async (revision: number): Promise<Map<string, Result>> => {
  const rows = await bench.sql<{ data: string }>(
    `SELECT data FROM event WHERE log = '${LOGS.decision}' AND type = 'GradeDecided'`,
  );
  const all = rows.map(({ data }) => JSON.parse(data) as Decided);
  const ofRevision = all.filter((each) => each.revision === revision);
  return new Map(
    ofRevision.map(({ officer: id, total, grade, performancePay: pay, level }) => [
      id,
      { total, grade, level: level?.level ?? null, pay },
    ]),
  );
};

/** The producer of facts makes them what the last ruling says, as duty does. */
const followed = async (facts: readonly StatedFact[]): Promise<void> => {
  const rows = await bench.sql<{ data: string }>(
    `SELECT data FROM event WHERE type = 'RulingMade' ORDER BY pos DESC LIMIT 1`,
  );
  const ruling = JSON.parse(rows[0]?.data ?? '{}') as RulingMade;
  const all = ruling.changes.map(({ fact, code, occurredAt, amounts }): StatedFact => {
    const known = facts.find((each) => each.fact === fact);
    const content = { officer: ruling.officer, fact, code, occurredAt, ruling: ruling.ruling };
    if (amounts === null) return { ...known, ...content, reversed: true };
    return { ...content, amounts };
  });
  await bench.record(all);
  await bench.settled();
};

const factsOfA = (): StatedFact[] =>
  factsOfW1(a).map((fact) => (fact.code === 'A03' ? { ...fact, fact: late } : fact));
const factsOfB = (): StatedFact[] =>
  factsOfW1(b).map((fact): StatedFact => {
    if (fact.code === 'orders.dispatched') return { ...fact, amounts: { n: 600 } };
    return fact.code === 'orders.wrongConfirmed' ? { ...fact, amounts: { n: 6 } } : fact;
  });

const objection = randomUUID();
const reverse = { document: 'CD-1', changes: [{ kind: 'REVERSE', fact: late }] };
const upheld = { ...reverse, ruling: randomUUID(), outcome: 'UPHELD', reason: 'NOT_LATE' };

beforeAll(async () => {
  takeActTimeFrom(clock);
  itIs('2024-06-04T00:00:00+08:00');
  bench = await AppraisalBench.start();
  for (const unit of ['U1', 'U2']) await bench.define({ unit });
  a = await bench.hire({ unit: 'U1', team: 'U1-A' });
  b = await bench.hire({ unit: 'U1', team: 'U1-B' });
  twin = await bench.hire({ unit: 'U2', team: 'U2-A' });
  const spared = factsOfA().filter(({ fact }) => fact !== late);
  const factsOfTwin = spared.map((fact) => ({ ...fact, officer: twin }));
  await bench.record([...factsOfA(), ...factsOfB(), ...factsOfTwin]);
  const vouched = { fact: late, officer: a, author: 'desk-1', verifier: 'leader-1' };
  await bench.publish(LOGS.conduct, a, [{ type: 'FactVouched', data: vouched }]);
  for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
  await post('cut-off', appraiser);
  await bench.settled();
  await eventually(state, ({ obstacles }) => obstacles.length === 0);
  await post('compute', appraiser);
  await confirmed();
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('an officer objects', () => {
  const stated = { ...papers, objection, about: 'FACT', fact: late };

  test('not before the result is published, nor after the window', async () => {
    const early = await post('objections', officer(a), stated);
    expect(early).toMatchObject({ status: 409, body: { code: 'OBJECTION_LATE' } });
    itIs('2024-06-04T09:00:00+08:00');
    await post('publish', appraiser);
    itIs('2024-06-08T00:00:00+08:00');
    const after = await post('objections', officer(a), stated);
    expect(after).toMatchObject({ status: 409, body: { code: 'OBJECTION_LATE' } });
    itIs('2024-06-07T23:59:59+08:00');
  });

  test('only to what stands on the own sheet, with papers', async () => {
    const foreign = { ...stated, objection: randomUUID(), fact: randomUUID() };
    expect((await post('objections', officer(a), foreign)).body.code).toBe('NOT_ON_SHEET');
    expect((await post('objections', officer(b), stated)).body.code).toBe('NOT_ON_SHEET');
    const metric = { ...stated, about: 'METRIC', fact: undefined, code: 'visits.hit' };
    expect((await post('objections', officer(a), metric)).body.code).toBe('NOT_ON_SHEET');
    const bare = await post('objections', officer(a), { ...stated, evidence: [] });
    expect(bare.status).toBe(400);
    expect((await post('objections', appraiser, stated)).status).toBe(403);
  });

  test('and the unit has three working days to reply; the same again changes nothing', async () => {
    const lodged = await post('objections', officer(a), stated);
    expect(lodged).toMatchObject({ status: 200, body: { status: 'LODGED', until: '2024-06-13' } });
    expect((await post('objections', officer(a), stated)).body.status).toBe('LODGED');
    const again = { ...stated, objection: randomUUID() };
    expect((await post('objections', officer(a), again)).body.code).toBe('OBJECTION_OPEN');
  });

  test('is seen by the appellant and by who reaches the unit', async () => {
    const seenBy = async (asker: Asker) =>
      (await bench.ask<{ items: unknown[] }>(asker, `${MAY}/objections`)).body.items.length;
    expect(await seenBy(officer(a))).toBe(1);
    expect(await seenBy(officer(b))).toBe(0);
    expect(await seenBy(ruler)).toBe(1);
    expect(await seenBy({ role: 'approver', units: ['U2'] })).toBe(0);
    const one = (asker: Asker) => bench.ask(asker, `${MAY}/objections/${objection}`);
    expect((await one(officer(a))).status).toBe(200);
    expect((await one(officer(b))).status).toBe(404);
    expect((await one({ role: 'approver', units: ['U2'] })).status).toBe(404);
  });

  test('and the reply is on the list of deadlines', async () => {
    itIs('2024-06-14T09:00:00+08:00');
    const { body } = await bench.ask<{ overdue: unknown[] }>(appraiser, '/v1/deadlines?limit=200');
    expect(body.overdue).toContainEqual({
      ...{ what: 'REPLY', period: '2024-05', unit: 'U1', day: '2024-06-13', overdue: true },
    });
    itIs('2024-06-11T09:00:00+08:00');
  });
});

describe('a ruling', () => {
  let seen: Preview;

  test('shows its whole effect first, and writes nothing', async () => {
    const { body } = await post<Preview>(`objections/${objection}/preview`, ruler, reverse);
    seen = body;
    const first = await decided(1);
    expect(seen).toMatchObject({ revision: 2, held: false, tier: { tier: 5, moves: false } });
    expect(seen.appellant.before).toEqual(first.get(a));
    expect(seen.appellant.after?.total).toBe((first.get(a)?.total ?? 0) + 300);
    expect(seen.displaced).toEqual([
      { officer: b, before: first.get(b), after: expect.objectContaining({ level: 4 }) },
    ]);
    expect((await state()).waiting).toBe(0);
  });

  test('is refused from the approver, blind, worse for the appellant, or of nothing', async () => {
    const rule = async (asker: Asker, over: object) =>
      (
        await post(`objections/${objection}/rule`, asker, {
          ...upheld,
          preview: seen.etag,
          ...over,
        })
      ).body.code;
    expect(await rule(approver, {})).toBe('SAME_PERSON');
    for (const sub of ['desk-1', 'leader-1']) {
      expect(await rule({ ...ruler, sub }, {})).toBe('SAME_PERSON');
      // What is rejected is a fact of theirs as well.
      const no = { changes: [], outcome: 'REJECTED', preview: undefined };
      expect(await rule({ ...ruler, sub }, no)).toBe('SAME_PERSON');
    }
    expect(await rule(ruler, { preview: undefined })).toBe('PREVIEW_STALE');
    expect(await rule(ruler, { document: 'CD-2', preview: 'f'.repeat(64) })).toBe('PREVIEW_STALE');
    expect(await rule(ruler, { changes: [] })).toBe('RULING_INVALID');
    const foreign = [{ kind: 'REVERSE', fact: randomUUID() }];
    expect(await rule(ruler, { changes: foreign })).toBe('RULING_INVALID');
    const more = {
      ...{ kind: 'ADD', fact: randomUUID(), code: 'D01', evidence: 'X-1' },
      occurredAt: '2024-05-20T02:00:00.000Z',
    };
    const worse = { document: 'CD-1', changes: [more] };
    const bad = await post<Preview>(`objections/${objection}/preview`, ruler, worse);
    expect(await rule(ruler, { ...worse, preview: bad.body.etag })).toBe('AGGRAVATION');
  });

  test('is confirmed by the preview, once; until its facts have come the month is not final', async () => {
    const body = { ...upheld, preview: seen.etag };
    const done = await post(`objections/${objection}/rule`, ruler, body);
    expect(done).toMatchObject({ status: 200, body: { status: 'RULED', until: '2024-07-02' } });
    expect((await post(`objections/${objection}/rule`, ruler, body)).body.status).toBe('RULED');
    itIs('2024-06-18T09:00:00+08:00');
    expect((await state()).finalObstacles).toEqual([
      { code: 'OBJECTIONS_OPEN', objections: [objection] },
    ]);
    await followed(factsOfA());
    expect((await state()).finalObstacles).toEqual([{ code: 'REVISION_WAITING', officers: 1 }]);
  });

  test('comes about in revision 2, to the fen, and opens a window for who was moved', async () => {
    await post('revise', appraiser);
    await computed({ revision: 2, final: false });
    await confirmed();
    const second = await decided(2);
    expect(second.get(a)).toEqual(seen.appellant.after);
    expect(second.get(b)).toEqual(seen.displaced[0]?.after);
    await post('publish', appraiser);
    const { body } = await bench.ask<{ officers: string[] }>(appraiser, `${MAY}/notices?unit=U1`);
    expect(body.officers).toEqual([a, b].sort());
  });

  test('and equals a month in which the fact had never been, byte for byte', async () => {
    const contentOf = async (id: string, revision: number): Promise<string> => {
      const [row] = await bench.sql<{ content: string }>(
        'SELECT content FROM closed_sheet WHERE officer = $1 AND revision = $2',
        [id, revision],
      );
      return row?.content ?? '';
    };
    const never = (await contentOf(twin, 1)).replaceAll(twin, a).replaceAll('U2', 'U1');
    expect(await contentOf(a, 2)).toBe(never);
    expect(await contentOf(a, 1)).not.toBe(never);
  });
});

describe('the second instance', () => {
  const own = randomUUID();

  test('goes to the bureau, after the unit has rejected', async () => {
    itIs('2024-06-19T09:00:00+08:00');
    const stated = { ...papers, objection: own, about: 'LEVEL' };
    expect((await post('objections', officer(b), stated)).body.status).toBe('LODGED');
    const no = { document: 'CD-9', changes: [], ruling: randomUUID(), outcome: 'REJECTED' };
    const rejected = await post(`objections/${own}/rule`, ruler, { ...no, reason: 'RANKED' });
    expect(rejected.body.status).toBe('RULED');
    const appealed = await post(`objections/${own}/appeal`, officer(b), papers);
    expect(appealed.body).toMatchObject({ status: 'APPEALED' });
    const again = { ...no, ruling: randomUUID(), reason: 'RANKED' };
    const unit = { ...ruler, sub: 'ruler-2' };
    expect((await post(`objections/${own}/rule`, unit, again)).status).toBe(403);
    const last = await post(`objections/${own}/rule`, bureau, again);
    expect(last.body).toMatchObject({ status: 'DECIDED', until: null });
  });

  test('an objection is withdrawn by the appellant', async () => {
    const id = randomUUID();
    const stated = { ...papers, objection: id, about: 'MISSING_FACT', code: 'B06' };
    await post('objections', officer(b), stated);
    expect((await post(`objections/${id}/withdraw`, officer(a))).status).toBe(404);
    const gone = await post(`objections/${id}/withdraw`, officer(b));
    expect(gone.body.status).toBe('WITHDRAWN');
  });
});

describe('a ruling after the month is final', () => {
  const superior: Asker = { role: 'approver', sub: 'superior-1' };
  const praised = randomUUID();
  const added = {
    document: 'CD-20',
    changes: [
      {
        ...{ kind: 'ADD', fact: randomUUID(), code: 'B03', evidence: 'LETTER-7' },
        occurredAt: '2024-05-20T02:00:00.000Z',
      },
    ],
  };
  let seen: Preview;
  let proposal: Proposal;

  test('an appeal does not keep the month from being final', async () => {
    const stated = { ...papers, objection: praised, about: 'MISSING_FACT', code: 'B03' };
    expect((await post('objections', officer(b), stated)).body.status).toBe('LODGED');
    const no = { document: 'CD-9', changes: [], ruling: randomUUID(), outcome: 'REJECTED' };
    await post(`objections/${praised}/rule`, ruler, { ...no, reason: 'NO_LETTER' });
    itIs('2024-06-28T09:00:00+08:00');
    await post(`objections/${praised}/appeal`, officer(b), papers);
    expect((await post('finalise', approver)).body).toMatchObject({ status: 'FINAL' });
    await bench.markAll('2024-05', { revision: 2, final: true });
    await bench.settled();
  });

  test('shows that nobody else moves, and that the level needs a seat that there is none of', async () => {
    const path = `objections/${praised}/preview`;
    seen = (await post<Preview>(path, bureau, added)).body;
    expect(seen).toMatchObject({ revision: 3, held: true, displaced: [] });
    expect(seen.seat).toBe('SEAT_ABOVE_CEILING');
    const { before, after } = seen.appellant;
    expect(after?.total).toBe((before?.total ?? 0) + 500);
    expect([before?.level, after?.level]).toEqual([4, 4]);
  });

  test('counts whatever its date, and the others stand as they were published', async () => {
    const upheldAtLast = { ...added, ruling: randomUUID(), outcome: 'UPHELD', reason: 'LETTER' };
    const body = { ...upheldAtLast, preview: seen.etag };
    const done = await post(`objections/${praised}/rule`, bureau, body);
    expect(done.body).toMatchObject({ status: 'DECIDED' });
    await followed([]);
    await post('revise', appraiser);
    await computed({ revision: 3, final: true });
    const name = { calendar: 'month', period: '2024-05', unit: 'U1' };
    proposal = (await bench.ask<Proposal>(appraiser, '/v1/grade-proposals', { body: name })).body;
    const line = proposal.grades.find((each) => each.officer === b);
    expect(line?.level.level).toBe(4);
    expect(proposal.seats).toMatchObject([{ officer: b, before: 4, given: null }]);
  });

  test('a seat above the ceiling is given by somebody above the unit alone', async () => {
    const give = (asker: Asker, over: object = {}) =>
      bench.ask<Proposal>(asker, `/v1/grade-proposals/${proposal.id}/give-seat`, {
        body: { officer: b, document: 'SP-2024-7', ...over },
      });
    const above = { status: 409, body: { code: 'SEAT_ABOVE_CEILING' } };
    expect(await give({ ...superior, units: ['U1'] })).toMatchObject(above);
    expect((await give(appraiser)).status).toBe(403);
    const none = { status: 409, body: { code: 'SEAT_NOT_REFUSED' } };
    expect(await give(superior, { officer: a })).toMatchObject(none);
    const { body } = await give(superior);
    expect(body.grades.find((each) => each.officer === b)?.level.level).toBe(2);
    const given = { by: 'SUPERIOR_APPROVAL', document: 'SP-2024-7', author: 'superior-1' };
    expect(body.seats).toMatchObject([{ officer: b, given }]);
    const same = { status: 403, body: { code: 'SAME_PERSON' } };
    const path = `/v1/grade-proposals/${proposal.id}/approve`;
    expect(await bench.ask(superior, path, { body: {} })).toMatchObject(same);
  });

  test('and becomes a decision that says what it rests on; the others stand as published', async () => {
    await confirmed();
    const [second, third] = [await decided(2), await decided(3)];
    expect(third.get(b)).toEqual({ ...seen.appellant.after, level: 2 });
    expect(third.get(a)).toEqual(second.get(a));
    const path = `/v1/officers/${b}/scores/2024-05/explanation`;
    await eventually(
      () => bench.ask<{ course: { act: string }[] }>(appraiser, path),
      ({ body }) => expect(body.course.map(({ act }) => act)).toContain('SEAT_GIVEN'),
    );
    await post('publish', appraiser);
    const { body: notices } = await bench.ask<{ officers: string[] }>(
      appraiser,
      `${MAY}/notices?unit=U1`,
    );
    expect(notices.officers).toEqual([b]);
  });
});
