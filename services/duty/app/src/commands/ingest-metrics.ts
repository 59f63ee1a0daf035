import type { Metrics } from '@ywk/platform';
import type { DeliveryReport } from './feed-door.ts';

/** Counts what became of the lines of a delivery. */
export const countLines = (metrics: Metrics, door: string, report: DeliveryReport): void => {
  metrics.ingest.inc({ door, outcome: 'accepted' }, report.accepted);
  metrics.ingest.inc({ door, outcome: 'duplicate' }, report.duplicates);
  metrics.ingest.inc({ door, outcome: 'rejected' }, report.rejected.length);
};
