import { describe, expect, test } from '@jest/globals';
import {
  acceptedCorrelation,
  correlationId,
  isTrace,
  knownCorrelation,
  traceOf,
  withCorrelation,
} from './request-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

describe('a traceparent', () => {
  test.each([
    [`00-${TRACE}-${PARENT}-01`, TRACE],
    [`00-${TRACE}-${PARENT}-00`, TRACE],
    // A later version may say more behind what this one knows.
    [`01-${TRACE}-${PARENT}-01-more`, TRACE],
    [`ff-${TRACE}-${PARENT}-01`, null],
    [`00-${'0'.repeat(32)}-${PARENT}-01`, null],
    [`00-${TRACE}-${'0'.repeat(16)}-01`, null],
    [`00-${TRACE.toUpperCase()}-${PARENT}-01`, null],
    [`00-${TRACE}-${PARENT}`, null],
    [TRACE, null],
    [undefined, null],
    [[`00-${TRACE}-${PARENT}-01`], null],
  ])('%s names %s', (header, trace) => expect(traceOf(header)).toBe(trace));
});

describe('the correlation id of a request', () => {
  const traceparent = `00-${TRACE}-${PARENT}-01`;

  test('is the trace before anything else', () =>
    expect(acceptedCorrelation({ traceparent, plain: 'mine' })).toBe(TRACE));

  test("is the client's own, where that is harmless", () => {
    expect(acceptedCorrelation({ traceparent: 'none', plain: 'mine-7' })).toBe('mine-7');
    expect(acceptedCorrelation({ traceparent: 'none', plain: 'a\nb' })).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is a trace only when somebody named one', () => {
    expect(isTrace(TRACE)).toBe(true);
    const made = acceptedCorrelation({ traceparent: undefined, plain: undefined });
    expect([made, 'mine', null].map(isTrace)).toEqual([false, false, false]);
  });

  test('is known within the request alone', () => {
    expect(withCorrelation('c', () => [correlationId(), knownCorrelation()])).toEqual(['c', 'c']);
    expect([correlationId(), knownCorrelation()]).toEqual(['none', null]);
  });

  test('is not for ever that of what the request has woken', async () => {
    const woken = withCorrelation('c', async (end) => {
      const before = knownCorrelation();
      await Promise.resolve();
      end();
      return [before, knownCorrelation()];
    });
    expect(await woken).toEqual(['c', null]);
  });
});
