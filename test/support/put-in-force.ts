import { randomUUID } from 'node:crypto';
import type { SchemeDocument } from '@ywk/appraisal-domain';
import { ContractRegistry, EVENT_CONTRACTS, LOGS, RULES_STREAM } from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { v7 } from 'uuid';

/** Tells appraisal's own log that a version of a scheme was drafted, approved and put in force. */
export const putInForce = async (url: string, document: SchemeDocument): Promise<void> => {
  const name = { kind: 'SCHEME', name: document.scheme, version: document.version };
  const said = [
    { type: 'RulesDrafted', data: { kind: 'SCHEME', document, author: 'a' } },
    { type: 'RulesApproved', data: { ...name, approver: 'b' } },
    { type: 'RulesActivated', data: { ...name, approver: 'c', report: randomUUID() } },
  ];
  const occurredAt = '2024-01-01T00:00:00.000Z';
  const events = said.map((each) => ({ ...each, eventId: v7(), v: 1, occurredAt }));
  const write = { log: LOGS.rules, stream: RULES_STREAM, key: RULES_STREAM, events };
  const pool = createPool({ url, max: 1, applicationName: 'rules' });
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const writes = [{ ...write, expectedVersion: 'any' as const }];
  const [outcome] = await store.append([{ commandId: v7(), actor: 'c', request: 'rules', writes }]);
  await pool.end();
  if (outcome?.outcome !== 'accepted')
    throw new Error(`The rules were refused: ${outcome?.outcome}.`);
};
