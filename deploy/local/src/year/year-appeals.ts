import type { LocalMonth } from '@ywk/kernel';
import { pathOf } from '../cli/cases/live/period-door.ts';
import { demoId, type DemoOfficer } from '../demo/bureau/people.ts';
import { DoorRefused } from '../demo/doors/door.ts';
import { manualFacts, type FactLine } from '../demo/stages/enter-facts.ts';
import { check } from '../demo/stages/stage.ts';
import { dayAfter } from './year-months.ts';
import { workIn } from './year-people.ts';
import { at, type YearPlay } from './year-play.ts';

/** Deductions that somebody may have been given wrongly, the larger first. */
const DOUBTFUL: readonly string[] = ['A05', 'D02', 'T02', 'A04', 'D01', 'A03', 'A01', 'T01', 'S01'];
/** Objections that are looked at until one displaces somebody. */
const TRIES = 40;

interface Effect {
  readonly officer: string;
  readonly before: { readonly total: number; readonly pay: number } | null;
  readonly after: { readonly total: number; readonly pay: number } | null;
}

/** The whole effect of a ruling, as it is shown before it is confirmed. */
interface Preview {
  readonly etag: string;
  readonly appellant: Effect;
  readonly displaced: readonly Effect[];
}

/** What somebody objects to. */
interface Doubt {
  readonly month: LocalMonth;
  readonly officer: string;
  readonly fact: string;
}

/** A ruling whose effect was shown. */
export interface Ruled {
  readonly month: LocalMonth;
  readonly effects: readonly Effect[];
}

const objectionsOf = (month: LocalMonth): string => `${pathOf(month)}/objections`;

const lodge = async (play: YearPlay, { month, officer, fact }: Doubt): Promise<string> => {
  const objection = demoId(play.plan.seed, `objection/${fact}`);
  const papers = { statement: `YY-${month}-${objection.slice(0, 8)}`, evidence: ['GATE-LOG'] };
  const door = await play.people.officer(officer);
  await door.post(objectionsOf(month), { objection, about: 'FACT', fact, ...papers });
  return objection;
};

const changesTo = ({ fact }: Doubt) => ({
  ...{ document: `CD-${fact.slice(0, 8)}`, changes: [{ kind: 'REVERSE', fact }] },
});

const shown = async (play: YearPlay, doubt: Doubt, objection: string): Promise<Preview> => {
  const path = `${objectionsOf(doubt.month)}/${objection}/preview`;
  return (await play.people.ruler.post<Preview>(path, changesTo(doubt))).body;
};

/** The ruler confirms what was shown. */
const uphold = async (
  play: YearPlay,
  doubt: Doubt,
  { objection, preview }: { readonly objection: string; readonly preview: Preview },
): Promise<Ruled> => {
  await play.people.ruler.post(`${objectionsOf(doubt.month)}/${objection}/rule`, {
    ...{ ruling: demoId(play.plan.seed, `ruling/${objection}`), outcome: 'UPHELD' },
    ...{ reason: 'WRONG_PERSON', preview: preview.etag, ...changesTo(doubt) },
  });
  return { month: doubt.month, effects: [preview.appellant, ...preview.displaced] };
};

/** In large units a corrected deduction moves others sooner. */
const doubtsIn = ({ bureau, plan }: YearPlay, month: LocalMonth): Doubt[] => {
  const sizes = new Map<string, number>();
  for (const { unit } of bureau.officers) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  return bureau.officers
    .flatMap((officer) =>
      manualFacts({ ...plan, month }, { ...officer, work: workIn(plan.seed, officer, month) })
        .filter(({ code }) => DOUBTFUL.includes(code))
        .map(({ fact, code }) => ({
          doubt: { month, officer: officer.officer, fact },
          size: sizes.get(officer.unit) ?? 0,
          rank: DOUBTFUL.indexOf(code),
        })),
    )
    .sort((a, b) => b.size - a.size || a.rank - b.rank)
    .map(({ doubt }) => doubt);
};

/** Somebody objects to a published deduction, is right, and others are displaced by it. */
export const upheldAppeal = async (play: YearPlay, month: LocalMonth): Promise<Ruled> => {
  play.system.setTime(at(dayAfter(month, 5)));
  for (const doubt of doubtsIn(play, month).slice(0, TRIES)) {
    const objection = await lodge(play, doubt);
    const preview = await shown(play, doubt, objection);
    if (preview.displaced.length > 0) return uphold(play, doubt, { objection, preview });
    const door = await play.people.officer(doubt.officer);
    await door.post(`${objectionsOf(month)}/${objection}/withdraw`, {});
  }
  throw new Error(`Of ${TRIES} objections in ${month} none would have displaced anybody.`);
};

/** Somebody objects when the time for it is over. */
export const lateAppeal = async (play: YearPlay, month: LocalMonth): Promise<void> => {
  play.system.setTime(at(dayAfter(month, 13)));
  const doubt = doubtsIn(play, month).at(-1);
  if (doubt === undefined) throw new Error(`Nothing in ${month} can be doubted.`);
  const found = await lodge(play, doubt).catch((error: unknown) =>
    error instanceof DoorRefused ? error.code : error,
  );
  check(play, '逾期异议被拒绝 a late objection is refused', { expected: 'OBJECTION_LATE', found });
};

/** The auxiliary who is cautioned, and the one who leads the group. */
export interface Cautioned {
  readonly month: LocalMonth;
  readonly officer: DemoOfficer;
  readonly leader: DemoOfficer;
  readonly fact: FactLine;
}

/** A caution of the city, for which the group leader and the chief of the unit answer too. */
export const caution = async (play: YearPlay, month: LocalMonth): Promise<Cautioned> => {
  const { bureau, doors, plan } = play;
  const scored = bureau.officers.filter(({ post }) => post !== 'CALL110');
  const mates = ({ team, officer: self }: DemoOfficer) =>
    scored.filter((each) => each.team === team && each.officer !== self);
  const officer = scored.find((each) => mates(each).length > 1);
  const leader = officer && mates(officer)[0];
  if (officer === undefined || leader === undefined) throw new Error('No group has three people.');
  const from = `${plan.year}-01-01`;
  const leaders = `/v1/units/${officer.unit}/leaders`;
  const person = demoId(plan.seed, 'chief');
  await doors.hr.post(leaders, { office: 'CHIEF', person, from });
  const group = { office: 'GROUP_LEADER', team: officer.team, person: leader.officer, from };
  await doors.hr.post(leaders, group);
  const fact: FactLine = {
    ...{ fact: demoId(plan.seed, 'caution'), code: 'D07', officer: officer.officer },
    ...{ occurredAt: `${month}-20T02:00:00.000Z`, amounts: {} },
    ...{ evidence: 'JJ-2024-7', source: 'demo-desk' },
  };
  return { month, officer, leader, fact };
};

/** The caution is taken back on an objection: what others bore for it ends with it. */
export const overturn = async (
  play: YearPlay,
  { month, officer, fact }: Cautioned,
): Promise<Ruled> => {
  play.system.setTime(at(dayAfter(month, 5)));
  const doubt = { month, officer: officer.officer, fact: fact.fact };
  const objection = await lodge(play, doubt);
  return uphold(play, doubt, { objection, preview: await shown(play, doubt, objection) });
};
