import type { MigrationInterface } from 'typeorm';
import { IdempotencyKey1767225600003 } from '../idempotency/1767225600003-idempotency-key.ts';
import { EventLog1767225600001 } from './1767225600001-event-log.ts';
import { AppendEvents1767225600002 } from './1767225600002-append-events.ts';
import { LogGround1767225600007 } from './1767225600007-log-ground.ts';
import { LogSeal1767225600008 } from './1767225600008-log-seal.ts';
import { ReadableVersion1767226500001 } from './1767226500001-readable-version.ts';

/** First in every service's list of migrations. */
export const eventStoreMigrations: (new () => MigrationInterface)[] = [
  EventLog1767225600001,
  AppendEvents1767225600002,
  IdempotencyKey1767225600003,
  LogGround1767225600007,
  LogSeal1767225600008,
  ReadableVersion1767226500001,
];
