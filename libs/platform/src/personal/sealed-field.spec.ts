import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { openField, sealField } from './sealed-field.ts';

const key = { kid: randomUUID(), secret: randomBytes(32) };

test('a sealed text is read with its key and with no other', () => {
  const field = sealField('甲一二', key);
  expect(openField(field, key.secret)).toBe('甲一二');
  expect(openField(field, randomBytes(32))).toBeUndefined();
  expect(JSON.stringify(field)).not.toContain('甲');
});

test('the same text looks different each time', () =>
  expect(sealField('x', key).ct + sealField('x', key).iv).not.toBe(
    sealField('x', key).ct + sealField('x', key).iv,
  ));

test('a changed field and a shortened tag are not read', () => {
  const field = sealField('440301', key);
  const flipped = Buffer.from(field.ct, 'base64');
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  expect(openField({ ...field, ct: flipped.toString('base64') }, key.secret)).toBeUndefined();
  expect(openField({ ...field, tag: field.tag.slice(0, 8) }, key.secret)).toBeUndefined();
});
