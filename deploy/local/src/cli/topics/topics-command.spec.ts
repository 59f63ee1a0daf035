import { expect, test } from '@jest/globals';
import { changeLines } from './topics-command.ts';

const nothing = { missing: [], settings: [], rights: { give: [], take: [] }, faults: [] };

test('what differs is told as what is done about it', () =>
  expect(
    changeLines({
      missing: ['duty.fact.v1'],
      settings: [
        { topic: 'payroll.change.v1', name: 'retention.ms', is: undefined, shall: '2592000000' },
        { topic: 'payroll.ack.v1', name: 'compression.type', is: 'zstd', shall: 'gzip' },
      ],
      rights: {
        give: ['User:ywk-duty may write topic duty.fact.v1'],
        take: ['User:ywk-duty may read topic payroll.change.v1'],
      },
      faults: ['duty.conduct.v1 has 3 partitions, not 64'],
    }),
  ).toEqual([
    'make 创建: duty.fact.v1',
    'set 设置: payroll.change.v1 retention.ms=2592000000 (now default)',
    'set 设置: payroll.ack.v1 compression.type=gzip (now zstd)',
    'give 授权: User:ywk-duty may write topic duty.fact.v1',
    'take 撤销: User:ywk-duty may read topic payroll.change.v1',
    'cannot be changed 无法更改: duty.conduct.v1 has 3 partitions, not 64',
  ]));

test('nothing to do is said, and so is a broker that refuses nobody', () => {
  expect(changeLines(nothing)).toEqual(['Topics and rights are as they should be 主题与权限一致']);
  expect(changeLines({ ...nothing, rights: undefined })[0]).toMatch(/refuse nobody/);
});
