import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newPaper, type KeptPaper } from '@ywk/local';
import { AppraisalBench, type Answer, type Asker } from './appraisal-bench.ts';

const author: Asker = { role: 'appraiser' };
const opener: Asker = { role: 'approver', sub: 'approver-1' };
const chief: Asker = { role: 'leader', sub: 'chief-1' };
const deputy: Asker = { role: 'leader', sub: 'deputy-1' };
const YEAR = 2023;

interface ReviewSeen {
  readonly modulus: string;
  readonly status: string;
  readonly class: string | null;
  readonly papers: readonly { readonly officer: string; readonly exponent: number }[];
}

interface Cast extends KeptPaper {
  readonly signature: string;
  readonly class: string;
}

/** What the service wrote to its log. */
const lines: string[] = [];
let bench: AppraisalBench;
/** Colleagues of one team: two are reviewed, all are on the roll. */
let team: string[];
let subjects: string[];
let review: string;

const as = (officer: string): Asker => ({ role: 'officer', sub: `user-${officer}`, officer });
const post = <Body>(asker: Asker, path: string, body: unknown = {}): Promise<Answer<Body>> =>
  bench.ask<Body>(asker, path, { body, method: 'POST' });
const at = (path: string, id = review): string => `/v1/reviews/${id}/${path}`;

const rollOf = (over: object = {}) => ({
  ...{ unit: 'ZJG-110', year: YEAR, subjects },
  voters: team.map((voter) => ({ voter, class: 'PEERS' })),
  leaders: [chief, deputy].map(({ sub }) => ({ leader: sub, role: 'LEADER' })),
  panel: ['chief-1', 'deputy-1', 'panel-1', 'panel-2'],
  // The third colleague is a relative of the first who is reviewed, the deputy of the second.
  kin: [{ pair: [team[2], subjects[0]] }, { pair: [subjects[1], 'deputy-1'] }],
  ...over,
});

const seen = async (voter: string): Promise<ReviewSeen> =>
  (await bench.ask<ReviewSeen>(as(voter), `/v1/reviews/${review}`)).body;

/** Has all papers of a voter signed. */
const papersOf = async (voter: string): Promise<Cast[]> => {
  const { modulus, papers } = await seen(voter);
  const kept = papers.map(({ officer, exponent }) => newPaper(officer, exponent, modulus));
  const asked = kept.map(({ officer, blinded }) => ({ officer, blinded }));
  const signed = await post<{ class: string; papers: { signature: string }[] }>(
    as(voter),
    at('voting-papers'),
    { papers: asked },
  );
  expect(signed.status).toBe(200);
  return kept.map((paper, place) => ({
    ...paper,
    class: signed.body.class,
    signature: paper.unblind(signed.body.papers[place]?.signature ?? ''),
  }));
};

