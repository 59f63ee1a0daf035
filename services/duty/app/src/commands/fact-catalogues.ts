import { canonicalText, LOGS } from '@ywk/contracts';
import {
  catalogueDecider,
  FactCatalogue,
  type CatalogueCommand,
  type CatalogueDocument,
  type CatalogueEvent,
  type CatalogueState,
} from '@ywk/duty-domain';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { readCatalogue, shippedCatalogue } from '../persistence/catalogue-documents.ts';
import { usedCodes } from '../persistence/entry.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { CATALOGUE_PLACE, publishCatalogueEvent } from '../publishers/catalogue.publisher.ts';
import { newId } from './ids.ts';

/** A version activated by another process holds here after so long, ms. */
const FRESH_MS = 1_000;

const eventOf = ({ type, data }: StoredEvent): CatalogueEvent => ({ type, data }) as CatalogueEvent;

/** Versions of the catalogue of facts; the active one decides what may be entered. */
export class FactCatalogues {
  private readonly decider = catalogueDecider(shippedCatalogue());
  private readonly handler: CommandHandler;
  private held: { readonly catalogue: FactCatalogue; readonly until: number } | undefined;

  constructor(
    private readonly db: Connections,
    private readonly store: EventStore,
  ) {
    this.handler = new CommandHandler(store);
    store.onAppended((logs) => {
      if (logs.has(LOGS.catalogue)) this.held = undefined;
    });
  }

  /** What may be entered now. */
  async active(): Promise<FactCatalogue> {
    if (this.held !== undefined && this.held.until > Date.now()) return this.held.catalogue;
    const { versions, active } = await this.state();
    const document = versions.get(active)?.document ?? shippedCatalogue();
    const catalogue = new FactCatalogue(document);
    this.held = { catalogue, until: Date.now() + FRESH_MS };
    return catalogue;
  }

  /** Every version, oldest first, with who drafted and who activated it. */
  async list() {
    const { versions, active } = await this.state();
    return [...versions].map(([version, { author, approver, document }]) => ({
      version,
      active: version === active,
      author,
      approver,
      document,
    }));
  }

  /** Drafts the next version. @throws Rejection CATALOGUE_INVALID, CATALOGUE_VERSION */
  async propose(value: unknown, author: string): Promise<CatalogueDocument> {
    const document = readCatalogue(value);
    const used = await usedCodes(this.db);
    await this.handle({ type: 'Propose', data: { document, author, used } }, author);
    return document;
  }

  /** @throws Rejection CATALOGUE_UNKNOWN, CATALOGUE_SUPERSEDED, SAME_PERSON, CATALOGUE_INVALID */
  async activate(version: number, approver: string): Promise<void> {
    const used = await usedCodes(this.db);
    await this.handle({ type: 'Activate', data: { version, approver, used } }, approver);
  }

  private async handle(command: CatalogueCommand, actor: string): Promise<void> {
    const commandId = newId();
    await this.handler.handle({
      ...CATALOGUE_PLACE,
      decider: this.decider,
      command,
      commandId,
      actor,
      request: canonicalText({ commandId }),
      toEvents: (events) => {
        const at = new Date().toISOString();
        return events.map((one) => ({ ...publishCatalogueEvent(one, at), eventId: newId() }));
      },
      fromEvent: eventOf,
    });
  }

  private async state(): Promise<CatalogueState> {
    const stored = await this.store.readStream(CATALOGUE_PLACE);
    return fold(this.decider, stored.map(eventOf));
  }
}
