import { isRejection, type Rejection } from '@ywk/kernel';
import type { Transaction } from '../persistence/database.ts';
import type { RefusedAnswer } from '../persistence/refused-answer.store.ts';
import type { LineAnswer } from './answer-command.ts';
import { readAcknowledgement } from './acknowledgement.message.ts';
import type { AnswerLines, AnswerResult } from './answer-lines.ts';

/** An answer before anybody looked at it. */
export interface RawAnswer {
  /** The parsed JSON; or why there is none. */
  readonly value: unknown;
  /** Names it among what came with it, when it names nothing itself: a line number, an offset. */
  readonly place: string;
}

export interface Delivery {
  /** `http`, or the name of the topic. */
  readonly door: string;
  readonly actor: string;
  readonly tx?: Transaction;
}

export interface TakenAnswers {
  /** One for each answer, in order. */
  readonly results: readonly AnswerResult[];
  /** The refused ones, ready to be kept. */
  readonly refused: readonly RefusedAnswer[];
}

const read = (value: unknown): LineAnswer | Rejection => {
  if (isRejection(value)) return value;
  try {
    return readAcknowledgement(value);
  } catch (error) {
    if (isRejection(error)) return error;
    throw error;
  }
};

const text = (value: unknown, member: string): string | null => {
  const found: unknown = (value as Record<string, unknown> | null)?.[member];
  return typeof found === 'string' ? found.slice(0, 64) : null;
};

const referenceOf = ({ value, place }: RawAnswer): string => {
  const [source, eventId] = [text(value, 'source'), text(value, 'eventId')];
  return source === null || eventId === null ? place : `${source}/${eventId}`;
};

const refusalOf = (raw: RawAnswer, result: AnswerResult, door: string): RefusedAnswer[] => {
  if (result.outcome !== 'refused') return [];
  const { code, detail } = result;
  return [{ door, reference: referenceOf(raw), line: text(raw.value, 'line'), code, detail }];
};

/** Reads and takes what came through a door; each answer stands or falls on its own. */
export const takeAnswers = async (
  lines: AnswerLines,
  raws: readonly RawAnswer[],
  { door, ...context }: Delivery,
): Promise<TakenAnswers> => {
  const answers = raws.map(({ value }) => read(value));
  const good = answers.filter((answer): answer is LineAnswer => !isRejection(answer));
  const outcomes = (await lines.answer(good, context)).values();
  const results = answers.map((answer): AnswerResult => {
    if (isRejection(answer)) {
      return { outcome: 'refused', code: answer.code, detail: answer.detail };
    }
    return outcomes.next().value as AnswerResult;
  });
  const refused = raws.flatMap((raw, at) => {
    const result = results[at];
    return result === undefined ? [] : refusalOf(raw, result, door);
  });
  return { results, refused };
};
