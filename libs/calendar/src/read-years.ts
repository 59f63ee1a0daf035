import { readFileSync } from 'node:fs';
import {
  compileSchema,
  schemaFaults,
  SchemaMismatch,
  type DocumentFault,
  type JsonSchema,
} from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import type { NoticedDay } from './noticed-day.ts';
import { daysOf, type PlacedDay, type YearDocument } from './year-document.ts';
import { balanceFaults, festivalFaults, repeated } from './year-faults.ts';

const schema = JSON.parse(
  readFileSync(new URL('../year.schema.json', import.meta.url), 'utf8'),
) as JsonSchema;

const validate = compileSchema<YearDocument>('calendar year', schema);

/** What could be read of a document; of one with faults, the days that still have a meaning. */
interface Reading {
  readonly years: readonly { readonly name: string; readonly path: string }[];
  readonly days: readonly PlacedDay[];
  readonly faults: readonly DocumentFault[];
}

const readDays = (document: YearDocument, path: string): Reading => {
  const { year, festivals } = document;
  const days: PlacedDay[] = [];
  const faults: DocumentFault[] = [];
  for (const [at, festival] of festivals.entries()) {
    const place = `${path}/festivals/${at}`;
    const found = festivalFaults(year, festival, place);
    faults.push(...found);
    if (found.length === 0) days.push(...daysOf(year, festival, place));
  }
  if (faults.length === 0) faults.push(...balanceFaults(document, days, path));
  return { years: [{ name: String(year), path: `${path}/year` }], days, faults };
};

const readYear = (value: unknown, path: string): Reading => {
  try {
    return readDays(validate(value), path);
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const faults = schemaFaults(schema, error).map((fault) => ({
      ...fault,
      path: `${path}${fault.path}`,
    }));
    return { years: [], days: [], faults };
  }
};

/** The days that the documents name. @throws Rejection CALENDAR_INVALID with every fault at once */
export const readYears = (documents: readonly unknown[]): readonly NoticedDay[] => {
  const readings = documents.map((value, at) => readYear(value, `/${at}`));
  const days = readings.flatMap((reading) => reading.days);
  const errors = [
    ...readings.flatMap(({ faults }) => faults),
    ...repeated(readings.flatMap(({ years }) => years)),
    ...repeated(days.map(({ day, path }) => ({ name: day, path }))),
  ];
  if (errors.length === 0) return days;
  const first = errors[0]?.path;
  throw new Rejection(
    'CALENDAR_INVALID',
    {
      zh: `共${errors.length}处错误，第一处在${first}。`,
      en: `${errors.length} faults; the first at ${first}.`,
    },
    { errors },
  );
};
