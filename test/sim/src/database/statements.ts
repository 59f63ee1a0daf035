import type { LogTables } from './log-tables.ts';
import type { Call, ProgressTables } from './progress-tables.ts';
import type { RelayTables } from './relay-tables.ts';
import { answer, type Answer, type Transaction } from './rows.ts';
import { VIEW_READ, VIEW_WRITE } from './view-statements.ts';

type Values = readonly unknown[];

/** What statements work on. */
export interface Tables {
  readonly log: LogTables;
  readonly relay: RelayTables;
  readonly followers: ProgressTables;
  end(how: 'COMMIT' | 'ROLLBACK', tx: Transaction | undefined): Answer;
}

/** One statement of the libraries, and what the simulated database does with it. */
interface Statement {
  readonly shape: RegExp;
  /** What it is called in a schedule. */
  readonly name: string;
  readonly reads: boolean;
  execute(tables: Tables, call: Call, values: Values): Answer;
}

const statement = (shape: RegExp, name: string, execute: Statement['execute']): Statement => ({
  shape,
  name,
  reads: /^(read|look|make)/.test(name),
  execute,
});

const STATEMENTS: readonly Statement[] = [
  statement(/^BEGIN/, 'BEGIN', () => answer([])),
  statement(/^COMMIT/, 'COMMIT', (db, { tx }) => db.end('COMMIT', tx)),
  statement(/^ROLLBACK$/, 'ROLLBACK', (db, { tx }) => db.end('ROLLBACK', tx)),
  statement(/append_events\(/, 'append', (db, _, values) => db.log.append(values)),
  statement(/FROM command_id/, 'look up command id', (db, _, v) => db.log.findCommand(v)),
  statement(/FROM event e[^]*e\.stream = \$3/, 'read stream', (db, _, v) => db.log.readStream(v)),
  statement(/FROM event e[^]*LIMIT \$4$/, 'read log', (db, _, v) => db.log.readLog(v)),
  statement(/INSERT INTO relay_lease/, 'make lease', (db, _, v) => db.relay.ensureLease(v)),
  statement(/UPDATE relay_lease[^]*SET owner/, 'take lease', (db, _, v) => db.relay.takeLease(v)),
  statement(/WITH held[^]*relay_checkpoint/, 'save checkpoint', (db, _, v) => db.relay.save(v)),
  statement(/last_partition >= \$1/, 'lock leases', (db, { tx }, v) => db.relay.lockLeases(v, tx)),
  statement(/relay_lease[^]*\$3 \* interval/, 'renew lease', (db, _, v) => db.relay.keepLease(v)),
  statement(/relay_lease[^]*-infinity/, 'free lease', (db, _, v) => db.relay.freeLease(v)),
  statement(/INSERT INTO relay_checkpoint/, 'make checkpoints', (db, _, v) =>
    db.relay.ensureCheckpoints(v),
  ),
  statement(/FROM relay_checkpoint/, 'read checkpoints', (db, _, v) => db.relay.readCheckpoints(v)),
  statement(/UPDATE relay_checkpoint/, 'rewind', (db, { tx }, v) => db.relay.rewind(v, tx)),
  statement(/last_hash, log_epoch FROM log_counter/, 'read heads', (db, _, v) =>
    db.log.readHeads(v),
  ),
  statement(/last_pos FROM log_counter/, 'read ends', (db, _, v) => db.relay.readEnds(v)),
  statement(/CROSS JOIN LATERAL[^]*FROM event/, 'read unsent', (db, _, v) =>
    db.relay.readUnsent(v),
  ),
  statement(/INSERT INTO follower_progress/, 'claim', (db, call, v) => db.followers.claim(v, call)),
  statement(/FROM unnest[^]*parked_event/, 'read parked keys', () => answer([])),
  statement(/UPDATE follower_progress p/, 'advance', (db, call, v) =>
    db.followers.advance(v, call),
  ),
  statement(/owner FROM follower_progress/, 'read owner', (db, _, v) => db.followers.ownerOf(v)),
  statement(/UPDATE follower_progress SET state/, 'clear halt', (db, _, v) =>
    db.followers.clearHalt(v),
  ),
  statement(/p\.state = 'running'/, 'look at halts', (db, _, v) => db.followers.cleared(v)),
  statement(VIEW_READ.shape, 'read view', (db, call, v) => db.followers.readView(v, call)),
  statement(VIEW_WRITE.shape, 'write view', (db, call, v) => db.followers.writeView(v, call)),
];

const known = new Map<string, Statement>();

/** @throws TypeError for a statement that is not played */
export const statementOf = (text: string): Statement => {
  let found = known.get(text);
  if (found === undefined) {
    found = STATEMENTS.find(({ shape }) => shape.test(text));
    if (found === undefined) {
      throw new TypeError(`The simulated database does not know this statement:\n${text}`);
    }
    known.set(text, found);
  }
  return found;
};
