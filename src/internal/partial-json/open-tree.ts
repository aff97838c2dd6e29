/** An array that is still open. The tree owns `items` until it is closed; `copy` is its last snapshot. */
interface OpenArray {
  readonly kind: "array";
  readonly items: unknown[];
  size: number;
  copy: unknown[] | undefined;
}

/** An object that is still open, with the key of its last value. */
interface OpenObject {
  readonly kind: "object";
  members: Record<string, unknown>;
  /** How many members were added; a repeated key counts twice. */
  size: number;
  key: string;
  /** How many members it had when it was last laid out for fast copying. */
  laidOut: number;
  copy: Record<string, unknown> | undefined;
}

type Open = OpenArray | OpenObject;

/** Builds the value of a JSON parser. */
export interface JsonTree {
  /** How many containers in the text are open. */
  readonly depth: number;
  /** The kind of the innermost open container in the text, or `undefined` outside all. */
  readonly inside: "array" | "object" | undefined;
  /** Pays for snapshots with text that was read. */
  earn(characters: number): void;
  /** Says under which key of the innermost object the next value belongs. */
  setKey(key: string): void;
  /** Adds a complete value that is neither a string nor a container. */
  add(value: unknown): void;
  /** Adds a string whose text is still arriving, `""` at first. */
  beginString(): void;
  /** Says what the begun string is by now. */
  growString(text: string): void;
  endString(): void;
  open(kind: "array" | "object"): void;
  /** Closes the innermost container. */
  close(): void;
  /** The value so far. The same one again when nothing has changed, or, unless `exact`, when a new one is not paid for. */
  snapshot(exact: boolean): unknown;
}

/** What a character of text pays towards snapshots, in array elements copied (0.5 ns each). */
const creditPerCharacter = 320;
/** What any copy costs, however small, in the same unit. */
const containerCost = 96;
/** Arrays beyond this live outside the engine's young generation, and a copy costs about ten times more. */
const youngArrayLength = 16_000;
/**
 * An object that grows key by key beyond some 16 keys becomes a hash table, and copying one costs
 * 140 ns a key; up to some 100 keys it can be laid out again so that a copy costs 2 ns a key.
 */
const inlineKeys = 15;
const layoutKeys = 100;

/**
 * The value that a JSON parser is building: its closed parts, and the path of open containers down
 * to the place where the text stands.
 *
 * {@link snapshot} gives plain arrays and objects that never change afterwards. It copies the open
 * containers only; everything closed is shared between snapshots and with the final value. Copying a
 * long open array for each few characters would be quadratic, so copies are paid for: every
 * character earns {@link creditPerCharacter}, a copy costs what it takes, and a snapshot that cannot
 * be paid for is the last one again. So the copying done in total is linear in the text. In practice
 * an array of 2,000 small objects is always current, one of 8,000 lags some 20 characters behind.
 */
export class OpenTree implements JsonTree {
  #path: Open[] = [];
  #root: unknown;
  /** The string that is being read: the last value of the innermost container. */
  #string: string | undefined;
  #latest: unknown;
  #changed = false;
  #credit = 0;
  /** What copying the path would cost now. */
  #copyCost = 0;

  /** How many containers are open. */
  get depth(): number {
    return this.#path.length;
  }

  /** What the innermost open container is, or `undefined` outside all. */
  get inside(): "array" | "object" | undefined {
    return this.#path.at(-1)?.kind;
  }

  /** Pays for snapshots with text that was read. */
  earn(characters: number): void {
    this.#credit += characters * creditPerCharacter;
  }

  /** Says under which key of the innermost object the next value belongs. */
  setKey(key: string): void {
    const open = this.#path.at(-1);
    if (open?.kind === "object") open.key = key;
  }

  /** Adds a complete value. */
  add(value: unknown): void {
    this.#changed = true;
    const open = this.#path.at(-1);
    if (open === undefined) {
      this.#root = value;
      return;
    }
    this.#copyCost -= copyCost(open);
    open.size += 1;
    this.#copyCost += copyCost(open);
    if (open.kind === "array") open.items.push(value);
    else setOwn(open.members, open.key, value);
  }

