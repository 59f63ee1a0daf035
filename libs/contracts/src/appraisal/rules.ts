import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.rules;

/** The one stream of the log, which is also its key: versions are told in one order. */
export const RULES_STREAM = 'rules';

/** Schemes say what counts for how much, metric definitions which facts are counted. */
export type RulesKind = 'SCHEME' | 'METRICS';

/** A version of a scheme or of the metric definitions was drafted. */
export interface RulesDrafted {
  readonly kind: RulesKind;
  /** The whole document, as its own published schema describes it. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly author: string;
}

interface Version {
  readonly kind: RulesKind;
  readonly name: string;
  readonly version: number;
}

/** A case that the version carries: it cannot be put in force while one fails. */
export interface RuleCaseAttached extends Version {
  readonly document: Readonly<Record<string, unknown>>;
}

export interface RulesApproved extends Version {
  readonly approver: string;
}

/** A version is in force for its first month and later. */
export interface RulesActivated extends Version {
  readonly approver: string;
  /** Id of the report on what it would have changed. */
  readonly report: string;
}

const kind = { enum: ['SCHEME', 'METRICS'] };
const version = { kind, name: shape.code, version: { type: 'integer', minimum: 1 } };
const sample = { kind: 'SCHEME', name: 'rc-1', version: 2 } as const;
const key = () => RULES_STREAM;

export const rulesDrafted = defineEvent<RulesDrafted>({
  log,
  type: 'RulesDrafted',
  v: 1,
  title: 'A version of the rules was drafted',
  key,
  schema: closed({ kind, document: { type: 'object' }, author: shape.text }),
  sample: { kind: 'SCHEME', document: { scheme: 'rc-1', version: 2 }, author: 'appraiser-1' },
});

export const ruleCaseAttached = defineEvent<RuleCaseAttached>({
  log,
  type: 'RuleCaseAttached',
  v: 1,
  title: 'A version of the rules carries a case',
  key,
  schema: closed({ ...version, document: { type: 'object' } }),
  sample: { ...sample, document: { case: 'W1', steps: [] } },
});

export const rulesApproved = defineEvent<RulesApproved>({
  log,
  type: 'RulesApproved',
  v: 1,
  title: 'A version of the rules was approved',
  key,
  schema: closed({ ...version, approver: shape.text }),
  sample: { ...sample, approver: 'approver-1' },
});

export const rulesActivated = defineEvent<RulesActivated>({
  log,
  type: 'RulesActivated',
  v: 1,
  title: 'A version of the rules is in force',
  key,
  schema: closed({ ...version, approver: shape.text, report: shape.uuid }),
  sample: { ...sample, approver: 'approver-1', report: '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05' },
});
