import { createDecipheriv } from 'node:crypto';
import type { EncryptedField } from '@ywk/contracts';
import type { KeySource } from './key-source.ts';

/** What stands where a name may not or can no longer be shown. */
export const NO_NAME = '—';

/** Keys may be kept so long (ARCHITECTURE §2 Personal data), ms. */
const KEEP_MS = 24 * 3_600_000;

/** A key that was missing is asked for again after so long, ms. */
const ASK_AGAIN_MS = 60_000;

const KEPT_KEYS = 50_000;

interface Kept {
  /** Undefined when its keeper had none. */
  readonly key: Buffer | undefined;
  readonly until: number;
}

const opened = ({ iv, ct, tag }: EncryptedField, key: Buffer): string => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(ct, 'base64')), decipher.final()]).toString();
  } catch {
    // Sealed with another key: it cannot be shown, and the line is still worth reading.
    return NO_NAME;
  }
};

/** Opens sealed names at the moment of reading; nothing in clear is ever stored here. */
export class Names {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly keys: KeySource,
    private readonly now: () => number = Date.now,
    /** Told when the keeper does not answer: names are dashes then, the lines are shown. */
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  /** The same lines with the name that may be shown, or a dash. */
  async of<Line extends { readonly name: EncryptedField | null }>(
    lines: readonly Line[],
  ): Promise<(Omit<Line, 'name'> & { readonly name: string })[]> {
    await this.fetch(lines.flatMap(({ name }) => (name === null ? [] : [name.kid])));
    return lines.map((line) => ({ ...line, name: this.nameIn(line.name) }));
  }

  private nameIn(field: EncryptedField | null): string {
    const key = field === null ? undefined : this.kept.get(field.kid)?.key;
    return field === null || key === undefined ? NO_NAME : opened(field, key);
  }

  private async fetch(kids: readonly string[]): Promise<void> {
    const now = this.now();
    const missing = [...new Set(kids)].filter((kid) => (this.kept.get(kid)?.until ?? 0) <= now);
    if (missing.length === 0) return;
    if (this.kept.size + missing.length > KEPT_KEYS) this.kept.clear();
    const found = await this.ask(missing);
    if (found === undefined) return;
    for (const kid of missing) {
      const key = found.get(kid);
      this.kept.set(kid, { key, until: now + (key === undefined ? ASK_AGAIN_MS : KEEP_MS) });
    }
  }

  private async ask(kids: readonly string[]): Promise<ReadonlyMap<string, Buffer> | undefined> {
    try {
      return await this.keys.keysOf(kids);
    } catch (error) {
      this.onFailure(error);
      return undefined;
    }
  }
}
