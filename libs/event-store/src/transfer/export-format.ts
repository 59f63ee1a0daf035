import { decodeEnvelope, type EventEnvelope } from '@ywk/contracts';
import { sealOf, type SignedSeal } from '../seal/seal.ts';

/** How one partition stood when it was exported. */
export interface ExportedHead {
  readonly partition: number;
  readonly lastPos: number;
  readonly lastHash: string;
  readonly logEpoch: number;
  /** Milliseconds since 1970; what is appended next is not recorded earlier. */
  readonly lastRecordedMs: number;
  /** How far the relay had sent; null when nothing was ever sent. */
  readonly relayed: number | null;
}

export interface ExportHeader {
  readonly format: typeof FORMAT;
  readonly service: string;
  readonly exportedAt: string;
  readonly logs: Readonly<Record<string, readonly ExportedHead[]>>;
}

/** A command id as it is kept: what makes the same command again a duplicate. */
export interface ExportedCommand {
  readonly partition: number;
  readonly log: string;
  readonly commandId: string;
  /** 64 hex digits, or none where the request is not known. */
  readonly requestHash: string;
  readonly positions: string;
  readonly recordedMs: number;
}

export interface ExportEnd {
  readonly events: number;
  readonly commands: number;
  readonly seals: number;
  /** Over all lines before, each with its line feed; 64 hex digits. */
  readonly sha256: string;
}

export const FORMAT = 'ywk.log-export.v1';

/** One line between the first and the last. */
export type ExportRecord =
  | { readonly kind: 'event'; readonly event: EventEnvelope }
  | { readonly kind: 'command'; readonly command: ExportedCommand }
  | { readonly kind: 'seal'; readonly sealed: SignedSeal }
  | { readonly kind: 'end'; readonly end: ExportEnd };

const EVENT = '{"log":';
const SEAL = '{"seal":';

/** @throws SyntaxError, MalformedEnvelope, MalformedSeal */
export const recordOf = (line: string): ExportRecord => {
  if (line.startsWith(EVENT)) return { kind: 'event', event: decodeEnvelope(line) };
  if (line.startsWith(SEAL)) return { kind: 'seal', sealed: sealOf(line) };
  const { command, end } = JSON.parse(line) as { command?: ExportedCommand; end?: ExportEnd };
  if (command !== undefined) return { kind: 'command', command };
  if (end !== undefined) return { kind: 'end', end };
  throw new SyntaxError('The line is neither an event, a command, a seal nor the end.');
};

/** @throws SyntaxError when it is none */
export const headerOf = (line: string): ExportHeader => {
  const header = JSON.parse(line) as ExportHeader;
  if (header?.format === FORMAT) return header;
  throw new SyntaxError(`It does not begin as an export (${FORMAT}).`);
};
