import { asText, type Wire } from "../../wire/read-json.js";
import { GivenTexts } from "./given-texts.js";
import { ItemQueue } from "./item-queue.js";
import { OpenCall } from "./open-call.js";

/** What an item of the output is, as far as it matters here; `own` is of OpenAI's own tools. */
export type ItemKind = "message" | "reasoning" | "call" | "own";

const kinds: ReadonlyMap<unknown, ItemKind> = new Map([
  ["message", "message"],
  ["reasoning", "reasoning"],
  ["function_call", "call"],
  ["custom_tool_call", "call"],
]);

/** An item of the output, and what was given of it. */
export class OutputItem {
  readonly kind: ItemKind;
  /** Its place in the output, where an event said one. */
  readonly index: unknown;
  /** Whether the item itself came; else it is known by its deltas alone. */
  declared = false;
  /** What was given of its lists: texts and refusals have their places in the same one. */
  given = {
    text: new GivenTexts(),
    refusal: new GivenTexts(),
    summary: new GivenTexts(),
    content: new GivenTexts(),
  };
  /** Which of its thoughts was given last. */
  thought: string | undefined;
  readonly call = new OpenCall();
  /** Where it was under way. */
  readonly places = new Set<unknown>();
  /** The ids that came with its deltas. */
  readonly deltaIds = new Set<string>();
  /** Whether a call of OpenAI's own tools was told. */
  begun = false;
  /** Whether it was given what goes back with the next request. */
  closed = false;

  constructor(kind: ItemKind, index: unknown) {
    this.kind = kind;
    this.index = index;
  }

  /** Whether nothing came of it but itself. */
  get isSilent(): boolean {
    const given = Object.values(this.given);
    return given.every(({ size }) => size === 0) && this.call.arguments === "";
  }

  /** Takes what came for it under another name. */
  adopt({ given, thought, call }: OutputItem): void {
    this.given = given;
    this.thought = thought;
    this.call.write(call.arguments);
  }
}

/** The kind of an item, by its type. */
function kindOf(item: Wire): ItemKind {
  return kinds.get(item["type"]) ?? "own";
}

/**
 * The items of an output, and which of them an event is of. Servers say it by the item's id, by its place
 * in the output, by both, or not at all; some give an item another id in every event, and others a place
 * that is not the item's. The id of an item that came itself tells for certain; after it the place, and
 * last an id that only deltas had.
 */
export class OutputItems {
  readonly #all = new Set<OutputItem>();
  /** By the ids that items had themselves. */
  readonly #byOwnId = new Map<string, OutputItem>();
  /** By the ids that came with deltas. */
  readonly #byDeltaId = new Map<string, OutputItem>();
  /** Calls, by the ids that their results have. */
  readonly #byCallId = new Map<string, OutputItem>();
  /** What is under way at a place. */
  readonly #open = ofEachKind(() => new Map<unknown, OutputItem>());
  /** Those that are known by their deltas alone. */
  readonly #lost = ofEachKind(
    () => new ItemQueue<OutputItem>((item) => !item.declared && this.#all.has(item)),
  );

  get all(): ReadonlySet<OutputItem> {
    return this.#all;
  }

