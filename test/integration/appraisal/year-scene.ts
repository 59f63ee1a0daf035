import { expect } from '@jest/globals';
import { newPaper } from '@ywk/local';
import { factsOfW1, type AppraisalBench, type Asker, type StatedFact } from './appraisal-bench.ts';

export const appraiser: Asker = { role: 'appraiser' };
export const approver: Asker = { role: 'approver', sub: 'approver-1' };
const chief: Asker = { role: 'leader', sub: 'chief-1' };

/** A unit whose year is closed. */
export interface YearScene {
  readonly bench: AppraisalBench;
  /** Who is judged, and votes. */
  readonly people: readonly string[];
}

export interface Refused {
  readonly code: string;
  readonly facts: { readonly obstacles?: readonly { code: string; periods: string[] }[] };
}

export interface State extends Refused {
  readonly status: string;
  readonly revision: number;
  readonly waiting: number;
  readonly obstacles: readonly { readonly code: string }[];
  readonly finalObstacles: readonly object[];
  readonly publications: readonly { readonly unit: string; readonly publicityUntil: string }[];
}

export interface Item {
  readonly unit?: string;
  readonly id: string;
  readonly outcome: string;
  readonly code?: string;
  readonly facts?: { readonly reason: { readonly zh: string; readonly en: string } };
}

export interface Line {
  readonly officer: string;
  readonly total: number | null;
  readonly rank: number | null;
  readonly year: {
    readonly grade: string | null;
    readonly rule: string;
    readonly by: string | null;
    readonly failed: number;
  };
  readonly words: { readonly zh: string; readonly en: string };
}

export interface YearEffect {
  readonly officer: string;
  readonly after: { readonly total: number } | null;
}

/** An answer about an objection, or the effect of a ruling on it. */
export interface Preview {
  readonly code: string;
  readonly status: string;
  readonly etag: string;
  readonly appellant: YearEffect;
  readonly displaced: readonly YearEffect[];
  readonly tiers: readonly object[];
}

export interface Proposal {
  readonly status: string;
  readonly quota: { readonly use: { readonly seats: number; readonly used: number } } | null;
  readonly results: readonly Line[];
}

export interface Found {
  readonly overdue: readonly { readonly period: string }[];
  readonly soon: readonly { readonly period: string }[];
}

export const MONTHS = ['2024-11', '2024-12'];
export const as = (officer: string): Asker => ({
  role: 'officer',
  sub: `user-${officer}`,
  officer,
});

const inMonth = (fact: StatedFact, month: string): StatedFact => ({
  ...fact,
  occurredAt: `${month}-17T02:00:00.000Z`,
});

/** The month of W1 in each month; of who fails, with nearly everything dispatched wrongly. */
export const factsOf = (officer: string, fails = false): StatedFact[] =>
  MONTHS.flatMap((month) =>
    factsOfW1(officer)
      .map((fact) => (fails && fact.code === 'orders.wrongConfirmed' ? withN(fact, 600) : fact))
      .map((fact) => (fails && fact.code === 'calls.answered10s' ? withN(fact, 100) : fact))
      .map((fact) => inMonth(fact, month)),
  );

const withN = (fact: StatedFact, n: number): StatedFact => ({ ...fact, amounts: { n } });

/** A round of the review: leaders score all alike, so many of the voters vote. */
export const review = async (
  { bench, people }: YearScene,
  round: number,
  voting: number,
): Promise<void> => {
  const voters = people;
  const roll = {
    ...{ unit: 'U1', year: 2024, round, subjects: people, kin: [], panel: ['p1', 'p2', 'p3'] },
    voters: voters.map((voter) => ({ voter, class: 'PEERS' })),
    leaders: [{ leader: 'chief-1', role: 'LEADER' }],
  };
  const drawn = await bench.ask<{ review: string }>(appraiser, '/v1/reviews', { body: roll });
  expect(drawn.status).toBe(201);
  const at = (what: string) => `/v1/reviews/${drawn.body.review}/${what}`;
  await bench.ask(approver, at('open'), { body: {} });
  for (const [place, officer] of people.entries()) {
    const body = { officer, score: String(99 - place) };
    expect((await bench.ask(chief, at('leader-scores'), { body })).status).toBe(200);
  }
  for (const voter of voters.slice(0, voting)) await vote(bench, voter, drawn.body.review);
  expect((await bench.ask(approver, at('close'), { body: {} })).status).toBe(200);
};

/** Gives the best grade to everybody whom a voter may judge. */
const vote = async (bench: AppraisalBench, voter: string, id: string): Promise<void> => {
  const path = `/v1/reviews/${id}`;
  const { body } = await bench.ask<{
    modulus: string;
    papers: { officer: string; exponent: number }[];
  }>(as(voter), path);
  const kept = body.papers.map(({ officer, exponent }) =>
    newPaper(officer, exponent, body.modulus),
  );
  const asked = kept.map(({ officer, blinded }) => ({ officer, blinded }));
  const signed = await bench.ask<{ class: string; papers: { signature: string }[] }>(
    as(voter),
    `${path}/voting-papers`,
    { body: { papers: asked } },
  );
  for (const [place, { officer, paper, unblind }] of kept.entries()) {
    const signature = unblind(signed.body.papers[place]?.signature ?? '');
    const ballot = { officer, class: signed.body.class, grade: 'EXCELLENT', paper, signature };
    const response = await fetch(`${await bench.appraisal.getUrl()}${path}/ballots`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ballot),
    });
    expect(response.status).toBe(204);
  }
};
