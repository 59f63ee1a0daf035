import { createHash } from 'node:crypto';
import type { EventEnvelope } from '@ywk/contracts';
import { sealedPoints } from '../seal/check-seals.ts';
import type { SignedSeal } from '../seal/seal.ts';
import { verifyLog, type FirstBad } from '../verify-log.ts';
import {
  headerOf,
  recordOf,
  type ExportedCommand,
  type ExportEnd,
  type ExportHeader,
} from './export-format.ts';

/** What is wrong with the file itself. */
export interface Damage {
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

/** An export that is no export, or is not whole. */
export class ExportDamaged extends Error {
  override readonly name = 'ExportDamaged';

  constructor(readonly damage: Damage) {
    super(`Line ${damage.line}: ${damage.what}`);
  }
}

export interface Beside {
  command?(command: ExportedCommand): void | Promise<void>;
  seal?(sealed: SignedSeal): void;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Reads an export once, from its first line to its last. */
export class ExportReader {
  /** Set when a line cannot be read, or (early: all before it were) the end is not what it should be. */
  damage: (Damage & { readonly early: boolean }) | undefined;
  private readonly lines: AsyncIterator<string>;
  private readonly sum = createHash('sha256');
  private readonly counts = { events: 0, commands: 0, seals: 0 };
  private line = 0;
  private ended = false;

  constructor(lines: AsyncIterable<string>) {
    this.lines = lines[Symbol.asyncIterator]();
  }

  /** The first line; to be asked for first. @throws ExportDamaged */
  async header(): Promise<ExportHeader> {
    const line = await this.next();
    try {
      if (line === undefined) throw new SyntaxError('The file is empty.');
      const header = headerOf(line);
      this.sum.update(`${line}\n`);
      return header;
    } catch (error) {
      throw new ExportDamaged({ line: 1, what: messageOf(error) });
    }
  }

  /** The events in their order; hands over what stands beside them, and ends at the first damage. */
  async *events(beside: Beside = {}): AsyncGenerator<EventEnvelope> {
    for (let line = await this.next(); line !== undefined; line = await this.next()) {
      const event = await this.taken(line, beside);
      if (this.damage !== undefined) return;
      if (event !== undefined) yield event;
    }
    if (this.ended) return;
    this.damage ??= { line: this.line + 1, what: 'The file ends too early.', early: true };
  }

  private async taken(line: string, beside: Beside): Promise<EventEnvelope | undefined> {
    try {
      return await this.take(line, beside);
    } catch (error) {
      this.damage = { line: this.line, what: messageOf(error), early: this.ended };
      return undefined;
    }
  }

  private async next(): Promise<string | undefined> {
    try {
      const { done, value } = await this.lines.next();
      this.line += 1;
      return done === true ? undefined : value;
    } catch (error) {
      this.damage = { line: this.line + 1, what: messageOf(error), early: true };
      return undefined;
    }
  }

  private async take(line: string, beside: Beside): Promise<EventEnvelope | undefined> {
    if (this.ended) throw new SyntaxError('There is more behind the last line.');
    const record = recordOf(line);
    if (record.kind === 'end') {
      this.checkEnd(record.end);
      return undefined;
    }
    this.sum.update(`${line}\n`);
    this.counts[`${record.kind}s`] += 1;
    if (record.kind === 'command') await beside.command?.(record.command);
    if (record.kind === 'seal') beside.seal?.(record.sealed);
    return record.kind === 'event' ? record.event : undefined;
  }

  private checkEnd(end: ExportEnd): void {
    this.ended = true;
    const { events, commands, seals } = this.counts;
    const complete = end.events === events && end.commands === commands && end.seals === seals;
    if (complete && end.sha256 === this.sum.digest('hex')) return;
    throw new SyntaxError(
      'Command ids, seals or heads were changed: the file is not what its last line says.',
    );
  }
}

/** What is known of an export after it was read. */
export type VerifiedExport = {
  readonly service: string;
  readonly logs: readonly string[];
  readonly seals: readonly SignedSeal[];
} & (
  | { readonly ok: true; readonly events: number }
  | { readonly ok: false; readonly firstBad: FirstBad }
  | { readonly ok: false; readonly damage: Damage }
);

export interface VerifyExportOptions {
  /** Seals taken outside; without them those in the file are held against its events. */
  readonly anchored?: readonly SignedSeal[];
  readonly onProgress?: (done: number, total: number) => void;
}

async function* counted(
  events: AsyncIterable<EventEnvelope>,
  told: (done: number) => void,
): AsyncGenerator<EventEnvelope> {
  let done = 0;
  for await (const event of events) {
    yield event;
    done += 1;
    told(done);
  }
}

/** Reads a whole export and names the first thing in it that is wrong. @throws ExportDamaged */
export const verifyExport = async (
  lines: AsyncIterable<string>,
  { anchored = [], onProgress }: VerifyExportOptions = {},
): Promise<VerifiedExport> => {
  const reader = new ExportReader(lines);
  const { service, logs } = await reader.header();
  const heads = new Map(Object.entries(logs));
  const total = [...heads.values()].flat().reduce((sum, { lastPos }) => sum + lastPos, 0);
  const seals: SignedSeal[] = [];
  const read = reader.events({ seal: (sealed) => void seals.push(sealed) });
  const verified = await verifyLog(
    counted(read, (done) => onProgress?.(done, total)),
    { heads, closed: true, sealed: sealedPoints(anchored) },
  );
  const about = { service, logs: [...heads.keys()], seals };
  const { damage } = reader;
  if (!verified.ok && (damage === undefined || damage.early)) return { ...about, ...verified };
  if (damage === undefined) return { ...about, ...verified };
  return { ...about, ok: false, damage: { line: damage.line, what: damage.what } };
};