/** Without a token: who casts is told to nobody. */
const cast = async (paper: Cast, grade: string, over: object = {}): Promise<Answer<object>> => {
  const { officer, class: voters, paper: own, signature } = paper;
  const response = await fetch(`${await bench.appraisal.getUrl()}${at('ballots')}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ officer, class: voters, grade, paper: own, signature, ...over }),
  });
  const { status } = response;
  return { status, body: status === 204 ? {} : ((await response.json()) as object) };
};

const refusal = (status: number, code: string) => ({ status, body: { code } });

beforeAll(async () => {
  bench = await AppraisalBench.start({ write: (line) => lines.push(line) });
  await bench.define({ unit: 'ZJG-110' });
  await bench.define({ unit: 'ELSEWHERE' });
  team = [];
  for (let n = 0; n < 9; n += 1) team.push(await bench.hire());
  subjects = team.slice(0, 2);
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

describe('the roll of a review', () => {
  test('that nobody could vote by is refused with its faults', async () => {
    const voters = team.slice(0, 4).map((voter) => ({ voter, class: 'CLERKS' }));
    const answer = await post(author, '/v1/reviews', rollOf({ voters }));
    expect(answer).toMatchObject(refusal(422, 'ROLL_INVALID'));
    expect(JSON.stringify(answer.body)).toContain('/voters/0/class');
  });

  test('is drawn up by one within reach and opened by another', async () => {
    const stranger = { ...author, units: ['ELSEWHERE'] };
    expect((await post(stranger, '/v1/reviews', rollOf())).status).toBe(403);
    const drawn = await post<{ review: string }>(author, '/v1/reviews', rollOf());
    expect(drawn.status).toBe(201);
    ({ review } = drawn.body);
    expect((await post(author, '/v1/reviews', rollOf())).body).toEqual({ review });
    expect(await post(author, at('open'))).toMatchObject(refusal(403, 'SAME_PERSON'));
    const reviewed = { ...opener, officer: subjects[0] ?? '' };
    expect(await post(reviewed, at('open'))).toMatchObject(refusal(403, 'SAME_PERSON'));
    const early = { papers: [{ officer: subjects[0], blinded: 'AA' }] };
    expect(await post(as(team[3] ?? ''), at('voting-papers'), early)).toMatchObject(
      refusal(409, 'REVIEW_NOT_OPEN'),
    );
    expect((await post(opener, at('open'))).status).toBe(200);
    expect((await seen(team[3] ?? '')).status).toBe('OPEN');
  });
});

describe('in an open review', () => {
  test('officers assess themselves by codes, and nobody else', async () => {
    const codes = { codes: ['DUTIES_MET', 'TRAINED'] };
    expect((await post(as(subjects[0] ?? ''), at('self-assessments'), codes)).status).toBe(200);
    expect(await post(as(team[5] ?? ''), at('self-assessments'), codes)).toMatchObject(
      refusal(403, 'NOT_ON_ROLL'),
    );
    expect((await post(chief, at('self-assessments'), codes)).status).toBe(403);
  });

  test('leaders on the roll score whom they are not related to', async () => {
    const by = (asker: Asker, officer: string | undefined, score: string) =>
      post(asker, at('leader-scores'), { officer, score });
    expect((await by(chief, subjects[0], '70')).status).toBe(200);
    expect((await by(chief, subjects[0], '92')).status).toBe(200);
    expect((await by(deputy, subjects[0], '88.5')).status).toBe(200);
    expect((await by(chief, subjects[1], '80')).status).toBe(200);
    expect(await by(deputy, subjects[1], '99')).toMatchObject(refusal(403, 'KIN_RECUSED'));
    const other: Asker = { role: 'leader', sub: 'chief-of-others' };
    // To those whom the roll does not name, the review is not there.
    expect(await by(other, subjects[1], '99')).toMatchObject(refusal(404, 'REVIEW_UNKNOWN'));
    const member: Asker = { role: 'leader', sub: 'panel-1' };
    expect(await by(member, subjects[1], '99')).toMatchObject(refusal(403, 'NOT_ON_ROLL'));
    expect((await by(chief, subjects[1], '100.01')).status).toBe(400);
    expect((await by(as(subjects[1] ?? ''), subjects[1], '100')).status).toBe(403);
  });

  test('a voter gets papers in his own name, not on himself, not on kin', async () => {
    const ask = (voter: string | undefined, officer: string | undefined) =>
      post(as(voter ?? ''), at('voting-papers'), { papers: [{ officer, blinded: 'AQ' }] });
    expect(await ask(subjects[0], subjects[0])).toMatchObject(refusal(403, 'SELF_VOTE'));
    expect(await ask(team[2], subjects[0])).toMatchObject(refusal(403, 'KIN_RECUSED'));
    expect(await ask(randomUUID(), subjects[0])).toMatchObject(refusal(404, 'REVIEW_UNKNOWN'));
    expect(await ask(team[3], team[4])).toMatchObject(refusal(403, 'NOT_ON_ROLL'));
    expect((await seen(subjects[0] ?? '')).papers.map(({ officer }) => officer)).toEqual([
      subjects[1],
    ]);
    expect((await seen(team[2] ?? '')).papers.map(({ officer }) => officer)).toEqual([subjects[1]]);
  });

  test('the same papers are signed again after a lost answer, others are not', async () => {
    const voter = team[8] ?? '';
    const { modulus, papers } = await seen(voter);
    const kept = papers.map(({ officer, exponent }) => newPaper(officer, exponent, modulus));
    const asked = { papers: kept.map(({ officer, blinded }) => ({ officer, blinded })) };
    const first = await post(as(voter), at('voting-papers'), asked);
    expect(first.status).toBe(200);
    expect(await post(as(voter), at('voting-papers'), asked)).toEqual(first);
    const more = papers.map(({ officer, exponent }) => newPaper(officer, exponent, modulus));
    expect(
      await post(as(voter), at('voting-papers'), {
        papers: more.map((each) => ({ officer: each.officer, blinded: each.blinded })),
      }),
    ).toMatchObject(refusal(409, 'ALREADY_VOTED'));
    const { body } = first as Answer<{ class: string; papers: { signature: string }[] }>;
    for (const [place, paper] of kept.entries()) {
      const signature = paper.unblind(body.papers[place]?.signature ?? '');
      const whole = { ...paper, signature, class: body.class };
      expect(await cast(whole, 'COMPETENT')).toEqual({ status: 204, body: {} });
    }
  });

  test('a paper serves once, on its officer alone, and only when it was signed', async () => {
    const [first, second] = await papersOf(team[3] ?? '');
    if (first === undefined || second === undefined) throw new Error('Two are reviewed.');
    const forged = randomBytes(32).toString('base64url');
    const notValid = refusal(422, 'PAPER_NOT_VALID');
    expect(await cast(first, 'EXCELLENT', { officer: second.officer })).toMatchObject(notValid);
    expect(await cast(first, 'EXCELLENT', { paper: forged })).toMatchObject(notValid);
    expect(await cast(first, 'EXCELLENT', { class: 'POLICE' })).toMatchObject(notValid);
    expect((await cast(first, 'EXCELLENT')).status).toBe(204);
    expect(await cast(first, 'BASIC')).toMatchObject(refusal(409, 'ALREADY_VOTED'));
    expect((await cast(second, 'EXCELLENT')).status).toBe(204);
  });

  test('results are not known before it is closed', async () => {
    expect(await bench.ask(author, at('result'))).toMatchObject(refusal(409, 'REVIEW_NOT_CLOSED'));
    expect(await post(chief, at('confirm'))).toMatchObject(refusal(409, 'REVIEW_NOT_CLOSED'));
  });
});

interface Row {
  readonly xid: string;
  readonly row: string;
}

const GRADES = /INCOMPETENT|COMPETENT|BASIC|EXCELLENT/g;

/**
 * What an insider tries: rows that name one grade, in whatever table, each given to the voter whose
 * mark was the last before it.
 */
const linked = async (): Promise<Record<string, string>> => {
  const marks = await bench.sql<{ voter: string; xid: string }>(
    `SELECT data::json->>'voter' AS voter, xmin::text AS xid FROM event
     WHERE log = 'appraisal.review' AND type = 'VotingPapersIssued' ORDER BY pos`,
  );
  const tables = await bench.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  const rows: Row[] = [];
  for (const { name } of tables) {
    rows.push(...(await bench.sql<Row>(`SELECT xmin::text AS xid, t::text AS row FROM ${name} t`)));
  }
  const links: Record<string, string> = {};
  for (const { xid, row } of rows) {
    const grades = new Set(row.match(GRADES));
    const before = marks.findLast((mark) => Number(mark.xid) < Number(xid));
    if (grades.size === 1 && before !== undefined) links[before.voter] = [...grades].join();
  }
  return links;
};

describe('an insider who reads the database', () => {
  const castBy: Record<string, string> = {};
  /** The breach: what the same insider finds while a table keeps each ballot as a row. */
  const rowByRow = { links: {} as Record<string, string> };

  beforeAll(async () => {
    // Each votes at once after getting the papers: the order of the marks is that of the ballots.
    const grades = ['INCOMPETENT', 'BASIC', 'COMPETENT', 'EXCELLENT'];
    await bench.sql('CREATE TABLE ballot_rows (id uuid, grade text)');
    for (const [place, voter] of [4, 5, 6, 7].entries()) {
      const [paper] = (await papersOf(team[voter] ?? '')).filter(
        ({ officer }) => officer === subjects[0],
      );
      const grade = grades[place] ?? '';
      if (paper !== undefined) await cast(paper, grade);
      await bench.sql('INSERT INTO ballot_rows VALUES (gen_random_uuid(), $1)', [grade]);
      castBy[team[voter] ?? ''] = grade;
    }
    rowByRow.links = await linked();
    await bench.sql('DROP TABLE ballot_rows');
  });

  test('links no voter to a grade', async () => {
    expect(await linked()).toEqual({});
  });

  test('would link everybody if each ballot were a row, also without name and time', async () => {
    expect(rowByRow.links).toEqual(castBy);
  });

  test('finds who took part, in the log', async () => {
    const marks = await bench.sql<{ voter: string }>(
      `SELECT data::json->>'voter' AS voter FROM event
       WHERE log = 'appraisal.review' AND type = 'VotingPapersIssued'`,
    );
    const voters = marks.map(({ voter }) => voter);
    expect(voters).toEqual(expect.arrayContaining(Object.keys(castBy)));
    expect(new Set(voters).size).toBe(6);
  });

  test('finds no ballot as a row: one row has all sums, written by one transaction', async () => {
    const urns = await bench.sql<{ xmin: string; ctid: string; sums: Record<string, number> }>(
      'SELECT xmin::text, ctid::text, sums FROM vote_urn',
    );
    expect(urns).toHaveLength(1);
    const [{ sums } = { sums: {} }] = urns;
    expect(Object.entries(sums).filter(([name]) => name.startsWith(subjects[0] ?? ''))).toEqual([
      [`${subjects[0]} PEERS BASIC`, 1],
      [`${subjects[0]} PEERS COMPETENT`, 2],
      [`${subjects[0]} PEERS EXCELLENT`, 2],
      [`${subjects[0]} PEERS INCOMPETENT`, 1],
    ]);
  });

  test('sees sums in an order that is not that of the ballots', async () => {
    const [{ text } = { text: '' }] = await bench.sql<{ text: string }>(
      'SELECT sums::text AS text FROM vote_urn',
    );
    const names = Object.keys(JSON.parse(text) as object);
    const bySize = [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    expect(names).toEqual(bySize);
  });

  test('finds used papers without voter, grade, officer or time, and no hash of a mark among them', async () => {
    const columns = await bench.sql<{ column_name: string; data_type: string }>(
      `SELECT column_name, data_type FROM information_schema.columns
       WHERE table_name IN ('vote_urn', 'spent_paper') ORDER BY table_name, ordinal_position`,
    );
    expect(columns.map(({ column_name: name, data_type: type }) => `${name} ${type}`)).toEqual([
      ...['partition smallint', 'review uuid', 'paper text'],
      ...['partition smallint', 'review uuid', 'key text', 'sums jsonb', 'sealed boolean'],
    ]);
    const spent = await bench.sql<{ paper: string }>('SELECT paper FROM spent_paper');
    expect(spent).toHaveLength(8);
    const texts = await bench.sql<{ data: string }>(
      `SELECT data FROM event WHERE log = 'appraisal.review'`,
    );
    for (const { paper } of spent) {
      expect(texts.filter(({ data }) => data.includes(paper))).toEqual([]);
    }
  });

  test('finds no transaction that holds both a mark and a ballot', async () => {
    const shared = await bench.sql(
      `SELECT 1 FROM event AS mark
       WHERE mark.log = 'appraisal.review'
         AND (mark.xmin IN (SELECT xmin FROM vote_urn) OR mark.xmin IN (SELECT xmin FROM spent_paper))`,
    );
    expect(shared).toEqual([]);
    const ballots = await bench.sql<{ n: string }>(
      'SELECT count(DISTINCT xmin::text) AS n FROM spent_paper',
    );
    // Used papers do have transactions of their own, but no grade stands beside them.
    expect(Number(ballots[0]?.n)).toBe(8);
  });

  test('finds in the access log that ballots came, and not whose or what', () => {
    const seenLines = lines.filter((line) => /"method":"PUT".*[/]ballots"/.test(line));
    // Eight that were counted, four that were refused.
    expect(seenLines).toHaveLength(12);
    expect(lines.join('')).not.toMatch(GRADES);
    for (const officer of team) expect(lines.join('')).not.toContain(officer);
  });

  test('finds no grade of a ballot anywhere else', async () => {
    const kept = await bench.sql<{ n: string }>(
      `SELECT count(*) AS n FROM idempotency_key WHERE route LIKE '%ballots%'`,
    );
    expect(Number(kept[0]?.n)).toBe(0);
    const events = await bench.sql<{ type: string }>(
      `SELECT DISTINCT type FROM event
       WHERE log = 'appraisal.review' AND data ~ 'INCOMPETENT|BASIC' AND type <> 'ReviewDrawnUp'`,
    );
    expect(events).toEqual([]);
  });
});

describe('a closed review', () => {
  test('is counted once, and its urn and key are thrown away', async () => {
    const reviewed = { ...author, officer: subjects[1] ?? '' };
    expect(await post(reviewed, at('close'))).toMatchObject(refusal(403, 'SAME_PERSON'));
    const [late] = await papersOf(subjects[1] ?? '');
    expect((await post(author, at('close'))).status).toBe(200);
    expect((await post(author, at('close'))).status).toBe(200);
    if (late === undefined) throw new Error('There is a paper.');
    expect(await cast(late, 'BASIC')).toMatchObject(refusal(409, 'REVIEW_NOT_OPEN'));
    expect(await bench.sql('SELECT 1 FROM vote_urn UNION ALL SELECT 1 FROM spent_paper')).toEqual(
      [],
    );
  });

  test('shows scores as they count, and no votes of a vote that was not valid', async () => {
    const { body } = await bench.ask<{ items: object[]; weights: object }>(author, at('result'));
    expect(body.weights).toMatchObject({ leader: '20.00', democratic: '20.00', routine: '60.00' });
    // Of the first, seven may vote; six did: (40 + 65 + 2 × 85 + 2 × 100) ÷ 6.
    expect(body.items).toMatchObject([
      {
        officer: subjects[0],
        leaders: { score: '90.25', gap: null },
        democratic: {
          ...{ eligible: 7, votes: 6, score: '79.17', gap: null },
          groups: [{ classes: ['PEERS'], votes: 6, mean: '79.17' }],
        },
      },
      {
        officer: subjects[1],
        leaders: { score: '80.00', gap: null },
        democratic: { votes: 2, score: null, gap: 'TOO_FEW_VOTERS', groups: [] },
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/INCOMPETENT|voter/);
  });

  test('is seen by leaders of the unit, by officers for themselves, by no others', async () => {
    const items = async (asker: Asker) =>
      (await bench.ask<{ items?: { officer: string }[] }>(asker, at('result'))).body.items?.map(
        ({ officer }) => officer,
      );
    expect(await items({ ...chief, units: ['ZJG-110'] })).toEqual(subjects);
    expect(await items(as(subjects[1] ?? ''))).toEqual([subjects[1]]);
    expect(await items(as(team[4] ?? ''))).toEqual([]);
    expect(await items({ ...chief, units: ['ELSEWHERE'] })).toBeUndefined();
  });

  test('is confirmed by a quorum of the panel, relatives apart', async () => {
    const member = (sub: string): Asker => ({ role: 'leader', sub });
    const colleague = as(team[4] ?? '');
    expect(await post(colleague, at('confirm'))).toMatchObject(refusal(403, 'NOT_ON_PANEL'));
    expect(await post(member('nobody'), at('confirm'))).toMatchObject(
      refusal(404, 'REVIEW_UNKNOWN'),
    );
    for (const sub of ['chief-1', 'panel-1', 'deputy-1']) {
      expect((await post(member(sub), at('confirm'))).status).toBe(200);
    }
    const { body } = await bench.ask<{ items: { panel: object }[] }>(author, at('result'));
    // The deputy is a relative of the second: three members are left there, two of whom confirmed.
    expect(body.items.map(({ panel }) => panel)).toMatchObject([
      { members: 4, needed: 3, confirmed: 3, isConfirmed: true },
      { members: 3, needed: 2, confirmed: 2, isConfirmed: true },
    ]);
  });

  test('is held again only for whom the vote was not valid', async () => {
    const again = (over: object) => post(author, '/v1/reviews', rollOf({ round: 2, ...over }));
    expect(await again({})).toMatchObject(refusal(409, 'REVIEW_VALID'));
    expect((await again({ subjects: subjects.slice(1) })).status).toBe(201);
    expect(await again({ round: 3 })).toMatchObject(refusal(409, 'REVIEW_NOT_CLOSED'));
  });
});

describe('the appraisal diary', () => {
  const entry = {
    ...{ entry: randomUUID(), day: '2024-05-17', code: 'DUTY_PRAISED', document: 'ZJG-2024-0517' },
  };
  const path = (officer: string | undefined): string => `/v1/officers/${officer}/diary`;

  test('takes dated entries with code and document, and changes none', async () => {
    const write = (over: object) => post(chief, path(team[0]), { ...entry, ...over });
    expect(await write({})).toMatchObject({
      status: 200,
      body: { evidence: `diary:${entry.entry}`, author: 'chief-1' },
    });
    expect((await write({})).status).toBe(200);
    expect(await write({ code: 'DUTY_FAILED' })).toMatchObject(refusal(422, 'ID_REUSED'));
    const future = { entry: randomUUID(), day: '2999-01-01' };
    expect(await write(future)).toMatchObject(refusal(422, 'DAY_IN_FUTURE'));
    expect((await write({ entry: randomUUID(), document: 'free words' })).status).toBe(400);
  });

  test('is written by nobody about himself or outside his units', async () => {
    const self: Asker = { ...chief, officer: team[0] ?? '' };
    expect(await post(self, path(team[0]), entry)).toMatchObject(refusal(403, 'SELF_VOTE'));
    const other: Asker = { ...chief, units: ['ELSEWHERE'] };
    expect((await post(other, path(team[0]), entry)).status).toBe(404);
    expect((await post(as(team[1] ?? ''), path(team[0]), entry)).status).toBe(403);
  });

  test('is read by the officer and by leaders, not by colleagues', async () => {
    const read = (asker: Asker) => bench.ask<{ items?: object[] }>(asker, path(team[0]));
    expect((await read(as(team[0] ?? ''))).body.items).toMatchObject([entry]);
    expect((await read(chief)).body.items).toHaveLength(1);
    expect((await read(as(team[1] ?? ''))).body.items).toBeUndefined();
  });
});
