import { randomUUID } from 'node:crypto';
import type { DispatchEvent } from '@ywk/contracts';

/** Badges of the feed, one for each officer. */
export const badgeOf = (at: number): string => `P${String(at).padStart(6, '0')}`;

const DAY_MS = 86_400_000;
const MONTH = Date.parse('2024-05-02T00:00:00+08:00');

/** The messages of one call that was answered and led to an order, over one minute. */
export const callOf = (n: number, badge: string): DispatchEvent[] => {
  const callId = `B${n}-${randomUUID().slice(0, 8)}`;
  const begin = MONTH + ((n * 7_919_000) % (25 * DAY_MS));
  const of = (kind: DispatchEvent['kind'], ms: number, more: object = {}): DispatchEvent => ({
    source: 'bench',
    eventId: `${callId}.${kind}`,
    callId,
    kind,
    at: new Date(begin + ms).toISOString(),
    ...more,
  });
  return [
    of('received', 0, { district: `D${n % 7}` }),
    of('answered', 4_000 + (n % 9_000), { badge }),
    of('dispatched', 45_000, { orderId: 'O1', badge }),
    of('acknowledged', 60_000, { orderId: 'O1', badge }),
  ];
};

/** Lines as a 110 system sends them. */
export const ndjson = (events: readonly DispatchEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
