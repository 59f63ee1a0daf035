import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { ANNUAL_GRADES } from './decision.ts';

const log = LOGS.decision;
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** A year's grade from before this system as version 1 told of one: nothing of its points. */
interface AnnualGradeRecordedV1 {
  readonly officer: string;
  readonly year: number;
  readonly grade: (typeof ANNUAL_GRADES)[number];
  readonly document: string;
  readonly author: string;
}

/**
 * A year's grade from before this system, brought in with its document; a later document corrects it.
 * Points in hundredths, null where the document says none: they order who waits for a seat.
 */
export interface AnnualGradeRecorded extends AnnualGradeRecordedV1 {
  readonly total: number | null;
  /** Mean custom score of the months. */
  readonly custom: number | null;
  /** Deducted in the year, without sign. */
  readonly deducted: number | null;
  readonly democratic: number | null;
}

const recorded = {
  officer: shape.uuid,
  year: { type: 'integer', minimum: 2000, maximum: 2100 },
  grade: { enum: ANNUAL_GRADES },
  document: shape.text,
  author: shape.text,
};

const sampleRecord: AnnualGradeRecordedV1 = {
  ...{ officer, year: 2023, grade: 'COMPETENT', document: 'ZJG-2023-117', author: 'hr-1' },
};

const gradeRecorded = {
  log,
  type: 'AnnualGradeRecorded',
  title: 'An annual grade was recorded',
  key: (data: AnnualGradeRecordedV1) => data.officer,
  promote: (data: AnnualGradeRecordedV1) => ({ officer: data.officer, num: data.year }),
};

const UNTOLD = { total: null, custom: null, deducted: null, democratic: null };

export const annualGradeRecordedV1 = defineEvent<AnnualGradeRecordedV1>({
  ...gradeRecorded,
  v: 1,
  schema: closed(recorded),
  sample: sampleRecord,
  upcast: (data): AnnualGradeRecorded => ({ ...data, ...UNTOLD }),
});

const hundredths = orNull({ type: 'integer', minimum: 0, maximum: 11_000 });

export const annualGradeRecorded = defineEvent<AnnualGradeRecorded>({
  ...gradeRecorded,
  v: 2,
  schema: closed({
    ...recorded,
    ...{ total: hundredths, custom: hundredths, deducted: hundredths, democratic: hundredths },
  }),
  sample: { ...sampleRecord, total: 9080, custom: 5720, deducted: 250, democratic: null },
});
