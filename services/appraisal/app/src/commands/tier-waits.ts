import type { TierRun, WaitingOfficer } from '@ywk/appraisal-domain';
import type { TierWaited } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import type { Asking } from './cut-off.ts';
import { waitingStream } from './proposal.stream.ts';
import { derivedId, stamped } from './publishing.ts';

/** Of fewer the last total would be somebody's own (DOMAIN 3.0c.19). */
const FEWEST_SHOWN = 5;

/** So many keep an append short. */
const OFFICERS_AT_ONCE = 200;

/** A run, and the scheme version it went by. */
interface Source {
  readonly run: string;
  readonly schemeVersion: string;
}

const waitedOf = (
  { step, ...waiting }: WaitingOfficer,
  { effectiveDate, run, schemeVersion }: Source & Pick<TierRun, 'effectiveDate'>,
): TierWaited => {
  const cut = step.competitors < FEWEST_SHOWN ? null : step.cut;
  return { ...waiting, ...step, cut, run, effectiveDate, schemeVersion };
};

const commandOf = (data: TierWaited, { actor, at }: Asking): AppendCommand => {
  const request = JSON.stringify(data);
  return {
    commandId: derivedId('tier-wait', request),
    ...{ actor, request },
    writes: [
      {
        ...waitingStream(data.officer),
        expectedVersion: 'any',
        events: [stamped({ type: 'TierWaited', v: 1, data }, at)],
      },
    ],
  };
};

/** Keeps with each officer whom a run left waiting why it did; the same again adds nothing. */
export const noteWaiting = async (
  store: EventStore,
  { made, source, asking }: { made: TierRun; source: Source; asking: Asking },
): Promise<void> => {
  const { effectiveDate, waiting } = made;
  const waits = waiting.map((each) => waitedOf(each, { ...source, effectiveDate }));
  for (let at = 0; at < waits.length; at += OFFICERS_AT_ONCE) {
    const piece = waits.slice(at, at + OFFICERS_AT_ONCE);
    await store.append(piece.map((data) => commandOf(data, asking)));
  }
};
