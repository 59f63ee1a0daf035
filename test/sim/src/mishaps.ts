import { chainHash, contentHash, encodeEnvelope, type EventEnvelope } from '@ywk/contracts';
import { idOf, LOG, PARTITIONS_PLAYED } from './notes.ts';
import type { System } from './system.ts';

type Mishap = (system: System) => void;

const partitionOf = ({ world }: System): number => world.chance.pick(PARTITIONS_PLAYED) ?? 0;

const withProcess =
  (work: (system: System, process: System['network']) => void): Mishap =>
  (system) => {
    const process = system.world.chance.pick(system.processes());
    if (process !== undefined) work(system, process);
  };

const frozenOne =
  (work: (system: System, process: System['network']) => void): Mishap =>
  (system) => {
    const frozen = system.processes().filter((process) => process.frozen);
    const process = system.world.chance.pick(frozen);
    if (process !== undefined) work(system, process);
  };

const cut: Mishap = (system) => {
  const partition = partitionOf(system);
  const count = 1 + system.world.chance.below(3);
  system.world.note('broker', `loses the last ${count} records of partition ${partition}`);
  system.topic.cut(partition, count);
};

const madeAnew: Mishap = (system) => {
  const partition = partitionOf(system);
  system.world.note('broker', `partition ${partition} is made anew`);
  system.topic.clear(partition);
};

/** An amount in a record becomes another one. */
const flipped: Mishap = (system) => {
  const partition = partitionOf(system);
  const back = system.world.chance.below(2) + 1;
  const at = system.topic.high(partition) - back;
  const record = system.topic.records(partition)[at];
  if (record === undefined) return;
  system.world.note('broker', `garbles the record at offset ${at} of partition ${partition}`);
  const value = record.value.replace(/"n":\d+/, '"n":77');
  system.topic.replace(partition, at, value);
};

/** An event of another history, whole in itself, stands where the next one should. */
const foreign: Mishap = (system) => {
  const partition = partitionOf(system);
  const { events } = system.database.log.chain(LOG, partition);
  const model = events[system.database.relay.checkpoint(LOG, partition)] ?? events.at(-1);
  if (model === undefined) return;
  const eventId = idOf(3, system.world.steps);
  const dataText = model.dataText.replace(/"n":\d+/, '"n":78');
  const content: EventEnvelope = { ...model, eventId, dataText };
  const prevHash = 'f'.repeat(64);
  const { pos, streamVersion, logEpoch, recordedAt } = model;
  const hash = chainHash({
    prevHash,
    contentHash: contentHash(content),
    pos,
    streamVersion,
    recordedMs: Date.parse(recordedAt),
    logEpoch,
  });
  system.world.note('broker', `a stranger writes position ${pos} to partition ${partition}`);
  system.topic.intrude(partition, model.key, encodeEnvelope({ ...content, prevHash, hash }));
};

const slow: Mishap = (system) => {
  const partition = partitionOf(system);
  system.world.note('broker', `partition ${partition} is slow`);
  system.faults.slow(partition, 5_000);
};

const jump: Mishap = ({ world }) => {
  world.note('world', 'time passes and nobody runs');
  world.pass(7_000);
};

/** What can befall the whole system; each schedule has some of it. */
const USUAL: readonly Mishap[] = [
  withProcess((system, process) => system.kill(process)),
  withProcess((system, process) => system.stop(process)),
  withProcess((system, process) => system.freeze(process)),
  frozenOne((system, process) => system.thaw(process)),
  frozenOne((system, process) => system.thaw(process)),
  frozenOne((system, process) => system.expire(process)),
  ({ group }) => group.rebalance(),
  ({ group }) => group.rebalance(),
  slow,
  jump,
];

/** What takes from the topic or puts something wrong there. */
const LOSSES: readonly Mishap[] = [
  cut,
  madeAnew,
  flipped,
  foreign,
  (system) => void system.operate(),
];

/** Picks the mishaps of one schedule. */
export const mishapsOf = ({ world: { chance } }: System): Mishap[] => {
  const usual = USUAL.filter(() => chance.below(3) > 0);
  return chance.below(2) === 0 ? usual : [...usual, ...LOSSES.filter(() => chance.below(3) > 0)];
};
