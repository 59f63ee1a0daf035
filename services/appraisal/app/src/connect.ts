import type { INestApplication } from '@nestjs/common';
import { connectLogServer } from '@ywk/messaging';
import { Metrics } from '@ywk/platform';
import { Followers } from './consumers/followers.ts';

/** Connects followers to the app; they run from `startAllMicroservices()` on. */
export const connect = (app: INestApplication): void => {
  const metrics = app.get(Metrics);
  for (const strategy of app.get(Followers).servers) {
    connectLogServer(app, strategy);
    metrics.beforeScrape(async () => {
      const { group, lag, parked } = await strategy.report();
      metrics.parked.set({ group }, parked);
      for (const [log, events] of Object.entries(lag)) {
        if (events !== null) metrics.lag.set({ group, log }, events);
      }
    });
  }
};
