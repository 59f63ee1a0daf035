import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { openField } from '@ywk/platform';
import type { Connections } from '../../persistence/database.ts';
import type { KeyStore } from '../../persistence/keys/key.store.ts';
import { fillNames, missingNames, type SealedName } from './officer-name.store.ts';

export interface NameFillerParts {
  readonly pool: Connections;
  readonly keys: KeyStore;
  readonly onError: (error: unknown) => void;
}

const BATCH = 500;
/** Looks again after so long, for names whose key could not be had, ms. */
const INTERVAL_MS = 5_000;
const START = { partition: -1, officer: '00000000-0000-0000-0000-000000000000' };

/** Brings names into the clear for looking people up, apart from the fold: that needs no key. */
export class NameFiller implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(private readonly parts: NameFillerParts) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), INTERVAL_MS);
    this.timer.unref();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
  }

  /** There may be new names. */
  wake(): void {
    if (this.timer === undefined) return;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  private async run(): Promise<void> {
    while (this.again && this.timer !== undefined) {
      this.again = false;
      try {
        await this.fillAll();
      } catch (error) {
        this.parts.onError(error);
      }
    }
  }

  private async fillAll(): Promise<void> {
    let after = START;
    for (;;) {
      const missing = await missingNames(this.parts.pool, after, BATCH);
      const last = missing.at(-1);
      if (last === undefined) return;
      await this.fill(missing);
      after = last;
    }
  }

  private async fill(missing: readonly SealedName[]): Promise<void> {
    const secrets = await this.parts.keys.secretsOf(missing.map(({ sealed }) => sealed.kid));
    const names = missing.flatMap(({ partition, officer, sealed }) => {
      const secret = secrets.get(sealed.kid);
      const name = secret === undefined ? undefined : openField(sealed, secret);
      return name === undefined ? [] : [{ partition, officer, name }];
    });
    await fillNames(this.parts.pool, names);
  }
}
