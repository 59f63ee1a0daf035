import type { INestApplication } from '@nestjs/common';
import { connectLogServer } from '@ywk/messaging';
import { FOLLOWERS, type Followers } from './consumers/followers.ts';

/** Connects followers and doors to the app; they run from `startAllMicroservices()` on. */
export const connect = (app: INestApplication): void => {
  const { logs, doors } = app.get<Followers>(FOLLOWERS);
  for (const server of [...logs, ...doors]) connectLogServer(app, server);
};
