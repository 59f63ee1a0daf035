import { Controller, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { connectLogServer, type LogServer } from '@ywk/messaging';
import type { LogBatch } from '@ywk/projections';
import type { Counted } from './follow-bench.ts';

const UPSERT = `
INSERT INTO trail AS t (partition, officer, total, positions)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::bigint[], $4::text[])
ON CONFLICT (partition, officer)
DO UPDATE SET total = t.total + excluded.total, positions = t.positions || ',' || excluded.positions`;

/** Adds a batch to the table: totals, and every position in the order of its application. */
export const foldTrail = async ({ events, tx }: LogBatch, table = 'trail'): Promise<void> => {
  const rows = new Map<string, { partition: number; total: number; positions: number[] }>();
  for (const { partition, pos, data } of events) {
    const { officer, n } = data as Counted;
    const row = rows.get(officer) ?? { partition, total: 0, positions: [] };
    row.total += n;
    row.positions.push(pos);
    rows.set(officer, row);
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(UPSERT.replaceAll('trail', table), [
    sorted.map(([, { partition }]) => partition),
    sorted.map(([officer]) => officer),
    sorted.map(([, { total }]) => total),
    sorted.map(([, { positions }]) => positions.join()),
  ]);
};

/** A Nest application whose controller hands batches of one log to the given function. */
export const follow = async <Batch = LogBatch>(
  server: LogServer,
  log: string,
  handle: (batch: Batch) => Promise<void>,
): Promise<INestApplication> => {
  class TrailConsumer {
    async onCounted(batch: Batch): Promise<void> {
      await handle(batch);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(TrailConsumer.prototype, 'onCounted');
  if (descriptor === undefined) throw new TypeError('The method is gone.');
  EventPattern(log)(TrailConsumer.prototype, 'onCounted', descriptor);
  Payload()(TrailConsumer.prototype, 'onCounted', 0);
  Controller()(TrailConsumer);
  class TrailModule {}
  Module({ controllers: [TrailConsumer] })(TrailModule);
  const app = await NestFactory.create(TrailModule, { logger: ['error'] });
  connectLogServer(app, server);
  await app.startAllMicroservices();
  return app;
};
