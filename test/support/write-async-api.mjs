import { writeFileSync } from 'node:fs';
import { asyncApiOf, EVENT_CONTRACTS } from '@ywk/contracts';
import { stringify } from 'yaml';

writeFileSync(
  new URL('../../docs/asyncapi.yaml', import.meta.url),
  stringify(asyncApiOf(EVENT_CONTRACTS), { aliasDuplicateObjects: false }),
);
