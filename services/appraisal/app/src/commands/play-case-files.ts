import { readFileSync } from 'node:fs';
import {
  runCase,
  type CaseDocument,
  type CaseFailure,
  type CaseFault,
  type CaseGround,
  type CaseResult,
} from '@ywk/appraisal-domain';
import { CASE_FILE } from '../persistence/case-files.ts';
import { readText, type ReadText } from '../persistence/case-text.ts';
import { readCase } from '../persistence/case-documents.ts';

type Placed<Thing> = Thing & { readonly line: number };

/** What became of a file; each place has its line. */
export interface FileResult {
  readonly file: string;
  /** Code of the case; null for a file that is none. */
  readonly case: string | null;
  readonly status: CaseResult['status'];
  readonly expectations: number;
  readonly faults: readonly Placed<CaseFault>[];
  readonly unsupported: readonly { readonly path: string; readonly line: number }[];
  readonly failures: readonly Placed<CaseFailure>[];
}

/** Exit codes, by what became of a file; of several files the highest counts. */
export const EXIT_CODES: Readonly<Record<CaseResult['status'], number>> = {
  PASSED: 0,
  FAILED: 1,
  INVALID: 2,
  UNSUPPORTED: 3,
};

const invalid = (file: string, faults: readonly Placed<CaseFault>[]): FileResult => ({
  ...{ file, case: null, status: 'INVALID', expectations: 0 },
  ...{ faults, unsupported: [], failures: [] },
});

const placed = <Thing extends { readonly path: string }>(
  things: readonly Thing[],
  { lineOf }: ReadText,
): Placed<Thing>[] => things.map((thing) => ({ ...thing, line: lineOf(thing.path) }));

/** A well-formed case, and where in its file each place stands. */
export interface CaseInFile {
  readonly file: string;
  readonly document: CaseDocument;
  readonly read: ReadText;
}

const caseIn = (file: string, text: string): CaseInFile | FileResult => {
  const read = readText(text);
  const { document, faults } = readCase(read.value);
  if (read.faults.length > 0) {
    const right = 'YAML 1.2';
    return invalid(
      file,
      read.faults.map(({ line, wrong }) => ({ path: '', line, wrong, right })),
    );
  }
  if (document === null) return invalid(file, placed(faults, read));
  return { file, document, read };
};

/** The case of a file, or what is wrong with the file. */
export const caseOf = (file: string): CaseInFile | FileResult => {
  const right = `a file whose name ends in ${CASE_FILE}`;
  const unread = (wrong: string) => invalid(file, [{ path: '', line: 1, wrong, right }]);
  if (!file.endsWith(CASE_FILE)) return unread('this name is not that of a case file');
  try {
    return caseIn(file, readFileSync(file, 'utf8'));
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    return unread(message);
  }
};

/** What became of a case, with the line of each place. */
export const resultIn = ({ file, read }: CaseInFile, result: CaseResult): FileResult => ({
  ...result,
  file,
  faults: placed(result.faults, read),
  unsupported: placed(
    result.unsupported.map((path) => ({ path })),
    read,
  ),
  failures: placed(result.failures, read),
});

const runFound = (found: CaseInFile | FileResult, ground: CaseGround): FileResult =>
  'status' in found ? found : resultIn(found, runCase(found.document, ground));

/** Plays the case that a text tells. */
export const runText = (file: string, text: string, ground: CaseGround): FileResult =>
  runFound(caseIn(file, text), ground);

/** Plays the case of a file. */
export const runFile = (file: string, ground: CaseGround): FileResult =>
  runFound(caseOf(file), ground);

/** A path at which there is no case. */
export const nothingAt = (path: string): FileResult =>
  invalid(path, [
    {
      ...{ path: '', line: 1, wrong: 'there is no case file' },
      right: `a file, folder or pattern with files ending in ${CASE_FILE}`,
    },
  ]);
