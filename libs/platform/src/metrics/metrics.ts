import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { OUR_METRICS, type OurMetrics } from './our-metrics.ts';

const FAST = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Structural twin of the hooks that a follower offers; names are theirs. */
export interface FollowerMetrics {
  flushed(group: string, events: number, ms: number): void;
  parked(group: string, log: string, code: string): void;
  halted(group: string, log: string, partition: number, reason: string): void;
  fenced(group: string): void;
  backfilled(group: string, log: string, events: number): void;
}

type LabelOf<Name extends keyof OurMetrics> = OurMetrics[Name]['labels'][number];

/** Metrics of one process; what each says stands in OUR_METRICS, and in docs/metrics.md. */
export class Metrics {
  readonly registry = new Registry();

  readonly request = this.histogram('ywk_http_request_seconds');
  readonly lag = this.gauge('ywk_follower_lag_events');
  readonly oldest = this.gauge('ywk_follower_oldest_seconds');
  readonly relayAge = this.gauge('ywk_relay_age_seconds');
  readonly relayBacklog = this.gauge('ywk_relay_backlog_events');
  readonly parked = this.gauge('ywk_parked_items');
  readonly parkedOldest = this.gauge('ywk_parked_oldest_seconds');
  readonly parkedTotal = this.counter('ywk_parked_total');
  readonly halted = this.gauge('ywk_halted_partitions');
  readonly haltedTotal = this.counter('ywk_halted_total');
  readonly fencedTotal = this.counter('ywk_fenced_total');
  readonly backfilledTotal = this.counter('ywk_backfilled_events_total');
  readonly ingest = this.counter('ywk_ingest_lines_total');
  readonly feedMissing = this.gauge('ywk_feed_missing_events');
  readonly feedGaps = this.gauge('ywk_feed_missing_ranges');
  readonly folded = this.counter('ywk_fold_events_total');
  readonly foldSeconds = this.histogram('ywk_fold_flush_seconds');
  readonly poolWaiting = this.gauge('ywk_pool_waiting');
  readonly poolConnections = this.gauge('ywk_pool_connections');

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

  private counter<Name extends keyof OurMetrics>(name: Name): Counter<LabelOf<Name>> {
    return new Counter(this.statedAs(name));
  }

  private gauge<Name extends keyof OurMetrics>(name: Name): Gauge<LabelOf<Name>> {
    return new Gauge(this.statedAs(name));
  }

  private histogram<Name extends keyof OurMetrics>(name: Name): Histogram<LabelOf<Name>> {
    return new Histogram({ ...this.statedAs(name), buckets: FAST });
  }

  private statedAs<Name extends keyof OurMetrics>(name: Name) {
    const { meaning, labels } = OUR_METRICS[name];
    const labelNames = [...labels] as LabelOf<Name>[];
    return { name, help: meaning.en, labelNames, registers: [this.registry] };
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
