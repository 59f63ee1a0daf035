import type { MigrationInterface } from 'typeorm';
import { Followers1767225700001 } from './1767225700001-followers.ts';

/** Listed by every service that follows logs, after those of the event store. */
export const followerMigrations: (new () => MigrationInterface)[] = [Followers1767225700001];
