import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect, test } from '@jest/globals';
import { connectLogServer, LogServer, type LogEngine } from './log-server.ts';

let begun = 0;

@Injectable()
class Work implements OnApplicationBootstrap {
  onApplicationBootstrap(): void {
    begun += 1;
  }
}

@Module({ providers: [Work] })
class WorkModule {}

class IdleServer extends LogServer {
  protected readonly engine: LogEngine = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

test('what an application does at its start is done once, however many servers it has', async () => {
  const app = await NestFactory.create(WorkModule, { logger: false });
  for (const name of ['first', 'second']) connectLogServer(app, new IdleServer(name));
  await app.init();
  await app.startAllMicroservices();
  expect(begun).toBe(1);
  await app.close();
});
