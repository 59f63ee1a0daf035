import { demoId } from '../demo/bureau/people.ts';
import { inParallel, type Door } from '../demo/doors/door.ts';
import { newPaper } from './voter.ts';
import type { YearPlay } from './year-play.ts';

/** Voters of each unit's review: the fewest of whose votes a sum may be shown, and one more. */
const VOTERS = 6;
const HANDS = 4;
const CHIEF = 'year-chief';

interface ReviewRoom {
  readonly review: string;
  readonly unit: string;
  readonly subjects: readonly string[];
}

/** A grade as people give it: mostly good. */
const gradeOf = (place: number): string =>
  (['EXCELLENT', 'COMPETENT', 'EXCELLENT', 'COMPETENT', 'BASIC'] as const)[place % 5] ??
  'COMPETENT';

interface Papers {
  readonly modulus: string;
  readonly papers: readonly { readonly officer: string; readonly exponent: number }[];
}

interface Signed {
  readonly class: string;
  readonly papers: readonly { readonly signature: string }[];
}

/** One voter has papers signed blindly, and casts a ballot with each. */
const vote = async (play: YearPlay, { review }: ReviewRoom, voter: string): Promise<void> => {
  const door = await play.people.officer(voter);
  const path = `/v1/reviews/${review}`;
  const { papers, modulus } = await door.get<Papers>(path);
  const kept = papers.map(({ officer, exponent }) => newPaper(officer, exponent, modulus));
  const asked = kept.map(({ officer, blinded }) => ({ officer, blinded }));
  const { body } = await door.post<Signed>(`${path}/voting-papers`, { papers: asked });
  for (const [place, { officer, paper, unblind }] of kept.entries()) {
    const signature = unblind(body.papers[place]?.signature ?? '');
    const grade = gradeOf(place);
    // Whoever casts a ballot shows no token: only the paper counts.
    await play.people.nobody.put(`${path}/ballots`, {
      ...{ officer, class: body.class, grade, paper, signature },
    });
  }
};

const drawUp = async (play: YearPlay, unit: string): Promise<ReviewRoom> => {
  const { bureau, doors, plan } = play;
  const subjects = bureau.officers.filter((each) => each.unit === unit).map((each) => each.officer);
  const voters = bureau.officers.slice(0, VOTERS).map(({ officer: voter }) => ({
    ...{ voter, class: 'PEERS' },
  }));
  const { body } = await doors.appraiser.post<{ review: string }>('/v1/reviews', {
    ...{ unit, year: plan.year, round: 1, subjects, kin: [], voters },
    panel: ['p1', 'p2', 'p3'].map((each) => demoId(plan.seed, each)),
    leaders: [{ leader: CHIEF, role: 'LEADER' }],
  });
  return { review: body.review, unit, subjects };
};

const scoreAll = async (chief: Door, { review, subjects }: ReviewRoom): Promise<void> => {
  for (const [place, officer] of subjects.entries()) {
    const score = String(96 - 2 * (place % 9));
    await chief.post(`/v1/reviews/${review}/leader-scores`, { officer, score });
  }
};

/** Every unit is reviewed: the leader scores, people vote in secret, and it is closed. */
export const reviewUnits = async (play: YearPlay): Promise<void> => {
  const { bureau, doors, system } = play;
  const chief = await system.as(CHIEF, ['leader'], 'appraisal');
  const units = [...new Set(bureau.officers.map(({ unit }) => unit))].sort();
  await inParallel(units, HANDS, async (unit) => {
    const room = await drawUp(play, unit);
    const at = (what: string): string => `/v1/reviews/${room.review}/${what}`;
    await doors.approver.post(at('open'), {});
    await scoreAll(chief, room);
    for (const { officer } of bureau.officers.slice(0, VOTERS)) await vote(play, room, officer);
    await doors.approver.post(at('close'), {});
  });
};
