import type { AppendCommand, AppendOutcome, EventStore } from '@ywk/event-store';
import { isRejection, Rejection, type Label } from '@ywk/kernel';

/** What became of one item of a bulk request. */
export type ItemResult =
  | { readonly id: string; readonly outcome: 'accepted' | 'duplicate' }
  | {
      readonly id: string;
      readonly outcome: 'refused';
      readonly code: string;
      readonly detail: string;
      readonly details: Label;
    };

/** A command ready to be appended, or why it is not; undefined when nothing is new. */
export type Prepared = AppendCommand | Rejection | undefined;

export const refused = (id: string, { code, detail, details }: Rejection): ItemResult => ({
  id,
  outcome: 'refused',
  code,
  detail,
  details,
});

/** Runs a decision and catches its refusal, so that one item cannot fail the others. */
export const attempt = (decide: () => AppendCommand | undefined): Prepared => {
  try {
    return decide();
  } catch (error) {
    if (isRejection(error)) return error;
    throw error;
  }
};

const resultOf = (id: string, outcome: AppendOutcome | undefined): ItemResult | undefined => {
  if (outcome === undefined || outcome.outcome === 'conflict') return undefined;
  if (outcome.outcome === 'reused') {
    return refused(
      id,
      new Rejection('ID_REUSED', {
        zh: '该编号此前已用于其他内容。',
        en: 'This id was used for other content before.',
      }),
    );
  }
  return { id, outcome: outcome.outcome };
};

interface Item {
  readonly id: string;
  readonly at: number;
}

/** A bulk request: how a round of its items is prepared from what stands now. */
export interface Bulk<Input extends { readonly id: string }> {
  readonly store: EventStore;
  readonly items: readonly Input[];
  prepare(items: readonly Input[]): Promise<readonly Prepared[]>;
}

const TRIES = 3;
/** Two events an item at most: one append carries them all. */
const ITEMS_AT_ONCE = 200;

const round = async <Input extends { readonly id: string }>(
  { store, prepare }: Pick<Bulk<Input>, 'store' | 'prepare'>,
  items: readonly Input[],
): Promise<(ItemResult | undefined)[]> => {
  const prepared = await prepare(items);
  const commands: AppendCommand[] = [];
  const places: Item[] = [];
  const results = items.map(({ id }, at): ItemResult | undefined => {
    const one = prepared[at];
    if (one === undefined) return { id, outcome: 'duplicate' };
    if (one instanceof Rejection) return refused(id, one);
    commands.push(one);
    places.push({ id, at });
    return undefined;
  });
  const outcomes = await store.append(commands);
  places.forEach(({ id, at }, command) => {
    results[at] = resultOf(id, outcomes[command]);
  });
  return results;
};

const settle = async <Input extends { readonly id: string }>(
  bulk: Pick<Bulk<Input>, 'store' | 'prepare'>,
  items: readonly Input[],
): Promise<ItemResult[]> => {
  const results = new Map<number, ItemResult>();
  let open = items.map((item, at) => ({ item, at }));
  for (let tried = 0; tried < TRIES && open.length > 0; tried += 1) {
    const now = await round(
      bulk,
      open.map(({ item }) => item),
    );
    const left = open.filter((each, place) => {
      const result = now[place];
      if (result !== undefined) results.set(each.at, result);
      return result === undefined;
    });
    open = left;
  }
  const lost = new Rejection('CONCURRENT_CHANGE', {
    zh: '他人同时作了变更，请重新发送。',
    en: 'Others changed this at the same time; send it again.',
  });
  return items.map(({ id }, at) => results.get(at) ?? refused(id, lost));
};

/** Pieces in which no id stands twice: what comes again is answered by what came first. */
const pieces = <Input extends { readonly id: string }>(items: readonly Input[]): Input[][] => {
  const cut: Input[][] = [];
  let ids = new Set<string>();
  for (const item of items) {
    if (cut.length === 0 || ids.size === ITEMS_AT_ONCE || ids.has(item.id)) {
      cut.push([]);
      ids = new Set();
    }
    cut.at(-1)?.push(item);
    ids.add(item.id);
  }
  return cut;
};

/** Carries a bulk request out in pieces; an item that met others' changes is decided again. */
export const carryOut = async <Input extends { readonly id: string }>(
  bulk: Bulk<Input>,
): Promise<ItemResult[]> => {
  const results: ItemResult[] = [];
  for (const piece of pieces(bulk.items)) results.push(...(await settle(bulk, piece)));
  return results;
};
