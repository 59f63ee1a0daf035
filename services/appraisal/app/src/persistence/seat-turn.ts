import { Rejection } from '@ywk/kernel';
import type { Connections } from './database.ts';

/** Never changes: with another number two versions of this service would not wait for each other. */
const SEATS = 7_301_960_601;
const PAUSE_MS = 50;
const WAIT_MS = 10_000;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

const tryTake = async (pool: Connections): Promise<(() => Promise<void>) | undefined> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS taken',
      [SEATS],
    );
    if (rows[0]?.taken === true) {
      return async () => {
        // The lock ends with its session whatever becomes of this statement.
        const broken = await client.query('SELECT pg_advisory_unlock($1)', [SEATS]).then(
          () => undefined,
          (error: Error) => error,
        );
        client.release(broken);
      };
    }
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
  client.release();
  return undefined;
};

/**
 * Lets one at a time hand out seats, over all replicas: who counts seats must see every one before.
 * @throws Rejection CONCURRENT_CHANGE when others keep the turn
 */
export const inSeatTurn = async <Answer>(
  pool: Connections,
  act: () => Promise<Answer>,
): Promise<Answer> => {
  for (let waited = 0; waited < WAIT_MS; waited += PAUSE_MS) {
    const giveBack = await tryTake(pool);
    if (giveBack === undefined) {
      await pause();
      continue;
    }
    try {
      return await act();
    } finally {
      await giveBack();
    }
  }
  throw new Rejection('CONCURRENT_CHANGE', {
    zh: '他人正在分配名额，请重新发送。',
    en: 'Others hand out seats; send it again.',
  });
};
