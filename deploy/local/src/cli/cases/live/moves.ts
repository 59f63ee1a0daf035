import { addDays } from '@ywk/kernel';
import type { LiveStay } from './wire.ts';

interface Place {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: string;
}

/** What recruitment is told of a person, one after the other. */
export type Move =
  | ({ readonly move: 'hire'; readonly trainee: boolean } & Place)
  | ({ readonly move: 'transfer' } & Place)
  | { readonly move: 'leave'; readonly on: string };

const goesOn = (before: LiveStay, { from, probation }: LiveStay): boolean =>
  before.to !== null && addDays(before.to, 1) === from && before.probation === probation;

/** A history of stays as recruitment's doors take it: the trainee time is an employment of its own. */
export const movesOf = (stays: readonly LiveStay[]): Move[] => {
  const moves: Move[] = [];
  let before: LiveStay | undefined;
  for (const stay of stays) {
    const { unit, post, team, from } = stay;
    const place = { unit, post, team, from };
    if (before !== undefined && goesOn(before, stay)) moves.push({ move: 'transfer', ...place });
    else {
      if (before !== undefined) moves.push({ move: 'leave', on: before.to ?? from });
      moves.push({ move: 'hire', trainee: stay.probation, ...place });
    }
    before = stay;
  }
  if (before !== undefined && before.to !== null) moves.push({ move: 'leave', on: before.to });
  return moves;
};

/**
 * What is still to be told when a history becomes another one; undefined where something that was
 * told would have to be unsaid.
 */
export const movesBetween = (
  before: readonly LiveStay[],
  after: readonly LiveStay[],
): Move[] | undefined => {
  const told = movesOf(before).map((move) => JSON.stringify(move));
  const wanted = movesOf(after);
  const all = new Set(wanted.map((move) => JSON.stringify(move)));
  if (told.some((move) => !all.has(move))) return undefined;
  return wanted.filter((move) => !told.includes(JSON.stringify(move)));
};
