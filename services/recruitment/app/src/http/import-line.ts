import type { Label, Rejection } from '@ywk/kernel';
import { isRejection } from '@ywk/kernel';
import {
  Problem,
  problemErrorsOf,
  type Caller,
  type NdjsonLine,
  type ProblemError,
  type UnitTree,
} from '@ywk/platform';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { requireUnit } from './access.ts';
import { ImportLine } from './officers.request.ts';

/** Why a line was not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  /** The same in both languages; absent where the line could not be read. */
  readonly details?: Label;
  readonly errors?: readonly ProblemError[];
}

export type ReadLine = { readonly line: number; readonly value: ImportLine } | RefusedLine;

export const refusedLine = (line: number, { code, detail, details }: Rejection): RefusedLine => ({
  line,
  code,
  detail,
  details,
});

const said = (details: Label) => ({ detail: details.en, details });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notValid = (line: number, errors: readonly ProblemError[]): RefusedLine => ({
  line,
  code: 'LINE_NOT_VALID',
  ...said({
    zh: '请改正 errors 所列各项后重新发送该行。',
    en: 'Mend the members listed under "errors" and send the line again.',
  }),
  errors,
});

const outOfScope = (line: number, error: unknown): RefusedLine => {
  if (isRejection(error)) return refusedLine(line, error);
  if (error instanceof Problem) {
    return { line, code: error.code, ...said(error.details ?? error.title) };
  }
  throw error;
};

/** A line as something that may be tried, or why not. */
export const readImportLine = async (
  read: NdjsonLine,
  caller: Caller,
  tree: UnitTree,
): Promise<ReadLine> => {
  const { line } = read;
  if (!read.ok) return { line, code: read.code, detail: read.detail };
  if (!isObject(read.value)) return notValid(line, [notAnObject]);
  const value = plainToInstance(ImportLine, read.value);
  const errors = await validate(value, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) return notValid(line, problemErrorsOf(errors));
  try {
    await requireUnit(caller, tree, value.unit);
    return { line, value };
  } catch (error) {
    return outOfScope(line, error);
  }
};

const notAnObject: ProblemError = {
  pointer: '',
  code: 'IS_OBJECT',
  detail: 'A line is one JSON object.',
  detailZh: '每行应为一个 JSON 对象。',
};
