import { NumberReader } from "./number-reader.js";
import { OpenTree, type JsonTree } from "./open-tree.js";
import { StringReader } from "./string-reader.js";

/** How deep arrays and objects may be nested. */
export const maxDepth = 1_000;

/** Reads JSON that arrives in pieces, and gives its value so far at any time. */
export interface PartialJsonParser {
  /** Takes the next piece of the text, split anywhere. Never throws. Nothing is read after a failure or {@link end}. */
  write(text: string): void;
  /** Ends the text: completes a number that is the whole text; an incomplete text fails. */
  end(): void;
  /**
   * The value so far; `undefined` before anything. Strings grow as they come, by whole characters, unless
   * they are held back; numbers, `true`, `false` and `null` appear when they are complete; a key appears when its value
   * does. The same object comes again until something has changed; a value that was returned never
   * changes, and shares with the next one what did not. Objects have their keys in the order of
   * JSON.parse, `__proto__` is a key like any other, and of a key given twice the last value counts.
   *
   * Exact once {@link complete}, failed or ended, and then equal to what JSON.parse makes of a valid
   * text. Before, it may lag a few characters behind while very long arrays or very large objects are
   * open, because all copying in total is linear in the text: see `OpenTree`.
   */
  readonly value: unknown;
  /** Whether a whole JSON value was read, followed only by white space. */
  readonly complete: boolean;
  /**
   * Where the text stopped being JSON, as an offset in UTF-16 units over all pieces; `undefined` as
   * long as it has not. A text that ended early fails at its end, one nested deeper than
   * {@link maxDepth} where it is.
   */
  readonly failedAt: number | undefined;
}

/** The options of a parser. */
export interface PartialJsonOptions {
  /** Builds the value, if it has another form than the text. Default: the value of the text. */
  readonly tree?: JsonTree;
  /**
   * Whether an incomplete text must be held back: it is shown as soon as this returns false, or when it is
   * complete. Not called again for a text that is shown. Default: every text is shown as it arrives.
   */
  readonly holdsBack?: (text: string) => boolean;
}

/** Creates a parser for one JSON text. The cost is linear in the text, however it is split and read. */
export function createPartialJsonParser(options: PartialJsonOptions = {}): PartialJsonParser {
  return new Parser(options);
}

/** What may come next, or is being read. */
type Expected =
  | "value"
  | "first element"
  | "first key"
  | "key"
  | "colon"
  | "comma"
  | "end"
  | "rest of key"
  | "rest of string"
  | "rest of number"
  | "rest of word";

const words: ReadonlyMap<string, { readonly word: string; readonly value: boolean | null }> =
  new Map([
    ["t", { word: "true", value: true }],
    ["f", { word: "false", value: false }],
    ["n", { word: "null", value: null }],
  ]);

class Parser implements PartialJsonParser {
  #expected: Expected = "value";
  #string = new StringReader();
  #number = new NumberReader();
  #word = { word: "", value: null as boolean | null, length: 0 };
  /** UTF-16 units before the piece that is being read. */
  #offset = 0;
  #ended = false;
  #failedAt: number | undefined;
  readonly #tree: JsonTree;
  readonly #holdsBack: PartialJsonOptions["holdsBack"];
  /** Whether the string that is being read is held back. */
  #isHeldBack = false;

  constructor({ tree = new OpenTree(), holdsBack }: PartialJsonOptions) {
    this.#tree = tree;
    this.#holdsBack = holdsBack;
  }

