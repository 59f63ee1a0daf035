import { describe, expect, test } from '@jest/globals';
import { canonicalText } from './canonical.ts';
import { closed, defineEvent, SchemaMismatch } from './event-contract.ts';
import { LOG_OWNERS } from './logs.ts';
import { ContractRegistry, EVENT_CONTRACTS, UnknownEvent } from './registry.ts';

const registry = new ContractRegistry(EVENT_CONTRACTS);
const title = 'Paid';
const key = ({ officer }: { officer: string }): string => officer;
const text = { type: 'string' };
const whole = { type: 'integer' };

/** Yuan, then fen, then fen with a currency: what years of changes look like. */
const paid1 = defineEvent<{ officer: string; yuan: number }>({
  log: 'test.pay',
  type: 'Paid',
  v: 1,
  title,
  key,
  schema: closed({ officer: text, yuan: whole }),
  sample: { officer: 'a', yuan: 5 },
  upcast: ({ officer, yuan }) => ({ officer, fen: yuan * 100 }),
});
const paid2 = defineEvent<{ officer: string; fen: number }>({
  log: 'test.pay',
  type: 'Paid',
  v: 2,
  title,
  key,
  schema: closed({ officer: text, fen: whole }),
  sample: { officer: 'a', fen: 500 },
  upcast: (data) => ({ ...data, currency: 'CNY' }),
});
const paid3 = defineEvent<{ officer: string; fen: number; currency: string }>({
  log: 'test.pay',
  type: 'Paid',
  v: 3,
  title,
  key,
  schema: closed({ officer: text, fen: whole, currency: text }),
  sample: { officer: 'a', fen: 500, currency: 'CNY' },
});

describe('reading old versions', () => {
  const pays = new ContractRegistry([paid1, paid2, paid3]);
  const read = (v: number, data: unknown): unknown =>
    pays.read({ log: 'test.pay', type: 'Paid', v, dataText: canonicalText(data) });

  test.each([paid1, paid2, paid3])('version $v arrives in the current shape', ({ v, sample }) =>
    expect(read(v, sample)).toEqual(paid3.sample),
  );

  test('a version is judged by its own schema, before it is lifted', () =>
    expect(() => read(1, { officer: 'a', fen: 500 })).toThrow(SchemaMismatch));

  test('a step that leads to another shape than the next version is found', () => {
    const broken = { ...paid2, upcast: () => ({ officer: 'a', fen: 500 }) };
    const wrong = new ContractRegistry([paid1, broken, paid3]);
    expect(() =>
      wrong.read({ log: 'test.pay', type: 'Paid', v: 1, dataText: '{"officer":"a","yuan":5}' }),
    ).toThrow(SchemaMismatch);
  });

  test('what is not known is named and never guessed', () => {
    expect(() => read(4, paid3.sample)).toThrow(UnknownEvent);
    expect(() => pays.contractOf('test.pay', 'Unpaid', 1)).toThrow('test.pay Unpaid v1');
  });
});

describe('each released contract', () => {
  test('stands once, in a log that somebody owns', () => {
    const names = EVENT_CONTRACTS.map(({ log, type, v }) => `${log} ${type} v${v}`);
    expect(new Set(names).size).toBe(names.length);
    const owned = Object.values(LOG_OWNERS).flat() as string[];
    expect(EVENT_CONTRACTS.filter(({ log }) => !owned.includes(log))).toEqual([]);
  });

  test.each(EVENT_CONTRACTS)(
    '$log $type v$v: its sample is valid, keyed and closed',
    (contract) => {
      const { sample } = contract;
      expect(registry.validate(contract, sample)).toEqual(sample);
      expect(contract.key(sample).length).toBeGreaterThan(0);
      expect(() => registry.validate(contract, { ...(sample as object), more: 1 })).toThrow(
        SchemaMismatch,
      );
    },
  );

  test.each(EVENT_CONTRACTS)('$log $type v$v: promotes what the hot path can hold', (contract) => {
    const { officer, num } = contract.promote(contract.sample);
    expect(officer === null || typeof officer === 'string').toBe(true);
    expect(num === null || Number.isSafeInteger(num)).toBe(true);
  });

  test('a field that is taken away is missed', () => {
    const missed = EVENT_CONTRACTS.flatMap((contract) =>
      Object.keys(contract.sample as object).map((member) => ({ contract, member })),
    ).filter(({ contract, member }) => {
      const { [member]: _gone, ...rest } = contract.sample as Record<string, unknown>;
      const required = contract.schema['required'] as string[];
      if (!required.includes(member)) return false;
      try {
        registry.validate(contract, rest);
        return true;
      } catch {
        return false;
      }
    });
    expect(missed).toEqual([]);
  });
});
