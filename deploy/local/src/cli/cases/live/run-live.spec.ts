import { expect, test } from '@jest/globals';
import { runCasesLive } from './run-live.ts';

test('live cases are refused in production, before anything is started', async () => {
  const played = runCasesLive(['none.case.yaml'], () => undefined, { NODE_ENV: 'production' });
  await expect(played).rejects.toThrow(
    '--live starts a system and sets its time; with NODE_ENV=production it is refused. Run it on another machine, or leave --live out. 生产模式下不得使用 --live。',
  );
});
