import { catalogueActivated, catalogueProposed, CATALOGUE_STREAM, LOGS } from '@ywk/contracts';
import type { CatalogueEvent } from '@ywk/duty-domain';

/** Where versions of the catalogue are kept. */
export const CATALOGUE_PLACE = {
  log: LOGS.catalogue,
  stream: CATALOGUE_STREAM,
  key: CATALOGUE_STREAM,
} as const;

/** An event of the catalogue in the words of the log `duty.catalogue`. */
export const publishCatalogueEvent = ({ type, data }: CatalogueEvent, occurredAt: string) => {
  const contract = type === 'CatalogueProposed' ? catalogueProposed : catalogueActivated;
  return { type, v: contract.v, data, occurredAt };
};
