import { PARTITIONS, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { importEvents, ImportRefused } from '../import-events.ts';
import { anchorLine, type SignedSeal } from '../seal/seal.ts';
import { KEEP_SEAL } from '../seal/seal.statements.ts';
import { keptSeals } from '../seal/sealer.ts';
import type { ExportedCommand, ExportedHead } from './export-format.ts';
import { ExportDamaged, ExportReader } from './read-export.ts';
import {
  FINISH_COUNTERS,
  IMPORT_CHECKPOINTS,
  IMPORT_COMMANDS,
  LOCK_TARGET,
} from './transfer.statements.ts';

export interface ImportPlan {
  readonly service: string;
  /** All logs of the service: it is moved with all of them, or not. */
  readonly logs: readonly string[];
  readonly registry: ContractRegistry;
  /** `continue`: the relay goes on where it was; `start`: it sends everything again. */
  readonly relay: 'continue' | 'start';
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Imported {
  readonly events: number;
  readonly commands: number;
  readonly seals: number;
}

const EVENTS = 1_000;
const COMMANDS = 2_000;

const lockTarget = async (tx: PoolClient, { logs }: ImportPlan): Promise<void> => {
  const { rows } = await tx.query<{ log: string; used: boolean }>(LOCK_TARGET, [
    logs,
    PARTITIONS - 1,
  ]);
  const used = rows.find((row) => row.used);
  if (used !== undefined) throw new ImportRefused(`The log ${used.log} is not empty here.`);
  if (rows.length !== logs.length * PARTITIONS) {
    throw new ImportRefused('A log has no counters here: run the service once with "migrate".');
  }
  const seals = await keptSeals(tx);
  if (seals.length > 0) throw new ImportRefused('There are seals here already.');
};

/** Moves what an export holds into empty logs. */
class Import {
  private readonly counts = { events: 0, commands: 0, seals: 0 };
  private events: EventEnvelope[] = [];
  private commands: ExportedCommand[] = [];
  private seals: SignedSeal[] = [];

  constructor(
    private readonly tx: PoolClient,
    private readonly plan: ImportPlan,
  ) {}

  async take(reader: ExportReader, total: number): Promise<Imported> {
    const beside = {
      command: (command: ExportedCommand) => this.command(command),
      seal: (sealed: SignedSeal) => void this.seals.push(sealed),
    };
    for await (const event of reader.events(beside)) {
      await this.event(event);
      this.plan.onProgress?.(this.counts.events, total);
    }
    if (reader.damage !== undefined) throw new ExportDamaged(reader.damage);
    await this.writeEvents();
    await this.writeCommands();
    await this.writeSeals();
    return this.counts;
  }

  async finish(log: string, heads: readonly ExportedHead[]): Promise<void> {
    const { rows } = await this.tx.query<{ partition: number }>(FINISH_COUNTERS, [
      log,
      heads.map(({ partition }) => partition),
      heads.map(({ lastPos }) => lastPos),
      heads.map(({ lastHash }) => lastHash),
      heads.map(({ logEpoch }) => logEpoch),
      heads.map(({ lastRecordedMs }) => lastRecordedMs),
    ]);
    const [unlike] = rows;
    if (unlike !== undefined) {
      throw new ImportRefused(`${log}/${unlike.partition} does not end as the export says.`);
    }
    const sent = heads.filter(({ relayed }) => relayed !== null);
    if (this.plan.relay === 'start' || sent.length === 0) return;
    await this.tx.query(IMPORT_CHECKPOINTS, [
      log,
      sent.map(({ partition }) => partition),
      sent.map(({ relayed }) => relayed),
    ]);
  }

  private async event(event: EventEnvelope): Promise<void> {
    const [first] = this.events;
    const elsewhere = first?.log !== event.log || first.partition !== event.partition;
    if (this.events.length === EVENTS || elsewhere) await this.writeEvents();
    this.events.push(event);
    this.counts.events += 1;
  }

  private async command(command: ExportedCommand): Promise<void> {
    this.commands.push(command);
    this.counts.commands += 1;
    if (this.commands.length === COMMANDS) await this.writeCommands();
  }

  private async writeEvents(): Promise<void> {
    await importEvents(this.tx, this.events, this.plan.registry);
    this.events = [];
  }

  private async writeCommands(): Promise<void> {
    const rows = this.commands;
    this.commands = [];
    await this.tx.query(IMPORT_COMMANDS, [
      rows.map(({ partition }) => partition),
      rows.map(({ log }) => log),
      rows.map(({ commandId }) => commandId),
      rows.map(({ requestHash }) => requestHash),
      rows.map(({ positions }) => positions),
      rows.map(({ recordedMs }) => recordedMs),
    ]);
  }

  private async writeSeals(): Promise<void> {
    for (const sealed of this.seals) {
      const { number, day } = sealed.seal;
      await this.tx.query(KEEP_SEAL, [number, day, anchorLine(sealed)]);
      this.counts.seals += 1;
    }
  }
}

/**
 * Moves a service's logs whole into a database where they are empty: the same bytes, positions,
 * hashes, stream heads, epochs, command ids and seals. Verify the file first: what is found wrong here
 * throws, and the transaction must be rolled back. For the owner's role.
 * @throws ImportRefused, ExportDamaged, UnknownEvent
 */
export const importLog = async (
  tx: PoolClient,
  lines: AsyncIterable<string>,
  plan: ImportPlan,
): Promise<Imported> => {
  const reader = new ExportReader(lines);
  const { service, logs } = await reader.header();
  if (service !== plan.service) throw new ImportRefused(`The file holds logs of ${service}.`);
  const lacking = plan.logs.filter((log) => logs[log] === undefined);
  if (lacking.length > 0) {
    throw new ImportRefused(
      `The file lacks ${lacking.join(', ')}: a service is moved with all its logs.`,
    );
  }
  await lockTarget(tx, plan);
  const total = Object.values(logs)
    .flat()
    .reduce((sum, { lastPos }) => sum + lastPos, 0);
  const moving = new Import(tx, plan);
  const imported = await moving.take(reader, total);
  for (const [log, heads] of Object.entries(logs)) await moving.finish(log, heads);
  return imported;
};
