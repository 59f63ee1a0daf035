import { closeSync, openSync, writeSync } from 'node:fs';
import type { Entry, Item } from '../checker/dump.ts';

/** Writes down what is sent and what is answered, line by line, as it happens. */
export class History {
  private readonly file: number;
  private operations = 0;
  readonly counts = new Map<string, number>();

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  /** Something is about to be sent. @returns the number of the operation */
  invoke(kind: string, items: readonly Item[], note?: unknown): number {
    this.operations += 1;
    this.write({ op: this.operations, phase: 'invoke', kind, items, note });
    return this.operations;
  }

  /** The answer, with the places (from 0) of the items that were refused. */
  ok(op: number, kind: string, answer: Pick<Entry, 'refused' | 'note'> = {}): void {
    this.write({ op, phase: 'ok', kind, ...answer });
  }

  /** Surely nothing was taken. */
  fail(op: number, kind: string, note?: unknown): void {
    this.write({ op, phase: 'fail', kind, note });
  }

  /** Nobody knows what became of it. */
  info(op: number, kind: string, note?: unknown): void {
    this.write({ op, phase: 'info', kind, note });
  }

  close(): void {
    closeSync(this.file);
  }

  private write(entry: Omit<Entry, 'at'>): void {
    const name = `${entry.kind} ${entry.phase}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    writeSync(this.file, `${JSON.stringify({ at: Date.now(), ...entry })}\n`);
  }
}
