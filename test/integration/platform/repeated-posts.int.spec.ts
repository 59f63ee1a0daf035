import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DutyBench } from '../duty/duty-bench.ts';
import { PayrollBench } from '../payroll/payroll-bench.ts';

interface Given {
  readonly status: number;
  readonly again: string | null;
  readonly body: unknown;
}

const json = { 'content-type': 'application/json' };

describe('a POST sent again under its idempotency key', () => {
  let duty: DutyBench;
  let payroll: PayrollBench;
  beforeAll(async () => {
    [duty, payroll] = [await DutyBench.start(), await PayrollBench.start()];
  });
  afterAll(() => Promise.all([duty.stop(), payroll.stop()]));

  const toDuty = async (events: number, key: string): Promise<Given> => {
    const answer = await duty.ask('POST', '/v1/dispatch-manifests', {
      token: await duty.token('dispatch-feed'),
      body: JSON.stringify({ source: 'cad-i', day: '2024-05-31', events }),
      headers: { 'idempotency-key': key },
    });
    return { ...answer, again: answer.headers.get('idempotency-replayed') };
  };
  const toPayroll = async (line: number, key: string): Promise<Given> => {
    const answer = await payroll.ask('/v1/acknowledgements', {
      method: 'POST',
      headers: { ...json, 'idempotency-key': key },
      body: JSON.stringify({ acknowledgements: [{ line }] }),
    });
    const again = answer.headers.get('idempotency-replayed');
    return { status: answer.status, again, body: await answer.json() };
  };
  const doors = [
    { service: 'duty', send: toDuty, status: 200 },
    { service: 'payroll', send: toPayroll, status: 207 },
  ];

  test.each(doors)('gets the first answer of $service', async ({ send, status }) => {
    const key = randomUUID();
    const first = await send(7, key);
    expect(first).toMatchObject({ status, again: null });
    expect(await send(7, key)).toMatchObject({ status, again: 'true', body: first.body });
  });

  test.each(doors)('is refused by $service with another body', async ({ send }) => {
    const key = randomUUID();
    await send(7, key);
    expect(await send(8, key)).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });
});
