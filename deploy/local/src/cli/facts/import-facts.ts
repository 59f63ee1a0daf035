import type { EnteredLines } from '../feed/door.ts';
import { rowsOf } from '../feed/rows.ts';
import type { FactMap } from './fact-map.ts';
import { RowFacts, type FactLine, type RowFact } from './row-facts.ts';

/** What became of a file. */
export interface FactImportReport {
  readonly source: string;
  readonly rows: number;
  readonly facts: number;
  /** Acknowledged in an earlier run that was broken off. */
  readonly resumedAfter: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** A higher version was known already. */
  readonly superseded: number;
  /** Of all these, how many wait for their owner. */
  readonly pending: number;
  readonly rejected: number;
  /** Facts by code. */
  readonly codes: Readonly<Record<string, number>>;
  /** What could not be read or was refused, by row; the first hundred. */
  readonly problems: readonly string[];
}

export interface FactImportParts {
  readonly file: string;
  readonly map: FactMap;
  /** Hands a batch over; absent for a dry run. */
  readonly enter?: (facts: readonly FactLine[]) => Promise<EnteredLines>;
  /** Facts acknowledged in an earlier run. */
  readonly skip: number;
  /** Told after each batch: facts done so far, rows read so far. */
  readonly onProgress: (facts: number, rows: number) => void;
}

const FACTS_PER_BATCH = 1_000;
const SHOWN_PROBLEMS = 100;

/** Reads a file by its map and enters its facts, batch by batch. */
export class FactImport {
  private readonly reader: RowFacts;
  private readonly codes: Record<string, number> = {};
  private readonly problems: string[] = [];
  private readonly sums = { accepted: 0, duplicates: 0, superseded: 0, pending: 0, rejected: 0 };
  private batch: RowFact[] = [];
  private rows = 0;
  private facts = 0;

  constructor(private readonly parts: FactImportParts) {
    this.reader = new RowFacts(parts.map);
  }

  /** @throws TypeError when the file lacks columns that the map names */
  async run(): Promise<FactImportReport> {
    const { file, map } = this.parts;
    for await (const row of rowsOf(file, map)) {
      if (this.rows === 0) this.checkColumns(this.reader.missingColumns(row));
      this.rows += 1;
      const { facts, faults } = this.reader.read(row);
      for (const fault of faults) this.refuse(fault.row, fault.detail);
      for (const fact of facts) await this.add(fact);
    }
    await this.flush();
    return this.report();
  }

  private checkColumns(missing: readonly string[]): void {
    // Lines of NDJSON need not all have the same members.
    if (missing.length === 0 || this.parts.map.format === 'ndjson') return;
    throw new TypeError(`The file has no column ${missing.map((name) => `"${name}"`).join(', ')}.`);
  }

  private async add(fact: RowFact): Promise<void> {
    this.facts += 1;
    this.codes[fact.line.code] = (this.codes[fact.line.code] ?? 0) + 1;
    if (this.facts <= this.parts.skip) return;
    this.batch.push(fact);
    if (this.batch.length === FACTS_PER_BATCH) await this.flush();
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    this.batch = [];
    if (batch.length > 0) await this.hand(batch);
    this.parts.onProgress(this.facts, this.rows);
  }

  private async hand(batch: readonly RowFact[]): Promise<void> {
    const answer = await this.parts.enter?.(batch.map(({ line }) => line));
    if (answer === undefined) return;
    for (const name of ['accepted', 'duplicates', 'superseded', 'pending'] as const) {
      this.sums[name] += answer[name];
    }
    for (const { line, code, detail } of answer.rejected) {
      this.refuse(batch[line - 1]?.row ?? 0, `${code} ${detail}`);
    }
  }

  private refuse(row: number, detail: string): void {
    this.sums.rejected += 1;
    if (this.problems.length < SHOWN_PROBLEMS) this.problems.push(`row ${row}: ${detail}`);
  }

  private report(): FactImportReport {
    return {
      source: this.parts.map.source,
      rows: this.rows,
      facts: this.facts,
      resumedAfter: Math.min(this.parts.skip, this.facts),
      ...this.sums,
      codes: this.codes,
      problems: this.problems,
    };
  }
}