  write(text: string): void {
    if (this.#ended) return;
    let index = 0;
    while (index < text.length && this.#failedAt === undefined) index = this.#read(text, index);
    this.#offset += text.length;
    this.#tree.earn(text.length);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#expected === "rest of number" && this.#tree.depth === 0) this.#endNumber(0);
    if (this.#expected !== "end") this.#fail(0);
  }

  get value(): unknown {
    return this.#tree.snapshot(
      this.#ended || this.#expected === "end" || this.#failedAt !== undefined,
    );
  }

  get complete(): boolean {
    return this.#expected === "end" && this.#failedAt === undefined;
  }

  get failedAt(): number | undefined {
    return this.#failedAt;
  }

  /** Reads at least one character of a piece, or fails; returns the index after it. */
  #read(text: string, index: number): number {
    switch (this.#expected) {
      case "rest of key":
      case "rest of string":
        return this.#readString(text, index);
      case "rest of number":
        return this.#readNumber(text, index);
      case "rest of word":
        return this.#readWord(text, index);
      default:
        return this.#readStructure(text.charAt(index), index);
    }
  }

  #readStructure(character: string, index: number): number {
    const next = index + 1;
    if (character === " " || character === "\n" || character === "\r" || character === "\t") {
      return next;
    }
    switch (this.#expected) {
      case "first element":
        return character === "]" ? this.#close(next) : this.#beginValue(character, index);
      case "value":
        return this.#beginValue(character, index);
      case "first key":
        return character === "}" ? this.#close(next) : this.#beginKey(character, index);
      case "key":
        return this.#beginKey(character, index);
      case "colon":
        if (character !== ":") return this.#fail(index);
        this.#expected = "value";
        return next;
      case "comma": {
        const inArray = this.#tree.inside === "array";
        if (character === (inArray ? "]" : "}")) return this.#close(next);
        if (character !== ",") return this.#fail(index);
        this.#expected = inArray ? "value" : "key";
        return next;
      }
      default:
        return this.#fail(index);
    }
  }

  #beginKey(character: string, index: number): number {
    if (character !== '"') return this.#fail(index);
    this.#string.begin();
    this.#expected = "rest of key";
    return index + 1;
  }

  #beginValue(character: string, index: number): number {
    if (character === '"') {
      this.#string.begin();
      this.#isHeldBack = this.#holdsBack?.("") === true;
      if (!this.#isHeldBack) this.#tree.beginString();
      this.#expected = "rest of string";
    } else if (character === "{" || character === "[") {
      if (this.#tree.depth === maxDepth) return this.#fail(index);
      this.#tree.open(character === "{" ? "object" : "array");
      this.#expected = character === "{" ? "first key" : "first element";
    } else if (character === "-" || (character >= "0" && character <= "9")) {
      this.#number.begin(character);
      this.#expected = "rest of number";
    } else {
      const word = words.get(character);
      if (word === undefined) return this.#fail(index);
      this.#word = { ...word, length: 1 };
      this.#expected = "rest of word";
    }
    return index + 1;
  }

  #readString(text: string, index: number): number {
    const next = this.#string.read(text, index);
    const isKey = this.#expected === "rest of key";
    if (!isKey) this.#showString();
    if (this.#string.failed) return this.#fail(next);
    if (!this.#string.closed) return next;
    if (isKey) {
      this.#tree.setKey(this.#string.text);
      this.#expected = "colon";
    } else {
      this.#tree.endString();
      this.#endValue();
    }
    return next;
  }

  #showString(): void {
    const { text, closed } = this.#string;
    if (this.#isHeldBack) {
      if (!closed && this.#holdsBack?.(text) === true) return;
      this.#isHeldBack = false;
      this.#tree.beginString();
    }
    this.#tree.growString(text);
  }

  #readNumber(text: string, index: number): number {
    const next = this.#number.read(text, index);
    return next < text.length ? this.#endNumber(next) : next;
  }

  #endNumber(index: number): number {
    const value = this.#number.value;
    if (value === undefined) return this.#fail(index);
    this.#tree.add(value);
    this.#endValue();
    return index;
  }

  #readWord(text: string, index: number): number {
    const { word, value, length } = this.#word;
    if (text[index] !== word[length]) return this.#fail(index);
    this.#word.length += 1;
    if (this.#word.length === word.length) {
      this.#tree.add(value);
      this.#endValue();
    }
    return index + 1;
  }

  #close(next: number): number {
    this.#tree.close();
    this.#endValue();
    return next;
  }

  #endValue(): void {
    this.#expected = this.#tree.depth === 0 ? "end" : "comma";
  }

  #fail(index: number): number {
    this.#failedAt ??= this.#offset + index;
    return index;
  }
}
