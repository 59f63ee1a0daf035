import { expect, test } from '@jest/globals';
import { BadRequestException } from '@nestjs/common';
import { Rejection } from '@ywk/kernel';
import { problemOf } from './problem-of.ts';
import { Problem, problemDocument } from './problem.ts';

const title = { zh: '错误', en: 'Error' };
const at = { instance: '/v1/x', traceId: 't' };
const failed = (text: string, code?: string) => Object.assign(new Error(text), { code });

test('what went wrong inside is not told, whoever wrote it', () => {
  const detail = { zh: '张三的一行', en: 'row of 张三' };
  const problem = new Problem({ code: 'X', status: 500, title, detail });
  expect(problemDocument(problem, at)).toEqual({
    type: 'urn:yiwangkao:problem:X',
    title: '错误',
    titles: title,
    status: 500,
    code: 'X',
    advice: '记下 traceId 并联系系统运维人员。',
    advices: problem.advice,
    ...at,
  });
});

test('title, detail, advice and faults are in the language of the reader', () => {
  const detail = { zh: '缺少证据', en: 'No evidence' };
  const advice = { zh: '补充证据', en: 'Add it' };
  const fault = { pointer: '/evidence', code: 'IS_ARRAY', detail: 'must be an array' };
  const errors = [{ ...fault, detailZh: '应为数组' }];
  const problem = new Problem({ code: 'X', status: 422, title, detail, advice, errors });
  const shown = { titles: title, details: detail, advices: advice };
  expect(problemDocument(problem, { ...at, language: 'en' })).toMatchObject({
    ...{ title: 'Error', detail: 'No evidence', advice: 'Add it', ...shown },
    errors: [fault],
  });
  expect(problemDocument(problem, { ...at, language: 'zh' })).toMatchObject({
    ...{ title: '错误', detail: '缺少证据', advice: '补充证据', ...shown },
    errors: [{ ...fault, detail: '应为数组' }],
  });
});

test('what a library says in English alone is not lost on readers of Chinese', () => {
  const problem = problemOf(new BadRequestException('Unexpected token'), {});
  expect(problemDocument(problem, at).detail).toBe('原文：Unexpected token');
  expect(problem.detail).toBe('Unexpected token');
});

test('a rejection is answered as its table says, and with 409 when no table knows it', () => {
  const table = { KNOWN: { status: 422, title } } as const;
  const statusOf = (code: string) =>
    problemOf(new Rejection(code, { zh: '原因', en: 'why' }), table).status;
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
