import { readFileSync, readdirSync } from 'node:fs';
import {
  rulesDecider,
  type Fault,
  type MetricDocument,
  type RuleDocument,
  type RuleVersions,
  type SchemeDocument,
} from '@ywk/appraisal-domain';
import {
  canonicalText,
  compileSchema,
  POST_CODES,
  schemaFaults,
  SchemaMismatch,
  type JsonSchema,
} from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import { parse } from 'yaml';

/** Documents that come with the service, beside its two projects. */
const SHIPPED = new URL('../../../schemes/', import.meta.url);

const textOf = (name: string): string => readFileSync(new URL(name, SHIPPED), 'utf8');

const schemaOf = (name: string): JsonSchema => JSON.parse(textOf(name)) as JsonSchema;

/** JSON Schemas of the documents, as they are published. */
export const ruleSchemas: Readonly<Record<RuleDocument['kind'], JsonSchema>> = {
  SCHEME: schemaOf('scheme.schema.json'),
  METRICS: schemaOf('metrics.schema.json'),
};

const validators = {
  SCHEME: compileSchema<SchemeDocument>('scheme', ruleSchemas.SCHEME),
  METRICS: compileSchema<MetricDocument>('metrics', ruleSchemas.METRICS),
};

const faultsOf = (kind: RuleDocument['kind'], mismatch: SchemaMismatch): Fault[] =>
  schemaFaults(ruleSchemas[kind], mismatch).map((fault) => ({ code: 'SCHEME_INVALID', ...fault }));

const notAsSchema = (errors: readonly Fault[]): Rejection => {
  const first = errors[0]?.path || '/';
  const details = {
    zh: `共${errors.length}处错误，第一处在${first}。`,
    en: `${errors.length} faults; the first at ${first}.`,
  };
  return new Rejection('SCHEME_INVALID', details, { errors });
};

/**
 * Reads a document that was sent; members in canonical order, so that the same document is the same
 * text. @throws Rejection SCHEME_INVALID with everything that its schema does not allow
 */
export const readRules = (kind: RuleDocument['kind'], value: unknown): RuleDocument => {
  try {
    const document: unknown = JSON.parse(canonicalText(validators[kind](value)));
    return { kind, document } as RuleDocument;
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    throw notAsSchema(faultsOf(kind, error));
  }
};

const shippedOf = (kind: RuleDocument['kind'], pattern: RegExp): RuleDocument[] =>
  readdirSync(SHIPPED)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => readRules(kind, parse(textOf(name))));

/** The versions that come with the service. @throws Rejection SCHEME_INVALID */
const shippedRules: readonly RuleDocument[] = [
  ...shippedOf('METRICS', /^metrics-.*[.]yaml$/),
  ...shippedOf('SCHEME', /^(?!metrics-).*[.]yaml$/),
];

/** How versions of the rules come about, from the shipped ones on. */
export const ruleDecider = rulesDecider(shippedRules, POST_CODES);

/** The versions that come with the service, in force from the start. */
export const shippedVersions: RuleVersions = ruleDecider.initialState;
