import type { INestApplication } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { Metrics, ServiceTokens, type ServiceEnv } from '@ywk/platform';
import { POOL } from './app.module.ts';
import type { Connections } from './persistence/database.ts';
import { followersOf } from './consumers/followers.ts';

/** Connects followers and doors to the app; they run from `startAllMicroservices()` on. */
export const connect = (app: INestApplication, config: ServiceEnv): void => {
  const metrics = app.get(Metrics);
  const followers = followersOf({
    config,
    pool: app.get<Connections>(POOL),
    store: app.get(EventStore),
    metrics,
    tokens: app.get(ServiceTokens),
  });
  for (const strategy of followers) {
    app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  }
};
