import type { INestApplication } from '@nestjs/common';
import { connectLogServer } from '@ywk/messaging';
import { Followers } from './consumers/followers.ts';

/** Connects followers to the app; they run from `startAllMicroservices()` on. */
export const connect = (app: INestApplication): void => {
  for (const server of app.get(Followers).servers) connectLogServer(app, server);
};
