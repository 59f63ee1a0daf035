import type { Dump, Entry, Item, TopicRecord } from './dump.ts';
import { canonical, chainHashOf, GENESIS, partitionOf, wireOf, type EventRow } from './form.ts';
import { FOLLOWED } from './followers.ts';
import { PUBLISHED } from './topics.ts';

type Row = Record<string, unknown>;

/** A dump that can be doctored: rows of tables by `service.table`, records by topic. */
export interface TinyDump extends Dump {
  readonly history: Entry[];
  readonly tables: Map<string, Row[]>;
  readonly logs: Map<string, TopicRecord[]>;
}

export interface Told {
  readonly log: string;
  readonly type: string;
  readonly key: string;
  readonly stream: string;
  readonly data: Row;
  /** For marks that stand in every partition. */
  readonly partition?: number;
}

const serviceOf = (log: string): string => log.split('.')[0] ?? '';

interface Place {
  readonly partition: number;
  readonly key: string;
}

const FIRST: Place = { partition: 0, key: 'k' };

const OCCURRED = Date.parse('2024-05-10T02:00:00.000Z');

/** Makes a good dump, event by event: whatever follows from an event is written with it. */
export class TinyWorld {
  readonly tables = new Map<string, Row[]>();
  private readonly topics = new Map<string, TopicRecord[]>();
  private readonly history: Entry[] = [];
  private readonly versions = new Map<string, number>();
  private readonly last = new Map<string, EventRow>();
  private made = 0;

  row(table: string, row: Row): void {
    this.tables.set(table, [...(this.tables.get(table) ?? []), row]);
  }

  operation(kind: string, items: readonly Item[], refused: readonly number[] = []): void {
    const op = this.history.length + 1;
    this.history.push({ at: op, op, phase: 'invoke', kind, items });
    this.history.push({ at: op, op, phase: 'ok', kind, refused });
  }

  tell({ log, type, key, stream, data, partition = partitionOf(key) }: Told): EventRow {
    this.made += 1;
    const before = this.last.get(`${log}/${partition}`);
    const version = (this.versions.get(`${log}/${partition} ${stream}`) ?? 0) + 1;
    const prevHash = before?.hash ?? GENESIS;
    const bare: EventRow = {
      ...{ log, partition, type, key, stream, v: 1, log_epoch: 1, actor: 'somebody' },
      ...{ pos: (before?.pos ?? 0) + 1, stream_version: version, data: canonical(data) },
      ...{ prev_hash: prevHash, hash: '', officer: null },
      ...{ event_id: `event-${this.made}`, command_id: `command-${this.made}` },
      ...{ occurred_ms: OCCURRED, recorded_ms: OCCURRED + this.made },
      ...{ causation_id: null, correlation_id: null },
    };
    const event = { ...bare, hash: chainHashOf(bare, prevHash) };
    this.versions.set(`${log}/${partition} ${stream}`, version);
    this.last.set(`${log}/${partition}`, event);
    this.row(`${serviceOf(log)}.event`, { ...event });
    this.publish(event);
    return event;
  }

  /** Adds what follows from all events: heads, counters, checkpoints, progress. */
  dump(): TinyDump {
    for (const [name, version] of this.versions) this.head(name, version);
    for (const event of this.last.values()) this.ends(event);
    const { history, tables, topics } = this;
    return {
      history,
      tables,
      logs: topics,
      topics: [...topics.keys()],
      rows: <Found>(service: string, table: string) =>
        (tables.get(`${service}.${table}`) ?? []) as unknown as Found[],
      records: (topic) => topics.get(topic) ?? [],
    };
  }

  door(topic: string, group: string, value: string): void {
    this.record(topic, value);
    this.row(`${serviceOf(group)}.follower_progress`, {
      ...{ follower_group: group, log: topic, partition: 0, next_offset: 1 },
      ...{ last_pos: 0, last_hash: GENESIS, state: 'running', reason: null },
    });
  }

  /** Adds a record at the end of the first partition of a topic. */
  record(topic: string, value: string, { partition, key }: Place = FIRST): void {
    const records = this.topics.get(topic) ?? [];
    const offset = records.filter((record) => record.partition === partition).length;
    this.topics.set(topic, [...records, { partition, offset, key, value }]);
  }

  private publish(event: EventRow): void {
    if (PUBLISHED.includes(event.log)) this.record(event.log, wireOf(event), event);
  }

  private head(name: string, version: number): void {
    const [place = '', stream = ''] = name.split(' ');
    const [log = '', partition] = place.split('/');
    const row = { log, partition: Number(partition), stream, stream_version: version };
    this.row(`${serviceOf(log)}.stream_head`, row);
  }

  private ends({ log, partition, pos, hash }: EventRow): void {
    const owner = serviceOf(log);
    const place = { log, partition };
    this.row(`${owner}.log_counter`, { ...place, last_pos: pos, last_hash: hash });
    if (PUBLISHED.includes(log)) this.row(`${owner}.relay_checkpoint`, { ...place, pos });
    for (const [group, logs] of Object.entries(FOLLOWED)) {
      if (!logs.includes(log)) continue;
      this.row(`${serviceOf(group)}.follower_progress`, {
        ...{ ...place, follower_group: group, next_offset: null, last_pos: pos },
        ...{ last_hash: hash, state: 'running', reason: null },
      });
    }
  }
}
