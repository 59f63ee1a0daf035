import type { ForceLevel } from './levels.ts';

/**
 * A level after steps down for liability as a leader: applied after ranking, it frees no seat, also
 * for a chief whose level is given from outside (DOMAIN 3.0b Joint liability).
 */
export const steppedDown = (level: ForceLevel, steps: number): ForceLevel =>
  Math.min(4, level + steps) as ForceLevel;
