import { DEMO_UNITS, type DemoUnit } from '../bureau/city.ts';
import { demoId, type CallTaker, type DemoOfficer } from '../bureau/people.ts';
import { inLots, inParallel, waitFor } from '../doors/door.ts';
import { CALLBACKS_REACHED, RECORDS_SAMPLED } from '../expect/score.ts';
import { check, MONTH, type Play } from './stage.ts';

/** How doors that take lines answer. */
export interface LinesAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly line: number; readonly code: string }[];
}

const depthOf = ({ unit }: DemoUnit): number => unit.split('-').length;

/** Sets up the tree of units, level by level. */
export const defineUnits = async ({ doors, context, checks: _checks }: Play): Promise<void> => {
  for (const depth of [1, 2, 3]) {
    const level = DEMO_UNITS.filter((unit) => depthOf(unit) === depth);
    await inParallel(level, 4, async ({ posts: _posts, ...unit }) => {
      const commandId = demoId(context.seed, `unit/${unit.unit}`);
      await doors.hr.post('/v1/units', { commandId, ...unit });
    });
  }
};

const lineOf = ({ tierSince: _since, ...officer }: DemoOfficer): string => {
  const { profile: _profile, ...line } = officer as CallTaker;
  return JSON.stringify(line);
};

const OFFICERS_AT_ONCE = 500;

/** Registers and hires everybody. */
export const enlist = async (play: Play): Promise<void> => {
  const { bureau, doors } = play;
  let taken = 0;
  await inParallel(inLots(bureau.officers, OFFICERS_AT_ONCE), 2, async (lot) => {
    const { body } = await doors.hr.postLines<LinesAnswer>('/v1/officers:import', lot.map(lineOf));
    taken += body.accepted + body.duplicates;
    if (body.rejected.length > 0) throw new Error(`Not enlisted: ${JSON.stringify(body.rejected)}`);
  });
  check(play, '人员全部入职 everybody is hired', {
    expected: bureau.officers.length,
    found: taken,
  });
};

/** A fact as the door takes it. */
export interface FactLine {
  readonly fact: string;
  readonly code: string;
  readonly officer: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  readonly source: string;
}

/** What the feed lacks about one call-taker's month. */
export const manualFacts = (seed: number, { officer, badge, profile }: CallTaker): FactLine[] => {
  const facts = [
    { code: 'records.sampled', amounts: { n: RECORDS_SAMPLED } },
    { code: 'records.passed', amounts: { n: profile.recordsPassed } },
    { code: 'callbacks.effective', amounts: { n: CALLBACKS_REACHED } },
    { code: 'callbacks.satisfied', amounts: { n: profile.satisfied } },
    ...profile.acts,
  ];
  return facts.map(({ code, amounts }, at) => ({
    fact: demoId(seed, `fact/${badge}/${code}/${at}`),
    code,
    officer,
    occurredAt: `${MONTH}-${String(10 + at)}T02:00:00.000Z`,
    amounts,
    evidence: `DEMO-${badge}-${at + 1}`,
    source: 'demo-desk',
  }));
};

const VERIFIED_AT_ONCE = 1_000;

/** A leader verifies what the desk entered, where the catalogue asks for it. */
const verifyFacts = async (play: Play, facts: readonly FactLine[]): Promise<void> => {
  const { doors } = play;
  type Codes = { readonly items: readonly { readonly code: string; readonly owner: string }[] };
  const { items } = await doors.leader.get<Codes>('/v1/fact-codes');
  const owned = new Set(items.filter(({ owner }) => owner === 'leader').map(({ code }) => code));
  const waiting = facts.filter(({ code }) => owned.has(code));
  let verified = 0;
  for (const lot of inLots(waiting, VERIFIED_AT_ONCE)) {
    const ids = lot.map(({ fact }) => fact);
    type Verified = { readonly verified: number };
    const { body } = await doors.leader.post<Verified>('/v1/facts:verify', { facts: ids });
    verified += body.verified;
  }
  check(play, '人工事实由另一人核验 another person verifies acts', {
    expected: waiting.length,
    found: verified,
  });
};

/**
 * Enters the facts that no feed brings. duty learns of new officers a moment after they are hired:
 * lines about those it does not know yet are sent again.
 */
export const enterFacts = async (play: Play): Promise<number> => {
  const { bureau, context, doors } = play;
  const facts = bureau.callTakers.flatMap((taker) => manualFacts(context.seed, taker));
  let left = facts.map((fact) => JSON.stringify(fact));
  let entered = 0;
  const send = async (): Promise<readonly string[]> => {
    const { body } = await doors.desk.postLines<LinesAnswer>('/v1/facts:batch', left);
    entered += body.accepted + body.duplicates;
    left = body.rejected.map(({ line }) => left[line - 1] ?? '');
    return body.rejected.map(({ code }) => code);
  };
  const done = (codes: readonly string[]): boolean => codes.length === 0;
  await waitFor('Facts are entered', send, { done, withinMs: 120_000 });
  check(play, '人工事实全部录入 every manual fact is entered', {
    expected: facts.length,
    found: entered,
  });
  await verifyFacts(play, facts);
  return entered;
};
