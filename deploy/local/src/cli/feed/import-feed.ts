import {
  compileSchema,
  dispatchEventSchema,
  SchemaMismatch,
  type DispatchEvent,
} from '@ywk/contracts';
import type { Delivered } from './door.ts';
import type { FeedMap } from './feed-map.ts';
import { RowEvents, type RowProblem } from './row-events.ts';
import { rowsOf } from './rows.ts';

/** What became of a file. */
export interface ImportReport {
  readonly source: string;
  readonly rows: number;
  readonly events: number;
  /** Acknowledged in an earlier run that was broken off. */
  readonly resumedAfter: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Accepted, but their badge or seat is not known: facts wait. */
  readonly parked: number;
  readonly rejected: number;
  /** Events by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What could not be read or was refused; the first hundred. */
  readonly problems: readonly string[];
}

export interface ImportParts {
  readonly file: string;
  readonly map: FeedMap;
  /** Hands a batch over; absent for a dry run. */
  readonly deliver?: (events: readonly DispatchEvent[]) => Promise<Delivered>;
  /** Events acknowledged in an earlier run. */
  readonly skip: number;
  /** Told after each batch: events done so far, rows read so far. */
  readonly onProgress: (events: number, rows: number) => void;
}

const EVENTS_PER_DELIVERY = 5_000;
const SHOWN_PROBLEMS = 100;

const validate = compileSchema<DispatchEvent>('event', dispatchEventSchema);

const faultOf = (event: DispatchEvent): string | undefined => {
  try {
    validate(event);
    return undefined;
  } catch (error) {
    if (error instanceof SchemaMismatch) return error.message;
    throw error;
  }
};

/** Reads a file by its map and hands its events over, batch by batch. */
export class FeedImport {
  private readonly reader: RowEvents;
  private readonly kinds: Record<string, number> = {};
  private readonly problems: string[] = [];
  private readonly sums = { accepted: 0, duplicates: 0, parked: 0, rejected: 0 };
  private batch: DispatchEvent[] = [];
  private rows = 0;
  private events = 0;

  constructor(private readonly parts: ImportParts) {
    this.reader = new RowEvents(parts.map);
  }

  /** @throws TypeError when the file lacks columns that the map names */
  async run(): Promise<ImportReport> {
    for await (const row of rowsOf(this.parts.file, this.parts.map)) {
      if (this.rows === 0) this.checkColumns(this.reader.missingColumns(row));
      this.rows += 1;
      const { events, problems } = this.reader.read(row);
      problems.forEach((problem) => this.noteRow(problem));
      for (const event of events) await this.add(event);
    }
    await this.flush();
    return this.report();
  }

  private checkColumns(missing: readonly string[]): void {
    // Lines of NDJSON need not all have the same members.
    if (missing.length === 0 || this.parts.map.format === 'ndjson') return;
    throw new TypeError(`The file has no column ${missing.map((name) => `"${name}"`).join(', ')}.`);
  }

  private async add(event: DispatchEvent): Promise<void> {
    this.events += 1;
    this.kinds[event.kind] = (this.kinds[event.kind] ?? 0) + 1;
    if (this.events <= this.parts.skip) return;
    this.batch.push(event);
    if (this.batch.length === EVENTS_PER_DELIVERY) await this.flush();
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    this.batch = [];
    if (batch.length > 0) await this.hand(batch);
    this.parts.onProgress(this.events, this.rows);
  }

  private async hand(batch: readonly DispatchEvent[]): Promise<void> {
    const { deliver } = this.parts;
    if (deliver === undefined) return this.look(batch);
    const answer = await deliver(batch);
    this.sums.accepted += answer.accepted;
    this.sums.duplicates += answer.duplicates;
    this.sums.parked += answer.parked;
    for (const { line, code, detail } of answer.rejected) {
      this.sums.rejected += 1;
      this.note(`${batch[line - 1]?.eventId ?? '?'}: ${code} ${detail}`);
    }
  }

  /** A dry run looks at what would be sent. */
  private look(batch: readonly DispatchEvent[]): void {
    for (const event of batch) {
      const fault = faultOf(event);
      if (fault === undefined) continue;
      this.sums.rejected += 1;
      this.note(`${event.eventId}: ${fault}`);
    }
  }

  private noteRow({ row, detail }: RowProblem): void {
    this.sums.rejected += 1;
    this.note(`row ${row}: ${detail}`);
  }

  private note(problem: string): void {
    if (this.problems.length < SHOWN_PROBLEMS) this.problems.push(problem);
  }

  private report(): ImportReport {
    const { accepted, duplicates, parked, rejected } = this.sums;
    return {
      source: this.parts.map.source,
      rows: this.rows,
      events: this.events,
      resumedAfter: Math.min(this.parts.skip, this.events),
      accepted,
      duplicates,
      parked,
      rejected,
      kinds: this.kinds,
      problems: this.problems,
    };
  }
}
