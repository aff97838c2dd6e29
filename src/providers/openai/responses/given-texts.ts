/** A text of a whole item, and where it stands among its like. */
export interface PlacedText {
  readonly place: number;
  readonly text: string;
}

/**
 * Which texts of one kind were given of an item, by their place in it. Some servers give a text another
 * place in its deltas than in its end, so where as many were given as have ended, those are the same.
 */
export class GivenTexts {
  readonly #places = new Set<unknown>();
  readonly #ended = new Set<unknown>();

  get size(): number {
    return this.#places.size;
  }

  /** @param place `undefined` where the server does not say it: then it may be any. */
  add(place: unknown): void {
    this.#places.add(place);
  }

  /** Says that the text at a place is whole; true where it was given. */
  end(place: unknown): boolean {
    if (place !== undefined) this.#ended.add(place);
    return this.#has(place) || this.#ended.size <= this.#places.size;
  }

  /** Those of a whole item's texts that were not given. */
  missingOf(texts: readonly PlacedText[]): readonly PlacedText[] {
    return this.size >= texts.length ? [] : texts.filter(({ place }) => !this.#has(place));
  }

  #has(place: unknown): boolean {
    if (this.#places.has(place) || this.#places.has(undefined)) return true;
    return place === undefined && this.size > 0;
  }
}
