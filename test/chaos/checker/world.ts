import { SERVICES, type Dump, type Entry, type Item } from './dump.ts';
import type { EventRow } from './form.ts';

/** An event with its data read. */
export interface KeptEvent extends EventRow {
  readonly service: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One operation of the history with how it ended; without an answer it is unknown. */
export interface Operation {
  readonly kind: string;
  readonly items: readonly Item[];
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly refused: ReadonlySet<number>;
}

const byPlace = (a: EventRow, b: EventRow): number => a.partition - b.partition || a.pos - b.pos;

const operationsOf = (history: readonly Entry[]): Operation[] => {
  const answers = new Map<number, Entry>();
  for (const entry of history) if (entry.phase !== 'invoke') answers.set(entry.op, entry);
  return history
    .filter(({ phase, items }) => phase === 'invoke' && items !== undefined)
    .map(({ op, kind, items = [] }) => {
      const answer = answers.get(op);
      const outcome = answer?.phase === 'ok' || answer?.phase === 'fail' ? answer.phase : 'info';
      return { kind, items, outcome, refused: new Set(answer?.refused ?? []) };
    });
};

/** A dump, sorted for judging. */
export class World {
  readonly operations: readonly Operation[];
  readonly events: readonly KeptEvent[];
  private readonly byLog = new Map<string, KeptEvent[]>();

  constructor(readonly dump: Dump) {
    this.operations = operationsOf(dump.history);
    this.events = SERVICES.flatMap((service) =>
      dump.rows<EventRow>(service, 'event').map((row) => {
        const body = JSON.parse(row.data) as KeptEvent['body'];
        return { ...row, service, body };
      }),
    ).sort(byPlace);
    for (const event of this.events) {
      const known = this.byLog.get(event.log);
      if (known === undefined) this.byLog.set(event.log, [event]);
      else known.push(event);
    }
  }

  get logs(): string[] {
    return [...this.byLog.keys()].sort();
  }

  /** Events of a log by partition and position. */
  of(log: string): readonly KeptEvent[] {
    return this.byLog.get(log) ?? [];
  }

  ofType(log: string, ...types: string[]): KeptEvent[] {
    return this.of(log).filter(({ type }) => types.includes(type));
  }

  text(event: KeptEvent, member: string): string {
    return String(event.body[member]);
  }
}

export const placeOf = ({ log, partition, pos }: EventRow): string => `${log}/${partition}@${pos}`;
