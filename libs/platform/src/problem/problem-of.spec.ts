import { expect, test } from '@jest/globals';
import { Rejection } from '@ywk/kernel';
import { problemOf } from './problem-of.ts';
import { Problem, problemDocument } from './problem.ts';

const title = { zh: '错误', en: 'Error' };
const at = { instance: '/v1/x', traceId: 't' };
const failed = (text: string, code?: string) => Object.assign(new Error(text), { code });

test('what went wrong inside is not told, whoever wrote it', () => {
  const problem = new Problem({ code: 'X', status: 500, title, detail: 'row of 张三' });
  expect(problemDocument(problem, at)).toEqual({
    type: 'urn:yiwangkao:problem:X',
    title: '错误',
    titles: title,
    status: 500,
    code: 'X',
    ...at,
  });
});

test('the title is English for who asks for English first', () => {
  const problem = new Problem({ code: 'X', status: 409, title });
  const shown = (language: string) => problemDocument(problem, { ...at, language }).title;
  expect(['en-GB,en;q=0.9', 'zh-CN,en;q=0.5', ''].map(shown)).toEqual(['Error', '错误', '错误']);
});

test('a rejection is answered as its table says, and with 409 when no table knows it', () => {
  const table = { KNOWN: { status: 422, title } } as const;
  const statusOf = (code: string) => problemOf(new Rejection(code, 'why'), table).status;
  expect(['KNOWN', 'UNKNOWN', 'COMMAND_ID_REUSED'].map(statusOf)).toEqual([422, 409, 422]);
});

test.each([
  ['connect ECONNREFUSED', 'ECONNREFUSED'],
  ['Connection terminated unexpectedly', undefined],
  ['timeout exceeded when trying to connect', undefined],
  ['Query read timeout', undefined],
  ['terminating connection due to administrator command', '57P01'],
  ['sorry, too many clients already', '53300'],
  ['could not serialize access', '40001'],
  ['canceling statement due to lock timeout', '55P03'],
  ['terminating connection due to idle-in-transaction timeout', '25P03'],
  ['cannot execute INSERT in a read-only transaction', '25006'],
  ['Client has encountered a connection error and is not queryable', undefined],
])('%s may be tried again', (text, code) => {
  const { status, headers } = problemOf(failed(text, code), {});
  expect([status, headers['Retry-After']]).toEqual([503, '5']);
});

test('any other error is a defect', () => {
  for (const error of [failed('duplicate key', '23505'), failed('x is not a function'), 'text'])
    expect(problemOf(error, {}).status).toBe(500);
});
