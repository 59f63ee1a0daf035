import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { FollowerServer, type FollowerOptions, type LogBatch } from '@ywk/projections';
import { uniqueName } from '@ywk/testing';
import { FollowBench } from './follow-bench.ts';
import type { OpenedSource } from './follow-sources.ts';
import { follow, foldTrail } from './trail-follower.ts';

/** A bench for all tests of a block, and followers that end with the test that started them. */
export class FollowFixture {
  bench!: FollowBench;
  private opened!: OpenedSource;
  private readonly apps: INestApplication[] = [];

  constructor(open: (bench: FollowBench) => Promise<OpenedSource>) {
    beforeAll(async () => {
      this.bench = await FollowBench.open();
      this.opened = await open(this.bench);
    }, 60_000);
    afterEach(async () => {
      await this.endFollowers();
      await this.bench.pool.query('DELETE FROM trail');
    }, 60_000);
    afterAll(async () => {
      await this.opened.close();
      await this.bench.close();
    });
  }

  source(): FollowerOptions['source'] {
    return this.opened.source();
  }

  server(options: Partial<FollowerOptions> = {}): FollowerServer {
    return new FollowerServer({
      group: uniqueName('trail'),
      pool: this.bench.pool,
      registry: this.bench.registry,
      logs: [this.bench.log],
      source: this.source(),
      flush: { maxMs: 20 },
      ...options,
    });
  }

  async start(
    server: FollowerServer,
    handle: (batch: LogBatch) => Promise<void> = foldTrail,
  ): Promise<INestApplication> {
    const app = await follow(server, this.bench.log, handle);
    this.apps.push(app);
    return app;
  }

  async endFollowers(): Promise<void> {
    await Promise.all(this.apps.splice(0).map((app) => app.close()));
  }
}

/** Events that a follower holds in memory. */
export const bufferedBy = (server: FollowerServer): number =>
  server.unwrap<{ buffered(): number }>().buffered();
