import type { AccessTable } from '@ywk/platform';

/** Who looks after what a follower could not apply. */
export const parkedRoutes: AccessTable = {
  'GET /v1/parked': { any: ['operator'] },
  'POST /v1/parked/{key}/replay': { any: ['operator'] },
};
