import type { AccessTable } from '@ywk/platform';

/** Who reads logs over HTTP: our own services. */
export const logRoutes: AccessTable = {
  'GET /log/{log}': { any: ['service'] },
  'GET /log/{log}/{partition}': { any: ['service'] },
};
