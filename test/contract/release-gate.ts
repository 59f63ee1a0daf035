import { canonicalText, ContractRegistry, type EventContract } from '@ywk/contracts';

/**
 * Recorded texts of released events by the names of their files, `<log>/<Type>.v<n>.json`; an event
 * of many forms has more of them, `<log>/<Type>.v<n>.<form>.json`.
 */
export type Recorded = ReadonlyMap<string, string>;

interface Named {
  readonly log: string;
  readonly type: string;
  readonly v: number;
}

export const fileOf = ({ log, type, v }: Named): string => `${log}/${type}.v${v}.json`;

export const nameOf = (file: string): Named => {
  const match = /^([^/]+)[/](\w+)[.]v(\d+)(?:[.]\w+)?[.]json$/.exec(file);
  if (match === null) throw new Error(`${file} is not <log>/<Type>.v<n>.json`);
  const [, log = '', type = '', v = ''] = match;
  return { log, type, v: Number(v) };
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Why a text that was written once cannot be read any more; empty when it can. */
const faultsOf = (registry: ContractRegistry, file: string, dataText: string): string[] => {
  try {
    const name = nameOf(file);
    if (canonicalText(JSON.parse(dataText)) !== dataText) return [`${file}: not canonical`];
    registry.read({ ...name, dataText });
    return [];
  } catch (error) {
    return [`${file}: ${messageOf(error)}`];
  }
};

/** What stands against a release: texts that nobody can read, events that nobody recorded. */
export const releaseFaults = (
  contracts: readonly EventContract[],
  recorded: Recorded,
): readonly string[] => {
  const registry = new ContractRegistry(contracts);
  const unreadable = [...recorded].flatMap(([file, text]) => faultsOf(registry, file, text));
  const unrecorded = contracts.map(fileOf).filter((file) => !recorded.has(file));
  return [...unreadable, ...unrecorded.map((file) => `${file}: no text was recorded`)];
};