  /** The item that a delta is of. */
  find(event: Wire, kind: ItemKind): OutputItem {
    const id = asText(event["item_id"]);
    const index = event["output_index"];
    // Some servers have one id for all messages. Arguments are of use together alone.
    const mayGoById = kind === "call" || index === undefined;
    const item =
      ofKind(this.#byOwnId, id, kind) ??
      this.#open[kind].get(index) ??
      (mayGoById ? ofKind(this.#byDeltaId, id, kind) : undefined) ??
      this.#add(kind, index);
    if (id !== undefined && !this.#byDeltaId.has(id)) this.#setDeltaId(id, item);
    return item;
  }

  /** The item that the end of a text is of. */
  findEnded(event: Wire, kind: ItemKind): OutputItem {
    const id = asText(event["item_id"]);
    const item =
      ofKind(this.#byOwnId, id, kind) ??
      ofKind(this.#byDeltaId, id, kind) ??
      this.#open[kind].get(event["output_index"]) ??
      this.#lost[kind].first ??
      this.find(event, kind);
    this.restore(item);
    return item;
  }

  /** The item that begins; some of its deltas may have come before. */
  begin(item: Wire, index: unknown): OutputItem {
    const kind = kindOf(item);
    const known = ofKind(this.#byDeltaId, asText(item["id"]), kind) ?? this.#open[kind].get(index);
    return this.#declare(known?.declared === false ? known : this.#add(kind, index), item);
  }

  /** The item that is whole. What comes for its place from here on is of another one. */
  end(item: Wire, index: unknown): OutputItem {
    const kind = kindOf(item);
    const known = this.#findById(item) ?? this.#open[kind].get(index) ?? this.#lost[kind].first;
    const found = this.#declare(known ?? this.#add(kind, index), item);
    this.restore(found);
    for (const place of found.places) {
      if (this.#open[kind].get(place) === found) this.#open[kind].delete(place);
    }
    found.places.clear();
    return found;
  }

  /**
   * The items of the whole output, in its order: those that are known by their id, then by their place,
   * and then in the order in which they began.
   */
  endAll(output: readonly Wire[]): readonly OutputItem[] {
    const free = new Set(this.#all);
    const isFree = (item: OutputItem) => free.has(item);
    const found = new Map<Wire, OutputItem>();
    const ofKinds = ofEachKind(() => new ItemQueue<OutputItem>(isFree));
    const atPlaces = ofEachKind(() => new Map<unknown, ItemQueue<OutputItem>>());
    for (const item of free) {
      ofKinds[item.kind].add(item);
      const places = atPlaces[item.kind];
      if (!places.has(item.index)) places.set(item.index, new ItemQueue<OutputItem>(isFree));
      places.get(item.index)?.add(item);
    }
    const ways: readonly ((item: Wire, index: number) => OutputItem | undefined)[] = [
      (item) => this.#findById(item),
      (item, index) => atPlaces[kindOf(item)].get(index)?.first,
      (item) => ofKinds[kindOf(item)].first,
    ];
    for (const find of ways) {
      for (const [index, item] of output.entries()) {
        const known = found.has(item) ? undefined : find(item, index);
        if (known !== undefined && free.delete(known)) found.set(item, known);
      }
    }
    const items = output.map((item, index) =>
      this.#declare(found.get(item) ?? this.#add(kindOf(item), index), item),
    );
    for (const item of items) this.restore(item);
    return items;
  }

  /** Gives an item of which nothing else came what came for no item that is known. */
  restore(item: OutputItem): void {
    const lost = item.declared && item.isSilent ? this.#lost[item.kind].first : undefined;
    if (lost === undefined) return;
    item.adopt(lost);
    this.#all.delete(lost);
    for (const id of lost.deltaIds) this.#setDeltaId(id, item);
    for (const place of lost.places) {
      if (this.#open[item.kind].get(place) === lost) this.#setPlace(place, item);
    }
  }

  #findById(item: Wire): OutputItem | undefined {
    const kind = kindOf(item);
    const id = asText(item["id"]);
    return (
      ofKind(this.#byCallId, asText(item["call_id"]), kind) ??
      ofKind(this.#byOwnId, id, kind) ??
      ofKind(this.#byDeltaId, id, kind)
    );
  }

  #add(kind: ItemKind, index: unknown): OutputItem {
    const item = new OutputItem(kind, index);
    this.#all.add(item);
    this.#lost[kind].add(item);
    this.#setPlace(index, item);
    return item;
  }

  #setPlace(place: unknown, item: OutputItem): void {
    this.#open[item.kind].set(place, item);
    item.places.add(place);
  }

  #setDeltaId(id: string, item: OutputItem): void {
    this.#byDeltaId.set(id, item);
    item.deltaIds.add(id);
  }

  #declare(found: OutputItem, item: Wire): OutputItem {
    const id = asText(item["id"]);
    if (id !== undefined) this.#byOwnId.set(id, found);
    const callId = found.kind === "call" ? (found.call.id ?? asText(item["call_id"])) : undefined;
    if (callId !== undefined && !this.#byCallId.has(callId)) this.#byCallId.set(callId, found);
    found.declared = true;
    return found;
  }
}

function ofEachKind<Value>(create: () => Value): Readonly<Record<ItemKind, Value>> {
  return { message: create(), reasoning: create(), call: create(), own: create() };
}

function ofKind(
  items: ReadonlyMap<string, OutputItem>,
  id: string | undefined,
  kind: ItemKind,
): OutputItem | undefined {
  const item = id === undefined ? undefined : items.get(id);
  return item?.kind === kind ? item : undefined;
}
