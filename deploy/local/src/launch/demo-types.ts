import type { Role } from '@ywk/platform';
import type { DemoParameters } from './options.ts';
import type { ServiceUrls } from './services.ts';

/** What the demo works with: the doors of a running system and one token a role. */
export interface DemoContext extends DemoParameters {
  readonly urls: ServiceUrls;
  readonly tokens: (role: Role) => string;
  /** Tells a person how far it is. */
  readonly log: (text: string) => void;
}

/** What the launcher must know of a summary; everything else is shown and kept as it is. */
export interface CheckedSummary {
  readonly checks: readonly { readonly name: string; readonly holds: boolean }[];
}
