/** Items in the order in which they came, of which one after the other is no longer meant. */
export class ItemQueue<Item> {
  readonly #items: Item[] = [];
  readonly #isMeant: (item: Item) => boolean;
  #next = 0;

  /** @param isMeant once it says no of an item, that is for good */
  constructor(isMeant: (item: Item) => boolean) {
    this.#isMeant = isMeant;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  /** The first item that is meant. Linear in the items, however often it is asked. */
  get first(): Item | undefined {
    for (; this.#next < this.#items.length; this.#next += 1) {
      const item = this.#items[this.#next];
      if (item !== undefined && this.#isMeant(item)) return item;
    }
    return undefined;
  }
}
