import type { OnModuleInit } from '@nestjs/common';
import { localDay } from '@ywk/kernel';
import type { Metrics } from '@ywk/platform';
import type { ManifestReport, Sources } from './sources.ts';

const DAY_MS = 86_400_000;
const DAYS = 3;
/** Days are counted anew at most this often, ms: a scrape must not cost a look at 200,000 messages. */
const EVERY_MS = 60_000;

const missingOf = ({ differences }: ManifestReport): number =>
  Math.max(0, differences['events'] ?? 0);

/** Shows what sources say they sent in the last days and what did not come. */
export class FeedWatch implements OnModuleInit {
  private next = 0;

  constructor(
    private readonly sources: Pick<Sources, 'stating' | 'manifests' | 'reports'>,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.beforeScrape(() => this.measure());
  }

  private async measure(): Promise<void> {
    const now = Date.now();
    if (now < this.next) return;
    this.next = now + EVERY_MS;
    const day = (ms: number): string => localDay(new Date(ms).toISOString());
    const from = day(now - DAYS * DAY_MS);
    for (const source of await this.sources.stating(from)) {
      const manifests = await this.sources.manifests(source, from, day(now + DAY_MS));
      const reports = await this.sources.reports(manifests);
      const sum = (of: (report: ManifestReport) => number): number =>
        reports.reduce((total, report) => total + of(report), 0);
      this.metrics.feedMissing.set({ source }, sum(missingOf));
      this.metrics.feedGaps.set(
        { source },
        sum(({ missing }) => missing.length),
      );
    }
  }
}
