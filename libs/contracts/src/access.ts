import { closed, defineEvent, shape, type EventContract } from './event-contract.ts';
import { LOGS } from './logs.ts';

/** That somebody was shown personal data; written before the answer is given. */
export interface PersonalDataRead {
  /** Subject of the token of who looked. */
  readonly who: string;
  /** Name of the route, e.g. `GET /v1/officers/{officer}`. */
  readonly route: string;
  /** Why, as a code: PERSONNEL, APPRAISAL, … */
  readonly purpose: string;
  /** Parameters of the question that are ids and codes. */
  readonly asked: Readonly<Record<string, string>>;
  /** Whom it was about; empty where `count` is more than 500, or the answer names nobody by id. */
  readonly officers: readonly string[];
  /** How many persons, or lines that may name one, were shown. */
  readonly count: number;
}

/** So many ids are named by one event. */
export const MAX_NAMED_READ = 500;

const personalDataRead = (log: string): EventContract<PersonalDataRead> =>
  defineEvent<PersonalDataRead>({
    log,
    type: 'PersonalDataRead',
    v: 1,
    title: 'Somebody was shown personal data',
    // A list may concern many: it stands with who looked.
    key: ({ who }) => who,
    promote: ({ officers: [officer = null, ...others], count }) => ({
      officer: others.length === 0 ? officer : null,
      num: count,
    }),
    schema: closed({
      who: shape.text,
      route: shape.text,
      purpose: shape.code,
      asked: { type: 'object', additionalProperties: shape.code, maxProperties: 20 },
      officers: { type: 'array', maxItems: MAX_NAMED_READ, items: shape.uuid },
      count: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    }),
    sample: {
      who: 'hr-1',
      route: 'GET /v1/officers/{officer}',
      purpose: 'PERSONNEL',
      asked: { officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01' },
      officers: ['8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01'],
      count: 1,
    },
  });

/** The same event in the log of each service. */
export const ACCESS_CONTRACTS = [
  personalDataRead(LOGS.recruitmentAccess),
  personalDataRead(LOGS.dutyAccess),
  personalDataRead(LOGS.appraisalAccess),
  personalDataRead(LOGS.payrollAccess),
] as const;
