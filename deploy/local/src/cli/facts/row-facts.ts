import { v5 } from 'uuid';
import { BadStamp, stampReader, type ReadStamp } from '../feed/stamp.ts';
import type { Row } from '../feed/rows.ts';
import type { FactLineMap, FactMap, ValueMap } from './fact-map.ts';

/** A fact as the door takes it. */
export interface FactLine {
  readonly fact: string;
  readonly version: number;
  readonly code: string;
  readonly officer?: string;
  readonly badge?: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  readonly reference: string | null;
  readonly source: string;
  readonly withdrawn?: string;
}

/** A fact and the row it was made of. */
export interface RowFact {
  readonly row: number;
  readonly line: FactLine;
}

/** What of a row cannot be read. */
export interface RowFault {
  readonly row: number;
  readonly detail: string;
}

/** Names in this space are facts of files. */
const IMPORTED = '3a1d6c1b-0f0e-4f4b-8d86-5f9f7f1a9c52';

class BadValue extends Error {}

type Values = Row['values'];

const cell = (values: Values, column: string): string => (values[column] ?? '').trim();

/** The value of a member; undefined where its column is empty. @throws BadValue */
const valueOf = (map: ValueMap | undefined, values: Values): string | undefined => {
  if (map === undefined) return undefined;
  if ('is' in map) return map.is;
  const text = cell(values, map.column);
  if (text === '' || map.values === undefined) return text === '' ? undefined : text;
  const ours = map.values[text];
  if (ours === undefined) throw new BadValue(`"${text}" of "${map.column}" is not in the map.`);
  return ours;
};

const wholeOf = (name: string, text: string): number => {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new BadValue(`"${name}" is "${text}", no whole number.`);
};

const amountsOf = ({ amounts = {} }: FactLineMap, values: Values): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const [name, map] of Object.entries(amounts)) {
    const text = valueOf(map, values);
    if (text !== undefined) found[name] = wholeOf(name, text);
  }
  return found;
};

const columnOf = (map: ValueMap | undefined): string[] =>
  map !== undefined && 'column' in map ? [map.column] : [];

const columnsOf = (fact: FactLineMap): string[] => [
  ...columnOf(fact.code),
  ...(fact.occurredAt === undefined ? [] : [fact.occurredAt]),
  ...Object.values(fact.amounts ?? {}).flatMap(columnOf),
  ...columnOf(fact.evidence),
  ...columnOf(fact.reference),
  ...(fact.when === undefined ? [] : [fact.when.column]),
];

/** Turns rows into facts. */
export class RowFacts {
  private readonly stamp: ReadStamp;

  constructor(private readonly map: FactMap) {
    this.stamp = stampReader(map);
  }

  /** Columns that the map names and the file does not have. */
  missingColumns({ values }: Row): string[] {
    const { id, version, officer, badge, occurredAt, withdrawn, facts } = this.map;
    const named = [...id, version, officer, badge, occurredAt, withdrawn?.column]
      .filter((name) => name !== undefined)
      .concat(facts.flatMap(columnsOf));
    return [...new Set(named)].filter((name) => values[name] === undefined);
  }

  /** Facts of one row, and what of it cannot be read. */
  read(row: Row): { facts: RowFact[]; faults: RowFault[] } {
    const facts: RowFact[] = [];
    const faults: RowFault[] = [];
    for (const map of this.map.facts) {
      try {
        const line = this.line(row.values, map);
        if (line !== undefined) facts.push({ row: row.number, line });
      } catch (error) {
        if (!(error instanceof BadStamp || error instanceof BadValue)) throw error;
        faults.push({ row: row.number, detail: error.message });
      }
    }
    return { facts, faults };
  }

  private line(values: Values, fact: FactLineMap): FactLine | undefined {
    const { when } = fact;
    if (when !== undefined && !when.is.includes(cell(values, when.column))) return undefined;
    const code = valueOf(fact.code, values);
    if (code === undefined) throw new BadValue('The column of the code is empty.');
    return {
      fact: this.idOf(values, fact),
      version: this.versionOf(values),
      code,
      ...this.personOf(values),
      occurredAt: this.stamp(this.must(values, fact.occurredAt ?? this.map.occurredAt)),
      amounts: amountsOf(fact, values),
      evidence: valueOf(fact.evidence, values) ?? null,
      reference: valueOf(fact.reference, values) ?? null,
      source: this.map.source,
      ...this.withdrawnOf(values),
    };
  }

  /** The same record leads to the same id in every file. */
  private idOf(values: Values, { name = '' }: FactLineMap): string {
    const parts = this.map.id.map((column) => this.must(values, column));
    return v5(JSON.stringify([this.map.source, ...parts, name]), IMPORTED);
  }

  private versionOf(values: Values): number {
    const { version } = this.map;
    return version === undefined ? 1 : wholeOf(version, this.must(values, version));
  }

  private personOf(values: Values): { officer?: string; badge?: string } {
    const { officer, badge } = this.map;
    if (officer !== undefined) return { officer: this.must(values, officer) };
    return badge === undefined ? {} : { badge: this.must(values, badge) };
  }

  private withdrawnOf(values: Values): { withdrawn?: string } {
    const { withdrawn } = this.map;
    if (withdrawn === undefined) return {};
    const { column, is, reason } = withdrawn;
    return is.includes(cell(values, column)) ? { withdrawn: reason } : {};
  }

  private must(values: Values, column: string): string {
    const text = cell(values, column);
    if (text !== '') return text;
    throw new BadValue(`The column "${column}" is empty.`);
  }
}
