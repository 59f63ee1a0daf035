import type { Portion } from './flush.ts';
import type { Track } from './track.ts';

/** Takes over into memory what was committed. @returns the tracks whose halt is written now */
export const settle = (portions: readonly Portion[]): Track[] => {
  const halted: Track[] = [];
  for (const { track, items, strays, step } of portions) {
    track.committed = { pos: step.becomes.pos, offset: step.becomes.offset ?? step.was.offset };
    track.pending.splice(0, items.length);
    track.strays.splice(0, strays.length);
    if (step.halt === undefined || track.halt === undefined) continue;
    track.halt.written = true;
    halted.push(track);
  }
  return halted;
};
