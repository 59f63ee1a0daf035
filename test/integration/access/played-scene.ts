import type { INestApplication } from '@nestjs/common';
import type { Scene } from '../../support/access-matrix.ts';

/** A scene on a running service. */
export interface PlayedScene extends Scene {
  readonly app: INestApplication;
  /** Of the owner. */
  readonly database: string;
  stop(): Promise<void>;
}
