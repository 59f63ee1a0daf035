import { addDays } from '@ywk/kernel';
import type { LiveHeld, LiveRole, LiveStay } from './wire-people.ts';

interface Place {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
}

/** What recruitment is told of a person, one after the other. */
export type Move =
  | ({
      readonly move: 'hire';
      readonly trainee: boolean;
      /** Undefined where the story does not say. */
      readonly tier: number | undefined;
      readonly from: string;
    } & Place)
  | ({ readonly move: 'transfer'; readonly from: string } & Place)
  | ({
      readonly move: 'second-post';
      readonly from: string;
      readonly to: string | null;
      readonly share: number;
    } & Place)
  | ({ readonly move: 'role' } & LiveRole)
  | ({ readonly move: 'mentor' } & LiveHeld)
  | { readonly move: 'leave'; readonly on: string };

/**
 * Main stays without a gap and of one kind: the trainee time is an employment of its own, and a stay
 * that names a tier begins another.
 */
interface Employment {
  readonly from: string;
  readonly trainee: boolean;
  readonly tier: number | undefined;
  readonly stays: readonly LiveStay[];
  readonly to: string | null;
}

const byFirstDay = (one: LiveStay, other: LiveStay): number => (one.from < other.from ? -1 : 1);

const goesOn = ({ to, trainee }: Employment, { from, probation, tier }: LiveStay): boolean =>
  to !== null && addDays(to, 1) === from && trainee === probation && tier === undefined;

const employmentsOf = (stays: readonly LiveStay[]): Employment[] => {
  const employments: Employment[] = [];
  const main = stays.filter(({ share }) => share === undefined).sort(byFirstDay);
  for (const stay of main) {
    const last = employments.at(-1);
    if (last !== undefined && goesOn(last, stay)) {
      employments.splice(-1, 1, { ...last, stays: [...last.stays, stay], to: stay.to });
      continue;
    }
    const { from, to, probation: trainee, tier } = stay;
    employments.push({ from, trainee, tier, stays: [stay], to });
  }
  return employments;
};

const placeOn = ({ stays }: Employment, day: string): Place => {
  const { unit = '', post = '', team = null } = stays.findLast(({ from }) => from <= day) ?? {};
  return { unit, post, team };
};

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const begun = ({ stays, ...rest }: Employment): Employment => ({
  ...{ ...rest, stays: stays.slice(0, 1), to: null },
});

/** From the first day on which another place is told, every place is told again. */
const transfers = (told: Employment, wanted: Employment): Move[] => {
  const days = [...told.stays, ...wanted.stays].map(({ from }) => from);
  const ordered = [...new Set(days)].sort();
  const first = ordered.findIndex((day) => !same(placeOn(told, day), placeOn(wanted, day)));
  if (first < 0) return [];
  return ordered.slice(first).map((from) => ({ move: 'transfer', from, ...placeOn(wanted, from) }));
};

const isKept = (told: Employment, wanted: Employment): boolean =>
  told.from === wanted.from &&
  told.trainee === wanted.trainee &&
  told.tier === wanted.tier &&
  (told.to === null || told.to === wanted.to);

const ofEmployment = (known: Employment | undefined, wanted: Employment): Move[] | undefined => {
  if (known !== undefined && !isKept(known, wanted)) return undefined;
  const { from, trainee, tier, to } = wanted;
  const hire: Move = { move: 'hire', trainee, tier, from, ...placeOn(wanted, from) };
  const told = known ?? begun(wanted);
  return [
    ...(known === undefined ? [hire] : []),
    ...transfers(told, wanted),
    ...(to === null || told.to === to ? [] : [{ move: 'leave' as const, on: to }]),
  ];
};

/** What is said anew of things that have a name; undefined where one of them is gone. */
export const renewed = <Thing>(
  before: readonly Thing[],
  after: readonly Thing[],
  nameOf: (thing: Thing) => string,
): Thing[] | undefined => {
  const wanted = new Set(after.map(nameOf));
  if (before.some((thing) => !wanted.has(nameOf(thing)))) return undefined;
  return after.filter((thing) => !before.some((known) => same(known, thing)));
};

const seconds = (before: readonly LiveStay[], after: readonly LiveStay[]): Move[] | undefined => {
  const of = (stays: readonly LiveStay[]) => stays.filter(({ share }) => share !== undefined);
  return renewed(of(before), of(after), ({ from }) => from)?.map(
    ({ unit, post, team, from, to, share = 0 }) => ({
      ...{ move: 'second-post', unit, post, team, from, to, share },
    }),
  );
};

/**
 * What is still to be told when a history of stays becomes another one; undefined where a beginning
 * or an end that was told would have to be unsaid.
 */
export const movesBetween = (
  before: readonly LiveStay[],
  after: readonly LiveStay[],
): Move[] | undefined => {
  const [told, wanted] = [employmentsOf(before), employmentsOf(after)];
  const main = wanted.map((employment, at) => ofEmployment(told[at], employment));
  const all = [...main, seconds(before, after)];
  if (told.length > wanted.length || all.includes(undefined)) return undefined;
  return all.flatMap((moves) => moves ?? []);
};

/** The same for roles. */
export const rolesBetween = (
  before: readonly LiveRole[],
  after: readonly LiveRole[],
): Move[] | undefined =>
  renewed(before, after, ({ role, from }) => `${role} ${from}`)?.map((role) => ({
    ...{ move: 'role', ...role },
  }));

/** The same for those who are responsible for an auxiliary. */
export const mentorsBetween = (
  before: readonly LiveHeld[],
  after: readonly LiveHeld[],
): Move[] | undefined =>
  renewed(before, after, ({ from }) => from)?.map((held) => ({ ...{ move: 'mentor', ...held } }));
