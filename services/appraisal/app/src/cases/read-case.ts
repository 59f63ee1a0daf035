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

/** Holds a case against its format. */
export const readCase = (value: unknown): ReadCase => {
  try {
    return { document: validate(value), faults: [] };
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    return { document: null, faults: schemaFaults(caseSchema, error) };
  }
};