  /** Adds a string whose text is still arriving, `""` at first. */
  beginString(): void {
    this.add("");
    this.#string = "";
  }

  /** Says what the begun string is by now. */
  growString(text: string): void {
    // Comparing the text would flatten the rope that it is.
    if (text.length === this.#string?.length) return;
    this.#string = text;
    this.#changed = true;
  }

  endString(): void {
    this.#replaceLast(this.#string);
    this.#string = undefined;
  }

  open(kind: "array" | "object"): void {
    const open: Open =
      kind === "array"
        ? { kind, items: [], size: 0, copy: undefined }
        : { kind, members: {}, size: 0, key: "", laidOut: 0, copy: undefined };
    this.add(own(open));
    this.#path.push(open);
    this.#copyCost += copyCost(open);
  }

  /** Closes the innermost container; it is shared from now on. */
  close(): void {
    const closed = this.#path.pop();
    if (closed === undefined) return;
    this.#copyCost -= copyCost(closed);
    // A copy that was handed out and is still current stays, so that its identity does.
    this.#replaceLast(this.#changed ? own(closed) : (closed.copy ?? own(closed)));
  }

  /** The value so far. The same one again when nothing has changed, or, unless `exact`, when a new one is not paid for. */
  snapshot(exact: boolean): unknown {
    if (!this.#changed) return this.#latest;
    if (this.#copyCost > this.#credit && !exact) return this.#latest;
    this.#credit -= this.#copyCost;
    this.#changed = false;
    let inner: unknown = this.#string;
    for (let depth = this.#path.length - 1; depth >= 0; depth -= 1) {
      const open = this.#path[depth];
      if (open !== undefined) inner = copyWith(open, inner);
    }
    this.#latest = inner ?? this.#root;
    return this.#latest;
  }

  #replaceLast(value: unknown): void {
    const open = this.#path.at(-1);
    if (open === undefined) this.#root = value;
    else if (open.kind === "array") open.items[open.items.length - 1] = value;
    else setOwn(open.members, open.key, value);
  }
}

function own(open: Open): unknown[] | Record<string, unknown> {
  return open.kind === "array" ? open.items : open.members;
}

/** What it costs to copy an open container, in array elements copied. */
function copyCost({ kind, size }: Open): number {
  if (kind === "array") return containerCost + size * (size > youngArrayLength ? 10 : 1);
  return containerCost + size * (size > layoutKeys ? 500 : 2);
}

/** Copies an open container, with `inner` (unless `undefined`) as what its last value is by now. */
function copyWith(open: Open, inner: unknown): unknown {
  if (open.kind === "array") {
    open.copy = open.items.slice();
    if (inner !== undefined) open.copy[open.copy.length - 1] = inner;
    return open.copy;
  }
  if (open.size > inlineKeys && open.size <= layoutKeys && open.laidOut !== open.size) {
    open.members = layOut(open.members);
    open.laidOut = open.size;
  }
  open.copy = { ...open.members };
  if (inner !== undefined) setOwn(open.copy, open.key, inner);
  return open.copy;
}

/**
 * The same object in the layout that the engine gives to the objects of JSON.parse: all keys known at
 * once, fast to copy. Measured with 30 keys: a copy takes 0.09 µs instead of 4 µs.
 */
function layOut(members: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(members);
  const written = keys.map((key) => JSON.stringify(key));
  // V8 13.6 may take "\n" for "\\" in a key, so a key that needs an escape is not given to it.
  if (written.some((key) => key.includes("\\"))) return members;
  const skeleton = written.map((key) => `${key}:null`).join(",");
  const fresh = JSON.parse(`{${skeleton}}`) as Record<string, unknown>;
  for (const key of keys) setOwn(fresh, key, members[key]);
  return fresh;
}

function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  // Assigning to __proto__ would set the prototype; JSON.parse makes it a property like any other.
  if (key === "__proto__") {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else {
    object[key] = value;
  }
}
