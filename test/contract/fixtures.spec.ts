import { describe, expect, test } from '@jest/globals';
import {
  ContractRegistry,
  EVENT_CONTRACTS,
  SchemaMismatch,
  type EventContract,
} from '@ywk/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf, releaseFaults } from './release-gate.ts';
import { askingForMore, statedMembers, withoutMember } from './schema-changes.ts';

const folder = fileURLToPath(new URL('../../libs/contracts/fixtures', import.meta.url));
const registry = new ContractRegistry(EVENT_CONTRACTS);

const recorded = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file, readFileSync(join(folder, file), 'utf8').trimEnd()]),
);

/** The list of contracts with one of them in another form. */
const withChanged = (
  contract: EventContract,
  change: Partial<EventContract>,
): readonly EventContract[] =>
  EVENT_CONTRACTS.map((one) => (one === contract ? { ...contract, ...change } : one));

const textsOf = (contract: EventContract): string[] =>
  [...recorded.keys()].filter((file) => {
    const { log, type, v } = nameOf(file);
    return log === contract.log && type === contract.type && v === contract.v;
  });

describe('T26 each released event has a recorded text that stays readable', () => {
  test('through every step up to its current shape, and none is without', () =>
    expect(releaseFaults(EVENT_CONTRACTS, recorded)).toEqual([]));

  test.each([...recorded.keys()])(
    '%s accepts no member that its contract does not state',
    (file) => {
      const data = JSON.parse(recorded.get(file) ?? '') as Record<string, unknown>;
      const more = { ...data, callerName: 'nobody' };
      expect(() => registry.validate(nameOf(file), more)).toThrow(SchemaMismatch);
    },
  );

  test.each(EVENT_CONTRACTS)('$log $type v$v cannot go up by a step that leads nowhere', (one) => {
    const lifted = withChanged(one, { upcast: (data) => data });
    const nowhere = `${one.log} ${one.type} v${one.v + 1} is not known here.`;
    expect(releaseFaults(lifted, recorded)).toEqual(
      textsOf(one).map((file) => `${file}: ${nowhere}`),
    );
  });
});

describe('T27 a release is refused', () => {
  // This finds as well a member that stands in no recorded text: it could go unseen.
  test.each(EVENT_CONTRACTS)('when a member of $log $type v$v is removed', (contract) => {
    const { schema } = contract;
    const unseen = [...statedMembers(schema)].filter((member) => {
      const changed = withChanged(contract, { schema: withoutMember(schema, member) });
      return !releaseFaults(changed, recorded).some((fault) => fault.includes(`(${member})`));
    });
    expect(unseen).toEqual([]);
  });

  test.each(EVENT_CONTRACTS)('when a new member of $log $type v$v is asked for', (contract) => {
    const changed = withChanged(contract, { schema: askingForMore(contract.schema) });
    expect(releaseFaults(changed, recorded)).toHaveLength(textsOf(contract).length);
  });

  test.each(EVENT_CONTRACTS)('when $log $type v$v is renamed or dropped', (contract) => {
    const { log, v } = contract;
    const nowhere = `${log} ${contract.type} v${v} is not known here.`;
    const gone = textsOf(contract).map((file) => `${file}: ${nowhere}`);
    const dropped = EVENT_CONTRACTS.filter((one) => one !== contract);
    expect(releaseFaults(dropped, recorded)).toEqual(gone);
    const renamed = releaseFaults(withChanged(contract, { type: 'Renamed' }), recorded);
    expect(renamed).toEqual([...gone, `${log}/Renamed.v${v}.json: no text was recorded`]);
  });
});
