import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

/** An entry of the appraisal diary: codes and document numbers alone, never changed. */
export interface DiaryEntryWritten {
  readonly entry: string;
  readonly officer: string;
  /** Day of what was seen, Asia/Shanghai. */
  readonly day: string;
  /** What was seen, e.g. DUTY_PRAISED. */
  readonly code: string;
  /** Number of the document that holds the words. */
  readonly document: string;
  readonly author: string;
}

export const diaryEntryWritten = defineEvent<DiaryEntryWritten>({
  log: LOGS.review,
  type: 'DiaryEntryWritten',
  v: 1,
  title: 'An entry was written in the appraisal diary',
  key: (data) => data.officer,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({
    entry: shape.uuid,
    officer: shape.uuid,
    day: shape.day,
    code: shape.code,
    document: shape.code,
    author: shape.text,
  }),
  sample: {
    entry: '5c8e1f37-9a2b-4d60-8f14-3b7d9e0a2c11',
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    day: '2024-05-17',
    code: 'DUTY_PRAISED',
    document: 'ZJG-2024-0517',
    author: 'leader-1',
  },
});
