import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.catalogue;

/** The one stream of the log, which is also its key. */
export const CATALOGUE_STREAM = 'fact-catalogue';

/** A version of the catalogue of facts was drafted. */
export interface CatalogueProposed {
  readonly version: number;
  /** The whole document, as its own published schema describes it. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly author: string;
}

/** A draft is in force from now on. */
export interface CatalogueActivated {
  readonly version: number;
  readonly approver: string;
}

const version = { type: 'integer', minimum: 2 };

export const catalogueProposed = defineEvent<CatalogueProposed>({
  log,
  type: 'CatalogueProposed',
  v: 1,
  title: 'A version of the catalogue of facts was drafted',
  key: () => CATALOGUE_STREAM,
  schema: closed({ version, document: { type: 'object' }, author: shape.text }),
  sample: { version: 2, document: { version: 2, acts: [], totals: [] }, author: 'hr-1' },
});

export const catalogueActivated = defineEvent<CatalogueActivated>({
  log,
  type: 'CatalogueActivated',
  v: 1,
  title: 'A version of the catalogue of facts is in force',
  key: () => CATALOGUE_STREAM,
  schema: closed({ version, approver: shape.text }),
  sample: { version: 2, approver: 'approver-1' },
});
