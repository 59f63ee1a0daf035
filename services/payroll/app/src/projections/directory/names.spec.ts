import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { EncryptedField } from '@ywk/contracts';
import { Names, NO_NAME } from './names.ts';

const sealed = (text: string, key: Buffer, kid: string): EncryptedField => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
  const tag = cipher.getAuthTag().toString('base64');
  return { alg: 'A256GCM', kid, iv: iv.toString('base64'), ct, tag };
};

const [kid, key] = [randomUUID(), randomBytes(32)];
const line = { line: 'L1', name: sealed('甲一', key, kid) };

const keeper = (keys: Map<string, Buffer>) => {
  const asked: string[][] = [];
  return {
    asked,
    keysOf: async (kids: readonly string[]) => {
      asked.push([...kids]);
      return new Map([...keys].filter(([id]) => kids.includes(id)));
    },
  };
};

test('a name is opened when it is read, and its key is asked for once in 24 hours', async () => {
  let now = 1;
  const source = keeper(new Map([[kid, key]]));
  const names = new Names(source, () => now);
  expect(await names.of([line, line])).toEqual([
    { line: 'L1', name: '甲一' },
    { line: 'L1', name: '甲一' },
  ]);
  now += 24 * 3_600_000 - 1;
  await names.of([line]);
  expect(source.asked).toEqual([[kid]]);
  now += 1;
  await names.of([line]);
  expect(source.asked).toEqual([[kid], [kid]]);
});

test('a key that is gone, a wrong key and a withheld name leave a dash', async () => {
  const gone = new Names(keeper(new Map()));
  expect(await gone.of([line])).toEqual([{ line: 'L1', name: NO_NAME }]);
  const wrong = new Names(keeper(new Map([[kid, randomBytes(32)]])));
  expect(await wrong.of([line])).toEqual([{ line: 'L1', name: NO_NAME }]);
  const withheld = new Names(keeper(new Map([[kid, key]])));
  expect(await withheld.of([{ line: 'L1', name: null }])).toEqual([{ line: 'L1', name: NO_NAME }]);
});
