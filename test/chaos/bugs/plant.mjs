/**
 * Loaded into the services of a chaos run with a planted bug (NODE_OPTIONS=--import): what Node
 * loads from one built file is changed on the way. Nothing on disk is touched, so no release can
 * hold a planted bug.
 */
import { register } from 'node:module';

register(new URL('./planting.mjs', import.meta.url), {
  data: JSON.parse(process.env.YWK_PLANTED_BUG ?? '[]'),
});
