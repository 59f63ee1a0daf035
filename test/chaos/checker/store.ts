import { SERVICES } from './dump.ts';
import { canonical, chainHashOf, GENESIS, hex, partitionOf } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import { placeOf, type KeptEvent, type World } from './world.ts';

interface HeadRow {
  readonly log: string;
  readonly partition: number;
  readonly stream: string;
  readonly stream_version: number;
}

const nameOf = ({ log, partition, stream }: Pick<HeadRow, 'log' | 'partition' | 'stream'>) =>
  `${log}/${partition} ${stream}`;

/** Versions of each stream are 1…n, and its head says n. */
export const streamsAreWhole = (world: World): Verdict => {
  const finding = new Finding('I3', 'versions of a stream are 1…n, heads agree');
  const heads = new Map<string, number>();
  for (const event of world.events) {
    const name = nameOf(event);
    const next = (heads.get(name) ?? 0) + 1;
    finding.equal(event.stream_version, next, () => `version of ${name} at ${placeOf(event)}`);
    heads.set(name, next);
  }
  const kept = SERVICES.flatMap((service) => world.dump.rows<HeadRow>(service, 'stream_head'));
  for (const head of kept) {
    finding.equal(head.stream_version, heads.get(nameOf(head)) ?? 0, () => `head ${nameOf(head)}`);
  }
  return finding.done();
};

interface CounterRow {
  readonly log: string;
  readonly partition: number;
  readonly last_pos: number;
  readonly last_hash: string;
}

interface Link {
  pos: number;
  hash: string;
  recorded: number;
}

const START: Link = { pos: 0, hash: GENESIS, recorded: 0 };

const checkLink = (finding: Finding, event: KeptEvent, last: Link): void => {
  const at = placeOf(event);
  finding.equal(event.pos, last.pos + 1, () => `position at ${at}`);
  finding.equal(hex(event.prev_hash), last.hash, () => `hash before ${at}`);
  finding.equal(hex(event.hash), chainHashOf(event, last.hash), () => `hash of ${at}`);
  finding.holds(event.recorded_ms >= last.recorded, () => `${at} was recorded before its elder`);
};

/** Positions are dense, and every hash is computed again from the text. */
export const chainsHold = (world: World): Verdict => {
  const finding = new Finding('I4', 'positions are dense, the hash chain computes, counters agree');
  const links = new Map<string, Link>();
  for (const event of world.events) {
    const place = `${event.log}/${event.partition}`;
    checkLink(finding, event, links.get(place) ?? START);
    links.set(place, { pos: event.pos, hash: hex(event.hash), recorded: event.recorded_ms });
  }
  const counters = SERVICES.flatMap((name) => world.dump.rows<CounterRow>(name, 'log_counter'));
  for (const { log, partition, last_pos, last_hash } of counters) {
    const last = links.get(`${log}/${partition}`) ?? START;
    finding.equal(last_pos, last.pos, () => `counter of ${log}/${partition}`);
    finding.equal(hex(last_hash), last.hash, () => `last hash of ${log}/${partition}`);
  }
  return finding.done();
};

const EVERY_PARTITION = 'PeriodCutOff';

/** One id stands for one event, in canonical text, in the partition of its key. */
export const idsAreUnique = (world: World): Verdict => {
  const finding = new Finding('I5', 'one id, one body, in the partition of its key');
  const ids = new Set<string>();
  for (const event of world.events) {
    const at = placeOf(event);
    finding.holds(!ids.has(event.event_id), () => `${event.event_id} stands again at ${at}`);
    ids.add(event.event_id);
    finding.holds(canonical(event.body) === event.data, () => `${at} is not in canonical text`);
    if (event.type === EVERY_PARTITION) continue;
    finding.equal(event.partition, partitionOf(event.key), () => `partition of ${at}`);
  }
  return finding.done();
};
