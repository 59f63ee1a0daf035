import { readFileSync } from 'node:fs';
import {
  canonicalText,
  compileSchema,
  schemaFaults,
  SchemaMismatch,
  type JsonSchema,
} from '@ywk/contracts';
import { catalogueFaults, type CatalogueDocument } from '@ywk/duty-domain';
import { Rejection } from '@ywk/kernel';
import { parse } from 'yaml';

/** Documents that come with the service, beside its two projects. */
const SHIPPED = new URL('../../../catalogue/', import.meta.url);

const textOf = (name: string): string => readFileSync(new URL(name, SHIPPED), 'utf8');

/** JSON Schema of a catalogue, as it is published. */
export const catalogueSchema = JSON.parse(textOf('facts.schema.json')) as JsonSchema;

const validate = compileSchema<CatalogueDocument>('catalogue', catalogueSchema);

/**
 * Reads a document that was sent; members in canonical order, so that the same document is the same
 * text. @throws Rejection CATALOGUE_INVALID with every fault at once
 */
export const readCatalogue = (value: unknown): CatalogueDocument => {
  try {
    return JSON.parse(canonicalText(validate(value))) as CatalogueDocument;
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const errors = schemaFaults(catalogueSchema, error);
    const first = errors[0]?.path || '/';
    throw new Rejection(
      'CATALOGUE_INVALID',
      {
        zh: `共${errors.length}处错误，第一处在${first}。`,
        en: `${errors.length} faults; the first at ${first}.`,
      },
      { errors },
    );
  }
};

/** The catalogue that comes with the service. @throws Rejection CATALOGUE_INVALID */
export const shippedCatalogue = (): CatalogueDocument => {
  const document = readCatalogue(parse(textOf('facts-1.yaml')));
  const errors = catalogueFaults(document);
  if (errors.length === 0) return document;
  throw new Rejection(
    'CATALOGUE_INVALID',
    { zh: '随系统提供的目录有误。', en: 'The shipped catalogue is broken.' },
    { errors },
  );
};
