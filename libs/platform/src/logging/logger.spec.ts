import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';
import { withCorrelation } from './request-context.ts';
import { scrubbed } from './scrub.ts';

const logged = (log: (logger: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  log(createLogger({ service: 'duty', level: 'info', destination }));
  return lines.join('');
};

test('a line is JSON and carries service, time and correlation', () => {
  const text = logged((logger) => withCorrelation('c-1', () => logger.info({ lines: 3 }, 'taken')));
  expect(JSON.parse(text)).toMatchObject({
    level: 'info',
    service: 'duty',
    correlationId: 'c-1',
    lines: 3,
    msg: 'taken',
  });
  expect(text).toMatch(/"time":"\d{4}-\d\d-\d\dT[\d:.]+Z"/);
});

test('members that hold personal data are not written', () => {
  const text = logged((logger) =>
    logger.info({
      officer: { name: '张三', identityNumber: 'G12345678' },
      body: { bankAccount: 'ICBC-1', phone: '0755-1234' },
      token: 'abc',
    }),
  );
  expect(text).not.toMatch(/张三|G12345678|ICBC-1|0755-1234|abc/);
});

test('an error is written without the rows that PostgreSQL adds to it', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (name)=(张三) already exists.',
    parameters: ['张三'],
  });
  const text = logged((logger) => logger.error({ err: error }));
  expect(text).toContain('"code":"23505"');
  expect(text).not.toContain('张三');
});

test('numbers of persons, tokens and passwords are cut out of any text', () => {
  const line =
    'id 11010119900307123X tel 13800138000 card 6222021234567890123 ' +
    'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln postgres://app:geheim@db:5432/x';
  expect(scrubbed(line)).toBe(
    'id [identity-number] tel [phone] card [account-number] [token] postgres://app:[secret]@db:5432/x',
  );
});

test('instants, ids and hashes stay as they are', () => {
  const line = `1716307200000 8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01 ${'0'.repeat(64)} 2024-05-31T15:50:00.000Z`;
  expect(scrubbed(line)).toBe(line);
});
