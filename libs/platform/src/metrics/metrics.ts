import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const FAST = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Structural twin of the hooks that a follower offers; names are theirs. */
export interface FollowerMetrics {
  flushed(group: string, events: number, ms: number): void;
  parked(group: string, log: string, code: string): void;
  halted(group: string, log: string, partition: number, reason: string): void;
  fenced(group: string): void;
  backfilled(group: string, log: string, events: number): void;
}

/** Metrics of one process. Names are contracts: dashboards and alerts are built on them. */
export class Metrics {
  readonly registry = new Registry();

  /** Seconds that requests took, by method, route and status. */
  readonly request = this.histogram('ywk_http_request_seconds', 'Duration of HTTP requests', [
    'method',
    'route',
    'status',
  ]);
  /** Events of a log not yet applied by a follower. */
  readonly lag = this.gauge('ywk_follower_lag_events', 'Events not yet applied', ['group', 'log']);
  /** Age of the oldest event that the relay has not sent, seconds. */
  readonly relayAge = this.gauge('ywk_relay_age_seconds', 'Age of the oldest unsent event', [
    'log',
  ]);
  readonly relayBacklog = this.gauge('ywk_relay_backlog_events', 'Events not yet sent', ['log']);
  /** Items set aside now. */
  readonly parked = this.gauge('ywk_parked_items', 'Parked items', ['group']);
  readonly parkedTotal = this.counter('ywk_parked_total', 'Items parked', ['group', 'log', 'code']);
  readonly haltedTotal = this.counter('ywk_halted_total', 'Partitions halted', ['group', 'log']);
  readonly fencedTotal = this.counter('ywk_fenced_total', 'Flushes lost to another owner', [
    'group',
  ]);
  readonly backfilledTotal = this.counter('ywk_backfilled_events_total', 'Events read again', [
    'group',
    'log',
  ]);
  /** Lines taken in at a door: accepted, duplicate or rejected. */
  readonly ingest = this.counter('ywk_ingest_lines_total', 'Lines taken in', ['door', 'outcome']);
  readonly folded = this.counter('ywk_fold_events_total', 'Events folded', ['group']);
  readonly foldSeconds = this.histogram('ywk_fold_flush_seconds', 'Duration of a flush', ['group']);

  /** What a follower reports goes into the metrics above: `new FollowerServer({ hooks })`. */
  readonly followerHooks: FollowerMetrics = {
    flushed: (group, events, ms) => {
      this.folded.inc({ group }, events);
      this.foldSeconds.observe({ group }, ms / 1000);
    },
    parked: (group, log, code) => this.parkedTotal.inc({ group, log, code }),
    halted: (group, log) => this.haltedTotal.inc({ group, log }),
    fenced: (group) => this.fencedTotal.inc({ group }),
    backfilled: (group, log, events) => this.backfilledTotal.inc({ group, log }, events),
  };

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** Of seconds. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: FAST, registers: [this.registry] });
  }

  /** Asks before each scrape, for gauges whose value has to be looked up. */
  private readonly lookups: (() => Promise<void>)[] = [];

  beforeScrape(lookup: () => Promise<void>): void {
    this.lookups.push(lookup);
  }

  /** The text that Prometheus reads. A look-up that fails leaves its gauge as it was. */
  async text(): Promise<string> {
    await Promise.allSettled(this.lookups.map((lookup) => lookup()));
    return this.registry.metrics();
  }
}
