import { addDays, monthBounds, type LocalMonth } from '@ywk/kernel';
import { demoId, type DemoOfficer } from '../bureau/people.ts';
import { inLots, inParallel, waitFor, type Door } from '../doors/door.ts';
import type { LinesAnswer } from './establish.ts';
import { check, MONTH, type Doors, type Play } from './stage.ts';

/** A fact as the door takes it. */
export interface FactLine {
  readonly fact: string;
  readonly code: string;
  readonly officer: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string;
  readonly source: string;
}

/** Full attendance is a fact of the whole month, as totals are. */
const OF_THE_MONTH = 'A07';

/** Whose facts, and of which month. */
export interface MonthOfFacts {
  readonly seed: number;
  readonly month: LocalMonth;
}

/** What the feed lacks about one officer's month. */
export const manualFacts = (
  { seed, month }: MonthOfFacts,
  { officer, badge, work }: Pick<DemoOfficer, 'officer' | 'badge' | 'work'>,
): FactLine[] => {
  const lastDay = addDays(monthBounds(month).until, -1);
  const lineOf = (code: string, amounts: FactLine['amounts'], at: number): FactLine => {
    const ofMonth = 'n' in amounts || code === OF_THE_MONTH;
    const day = ofMonth ? lastDay : `${month}-${String(2 + (at % 28)).padStart(2, '0')}`;
    // The ids of the usual month are those that were made before there were others.
    const name = month === MONTH ? '' : `/${month}`;
    return {
      fact: demoId(seed, `fact/${badge}/${code}/${at}${name}`),
      code,
      officer,
      occurredAt: `${day}T02:00:00.000Z`,
      amounts,
      evidence: `DEMO-${badge}-${at + 1}`,
      source: 'demo-desk',
    };
  };
  const totals = Object.entries(work.totals).map(([code, n]) => ({ code, amounts: { n } }));
  return [...totals, ...work.acts].map(({ code, amounts }, at) => lineOf(code, amounts, at));
};

const FACTS_AT_ONCE = 2_000;
const SENDERS = 2;

/** Sends a lot until all of it is known; duty learns of new officers a moment after they are hired. */
const send = async (door: Door, facts: readonly FactLine[]): Promise<number> => {
  let left = facts.map((fact) => JSON.stringify(fact));
  let entered = 0;
  const sample = async (): Promise<readonly string[]> => {
    const { body } = await door.postLines<LinesAnswer>('/v1/facts:batch', left);
    entered += body.accepted + body.duplicates;
    left = body.rejected.map(({ line }) => left[line - 1] ?? '');
    return body.rejected.map(({ code }) => code);
  };
  const done = (codes: readonly string[]): boolean => codes.length === 0;
  await waitFor('Facts are entered', sample, { done, withinMs: 120_000 });
  return entered;
};

const VERIFIED_AT_ONCE = 1_000;

/** Who verifies for the demo, by the owner that the catalogue names. */
const ownersIn = ({ leader, dutyAuditor }: Doors): ReadonlyMap<string, Door> =>
  new Map([
    ['leader', leader],
    ['auditor', dutyAuditor],
  ]);

interface Codes {
  readonly items: readonly { readonly code: string; readonly owner: string }[];
}

/** Others verify what the desk entered, where the catalogue asks for it. */
const verifyFacts = async (
  play: Pick<Play, 'doors' | 'checks'>,
  facts: readonly FactLine[],
): Promise<void> => {
  const { doors } = play;
  const { items } = await doors.leader.get<Codes>('/v1/fact-codes');
  const ownerOf = new Map(items.map(({ code, owner }) => [code, owner]));
  const waiting = facts.filter(({ code }) => ownerOf.get(code) !== 'machine');
  let verified = 0;
  for (const [owner, door] of ownersIn(doors)) {
    const own = waiting.filter(({ code }) => ownerOf.get(code) === owner);
    await inParallel(inLots(own, VERIFIED_AT_ONCE), SENDERS, async (lot) => {
      const ids = lot.map(({ fact }) => fact);
      const path = '/v1/facts:verify';
      const { body } = await door.post<{ verified: number }>(path, { facts: ids });
      verified += body.verified;
    });
  }
  check(play, '人工事实由另一人核验 another person verifies acts', {
    expected: waiting.length,
    found: verified,
  });
};

/** Enters the facts that no feed brings, about people of all posts. */
export const enterFacts = async (play: Play): Promise<readonly FactLine[]> => {
  const month = { seed: play.context.seed, month: MONTH };
  const facts = play.bureau.officers.flatMap((officer) => manualFacts(month, officer));
  await enterAndVerify(play, facts);
  return facts;
};

/** One person enters facts, others verify them. */
export const enterAndVerify = async (
  play: Pick<Play, 'doors' | 'checks'>,
  facts: readonly FactLine[],
): Promise<void> => {
  const { doors } = play;
  let entered = 0;
  await inParallel(inLots(facts, FACTS_AT_ONCE), SENDERS, async (lot) => {
    const taken = await send(doors.desk, lot);
    entered += taken;
  });
  check(play, '人工事实全部录入 every manual fact is entered', {
    expected: facts.length,
    found: entered,
  });
  await verifyFacts(play, facts);
};
