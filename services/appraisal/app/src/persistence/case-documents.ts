import { readFileSync } from 'node:fs';
import type { CaseDocument, CaseFault } from '@ywk/appraisal-domain';
import { compileSchema, schemaFaults, SchemaMismatch, type JsonSchema } from '@ywk/contracts';

/** JSON Schema of case files, as it is published. */
export const caseSchema = JSON.parse(
  readFileSync(new URL('../../../schemes/case.schema.json', import.meta.url), 'utf8'),
) as JsonSchema;

const validate = compileSchema<CaseDocument>('case', caseSchema);

/** A well-formed case, or everything that its schema does not allow. */
export type ReadCase =
  | { readonly document: CaseDocument; readonly faults: readonly [] }
  | { readonly document: null; readonly faults: readonly CaseFault[] };

const ONE_OF = 'must match exactly one schema in oneOf';
const BRANCH = /^must (have required property|NOT have more than)/;
const FORMAT = 'must match format';
const PATTERN = 'must match pattern';

/** One fault says it: what a choice or a form needs is not told once for each way to need it. */
const told = (faults: readonly CaseFault[]): CaseFault[] => {
  const at = (path: string, wrong: string): boolean =>
    faults.some((fault) => fault.path === path && fault.wrong.startsWith(wrong));
  return faults
    .filter(
      ({ path, wrong }) =>
        !(BRANCH.test(wrong) && at(path, ONE_OF)) &&
        !(wrong.startsWith(FORMAT) && at(path, PATTERN)),
    )
    .map((fault) =>
      fault.wrong === ONE_OF ? { ...fault, wrong: 'is none of these, or several at once' } : fault,
    );
};

/** Holds a case against its format. */
export const readCase = (value: unknown): ReadCase => {
  try {
    return { document: validate(value), faults: [] };
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    return { document: null, faults: told(schemaFaults(caseSchema, error)) };
  }
};
