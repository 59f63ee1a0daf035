import type { Door } from '../../../demo/doors/door.ts';
import { newPaper, type KeptPaper } from '../../../year/voter.ts';

interface Papers {
  /** Null before the review is open. */
  readonly modulus: string | null;
  readonly papers: readonly { readonly officer: string; readonly exponent: number }[];
}

interface Signed {
  readonly class: string;
  readonly papers: readonly { readonly signature: string }[];
}

/** A signed paper with which a ballot on an officer can be cast. */
export interface SignedPaper {
  readonly class: string;
  readonly paper: string;
  readonly signature: string;
}

/** For a paper that no review signs. */
const ANY = 3;

/**
 * Has all papers of a voter signed blindly, which is done once.
 * @param door of the voter @returns by officer
 */
export const signedPapers = async (
  door: Door,
  path: string,
): Promise<ReadonlyMap<string, SignedPaper>> => {
  const { papers, modulus } = await door.get<Papers>(path);
  if (modulus === null || papers.length === 0) return new Map();
  const kept = papers.map(({ officer, exponent }) => newPaper(officer, exponent, modulus));
  const { body } = await sign(door, path, kept);
  return new Map(
    kept.map(({ officer, paper, unblind }, place) => {
      const signature = unblind(body.papers[place]?.signature ?? '');
      return [officer, { class: body.class, paper, signature }];
    }),
  );
};

/** Asks for a paper on an officer whom the voter may not judge: the door says why not. */
export const askInVain = async (door: Door, path: string, officer: string): Promise<void> => {
  const { modulus } = await door.get<Papers>(path);
  await sign(door, path, [newPaper(officer, ANY, modulus ?? 'Aw')]);
};

const sign = (door: Door, path: string, kept: readonly KeptPaper[]) =>
  door.post<Signed>(`${path}/voting-papers`, {
    papers: kept.map(({ officer, blinded }) => ({ officer, blinded })),
  });
