import { Rejection } from '@ywk/kernel';
import {
  countDay,
  listManifests,
  missingNumbers,
  putManifest,
  sourcesWithManifests,
  type Manifest,
  type TakenDay,
} from '../persistence/manifest.store.ts';
import {
  DEFAULT_ZONE,
  listSources,
  putSource,
  statedZone,
  type DispatchSource,
} from '../persistence/source.store.ts';
import type { Connections } from '../persistence/transaction.ts';

/** A manifest beside what was taken in. */
export interface ManifestReport {
  readonly stated: Manifest;
  readonly taken: TakenDay;
  /** Stated minus taken, where they differ: `events`, `calls`, or a kind. */
  readonly differences: Readonly<Record<string, number>>;
  /** Running numbers that never came, as ranges with both ends. */
  readonly missing: readonly { readonly first: number; readonly last: number }[];
  readonly agrees: boolean;
}

const differencesOf = (stated: Manifest, taken: TakenDay): Record<string, number> => {
  const pairs: [string, number, number][] = [['events', stated.events, taken.events]];
  if (stated.calls !== null) pairs.push(['calls', stated.calls, taken.calls]);
  for (const [kind, n] of Object.entries(stated.kinds)) {
    pairs.push([kind, n, taken.kinds[kind] ?? 0]);
  }
  return Object.fromEntries(
    pairs
      .filter(([, said, found]) => said !== found)
      .map(([name, said, found]) => [name, said - found]),
  );
};

const checkZone = (timeZone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Rejection('TIME_ZONE_UNKNOWN', {
      zh: `IANA 时区表中没有“${timeZone}”。`,
      en: `"${timeZone}" is no time zone of the IANA list.`,
    });
  }
};

/** 110 systems: the zone of their days, and what they say they sent. */
export class Sources {
  constructor(private readonly db: Connections) {}

  list(): Promise<DispatchSource[]> {
    return listSources(this.db);
  }

  /**
   * States a source's zone. Only somebody who `mayChange` replaces one that was stated before.
   * @throws Rejection TIME_ZONE_UNKNOWN, TIME_ZONE_DIFFERS
   */
  async state(source: DispatchSource, mayChange: boolean): Promise<DispatchSource> {
    checkZone(source.timeZone);
    const known = await statedZone(this.db, source.source);
    if (known !== undefined && known !== source.timeZone && !mayChange) {
      throw new Rejection('TIME_ZONE_DIFFERS', {
        zh: `${source.source}已登记的时区为${known}，可由运维人员更改。`,
        en: `${source.source} is kept with the zone ${known}. An operator can change it.`,
      });
    }
    if (known !== source.timeZone) await putSource(this.db, source);
    return source;
  }

  async keepManifest(manifest: Manifest, by: string): Promise<ManifestReport> {
    await putManifest(this.db, manifest, by);
    return this.report(manifest);
  }

  /** What a source stated of some days. */
  manifests(source: string, from: string, to: string): Promise<Manifest[]> {
    return listManifests(this.db, { source, from, to });
  }

  /** Manifests beside what was taken in, as it stands now. */
  async reports(manifests: readonly Manifest[]): Promise<ManifestReport[]> {
    const reports: ManifestReport[] = [];
    for (const manifest of manifests) reports.push(await this.report(manifest));
    return reports;
  }

  /** Sources that have stated what they sent on this day or later. */
  stating(from: string): Promise<string[]> {
    return sourcesWithManifests(this.db, from);
  }

  private async report(stated: Manifest): Promise<ManifestReport> {
    const { source, day, firstSeq: first, lastSeq: last } = stated;
    const timeZone = (await statedZone(this.db, source)) ?? DEFAULT_ZONE;
    const taken = await countDay(this.db, { source, day, timeZone });
    const numbered = first !== null && last !== null;
    const missing = numbered ? await missingNumbers(this.db, { source, first, last }) : [];
    const differences = differencesOf(stated, taken);
    const agrees = Object.keys(differences).length === 0 && missing.length === 0;
    return { stated, taken, differences, missing, agrees };
  }
}
