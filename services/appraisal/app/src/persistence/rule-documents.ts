import { readFileSync, readdirSync } from 'node:fs';
import { MetricBook, RuleBook, SchemeBook } from '@ywk/appraisal-domain';
import type { MetricDocument, SchemeDocument } from '@ywk/appraisal-domain';
import { calendarOf } from '@ywk/calendar';
import { compileSchema, type JsonSchema } from '@ywk/contracts';
import { parse } from 'yaml';

/** Documents that come with the service, beside its two projects. */
const SHIPPED = new URL('../../../schemes/', import.meta.url);

const textOf = (name: string, folder: URL): string => readFileSync(new URL(name, folder), 'utf8');

const documents = <Document>(folder: URL, pattern: RegExp, schemaName: string): Document[] => {
  const schema = JSON.parse(textOf(schemaName, SHIPPED)) as JsonSchema;
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => compileSchema<Document>(name, schema)(parse(textOf(name, folder))));
};

/**
 * Reads and checks all rule documents.
 * @param folder ends in `/`; the shipped documents when not given
 * @throws SchemaMismatch with every fault of a document; Rejection WEIGHTS_NOT_100
 */
export const loadRules = (folder: URL = SHIPPED): RuleBook =>
  new RuleBook(
    new SchemeBook(
      documents<SchemeDocument>(folder, /^(?!metrics-).*[.]yaml$/, 'scheme.schema.json'),
    ),
    new MetricBook(documents<MetricDocument>(folder, /^metrics-.*[.]yaml$/, 'metrics.schema.json')),
    calendarOf(),
  );
