import { once } from 'node:events';
import { partitionOf, type DispatchEvent } from '@ywk/contracts';
import { createPool, inTransaction } from '@ywk/event-store';
import { query } from '@ywk/testing';
import { from as copyFrom } from 'pg-copy-streams';
import { perSecond, sized, type Benchmark, type Course, type Setting } from '../benchmark.ts';
import { DutyProcess } from './duty-process.ts';
import { badgeOf, callOf, ndjson } from './feed-lines.ts';

const BADGES = 1_000;
const LINES_A_REQUEST = 5_000;
const AT_ONCE = 2;

/** What a loader without our rules would keep: the line, found again by its name. */
const TABLE = `
CREATE TABLE plain_line (
  partition smallint NOT NULL,
  source text NOT NULL,
  event_id text NOT NULL,
  call_id text NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  line jsonb NOT NULL,
  PRIMARY KEY (partition, source, event_id)
)`;

const COPY = 'COPY plain_line FROM STDIN';

const copyLine = (event: DispatchEvent): string => {
  const { source, eventId, callId, kind, at } = event;
  const partition = partitionOf(`${source}/${eventId}`);
  return `${partition}\t${source}\t${eventId}\t${callId}\t${kind}\t${at}\t${JSON.stringify(event)}\n`;
};

const deliveries = (events: readonly DispatchEvent[]): DispatchEvent[][] => {
  const pieces: DispatchEvent[][] = [];
  for (let at = 0; at < events.length; at += LINES_A_REQUEST) {
    pieces.push(events.slice(at, at + LINES_A_REQUEST));
  }
  return pieces;
};

const open = async (setting: Setting): Promise<Course> => {
  const calls = sized(setting, { full: 25_000, quick: 5_000, smoke: 100 });
  const duty = await DutyProcess.start(BADGES);
  const pool = createPool({ url: duty.database.url, max: 2, applicationName: 'bench-copy' });
  await query(duty.database.url, TABLE);
  let n = 0;
  const fresh = () =>
    deliveries(Array.from({ length: calls }, () => callOf((n += 1), badgeOf(n % BADGES))).flat());
  const ingest = () => {
    const bodies = fresh().map((events) => ({ text: ndjson(events), count: events.length }));
    const rest = bodies.values();
    return perSecond(calls * 4, () =>
      Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const { text, count } of rest) await duty.post(text, count);
        }),
      ),
    );
  };
  const copy = () => {
    const texts = fresh().map((events) => Buffer.from(events.map(copyLine).join('')));
    return perSecond(calls * 4, async () => {
      for (const text of texts) {
        await inTransaction(pool, async (tx) => {
          const stream = tx.query(copyFrom(COPY));
          stream.end(text);
          await once(stream, 'finish');
        });
      }
    });
  };
  return {
    contestants: { ingest, COPY: copy },
    close: async () => {
      await pool.end();
      await duty.stop();
    },
  };
};

export const ingest: Benchmark = {
  name: 'ingest',
  title: 'lines of the feed over HTTP, until they are committed with their facts',
  unit: 'lines/s',
  rounds: 5,
  rows: [{ what: 'ingest', product: 'ingest', reference: 'COPY', reach: 0.2, better: 'more' }],
  open,
};
