import type { JsonObject } from "../../../internal/json.js";
import {
  createPartialJsonParser,
  type PartialJsonParser,
} from "../../../internal/partial-json/partial-json-parser.js";

/** A piece of a tool call, in the form that all servers' are brought to. */
export interface CallPiece {
  /** Which call it is of, where the server says so. */
  readonly index: string | number | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Of the arguments; `""` for none. */
  readonly text: string;
  /** What the server wants back with the call. */
  readonly extra: JsonObject | undefined;
  /** Whether it is of a custom tool, whose arguments are any text. */
  readonly custom: boolean;
}

/** A tool call that is being read. */
export class OpenCall {
  /** The server's id of it. */
  wireId: string | undefined;
  /** The id that its parts have. Absent until it is named. */
  id: string | undefined;
  name: string | undefined;
  extra: JsonObject | undefined;
  custom = false;
  readonly #pieces: string[] = [];
  #length = 0;
  #parser: PartialJsonParser | undefined;
  #parsed = 0;

  append(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  /**
   * Whether a piece that may be of this call, going by its index or its id, is. A name begins a call,
   * but some servers repeat it in every piece; others give every call the same index.
   */
  takes({ index, id, name, text }: CallPiece): boolean {
    if (name === undefined || this.name === undefined) return true;
    const isSameId = id !== undefined && id === this.wireId;
    if (isSameId) return index !== undefined || name === this.name;
    if (name !== this.name) return false;
    const isOtherId = id !== undefined && this.wireId !== undefined;
    if (isOtherId && (index === undefined || this.#complete)) return false;
    // What comes after a whole value is no part of it.
    return text.trim() === "" || !this.#complete || this.repeats(text);
  }

  /** Whether a text is all the arguments once more: some servers end with the whole of a call. */
  repeats(text: string): boolean {
    return text.length === this.#length && this.#complete && text === this.#pieces.join("");
  }

  /** Whether the arguments are a whole JSON value. Linear in them, however often it is asked. */
  get #complete(): boolean {
    this.#parser ??= createPartialJsonParser();
    for (; this.#parsed < this.#pieces.length; this.#parsed++) {
      this.#parser.write(this.#pieces[this.#parsed] ?? "");
    }
    return this.#parser.complete;
  }
}
