import { cutOffName, type PeriodCutOff } from '@ywk/contracts';
import { randomFillSync } from 'node:crypto';
import { parse, v5, v7 } from 'uuid';

/** Names in this space are facts, cases and commands that follow from other things. */
const DUTY = parse('5b6b1c6a-2a5f-4d0e-9c5d-6a3f0c8e7d21');
const ID_BYTES = 16;

/** The same parts always lead to the same id. */
const derived = (...parts: readonly string[]): string => v5(JSON.stringify(parts), DUTY);

/** Chance for many ids at once: asking the system for each costs more than all else of an id. */
const pool = new Uint8Array(ID_BYTES * 256);
let used = pool.length;

const chance = (): Uint8Array => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
};

/** A new id that sorts by time, to the millisecond. */
export const newId = (): string => v7({ rng: chance });

/** A fact of a call keeps its id through every correction. */
export const factIdOf = (
  { source, callId }: { source: string; callId: string },
  { order, code }: { order: string | null; code: string },
): string => derived('fact', source, callId, order ?? '', code);

/** The case that a message of the feed opens. */
export const caseIdOf = ({ source, eventId }: { source: string; eventId: string }): string =>
  derived('case', source, eventId);

/** The fact that a case of discipline or a commendation is for one officer. */
export const conductFactId = (conduct: string, officer: string): string =>
  derived('conduct-fact', conduct, officer);

/** The command that takes a word about liability: the same however often it is told. */
export const liabilityCommandId = (eventId: string): string => derived('liability', eventId);

/** What names a mark; the first one of a period is named as before there were others. */
const markOf = (mark: PeriodCutOff): string[] => {
  const { calendar, period, revision, final } = mark;
  return revision === 1 && !final ? [calendar, period] : [cutOffName(mark)];
};

/** The command that sets a mark: the same however often it is asked for. */
export const cutOffCommandId = (mark: PeriodCutOff): string => derived('cut-off', ...markOf(mark));

/** The mark in one partition. */
export const cutOffEventId = (mark: PeriodCutOff, partition: number): string =>
  derived('cut-off', ...markOf(mark), String(partition));
