import type { JsonObject } from "../../../internal/json.js";
import { ToolArguments } from "../../wire/tool-arguments.js";

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
  /** What came of the arguments before the name. */
  early = "";
  readonly #arguments = new ToolArguments();

  /** Takes more of the arguments; returns what can be passed on, `""` for nothing. */
  write(text: string): string {
    return this.custom ? text : this.#arguments.write(text);
  }

  /** Nothing follows; returns what is still to be passed on. */
  end(): string {
    return this.#arguments.end();
  }

  /**
   * Whether a piece that may be of this call, going by its index or its id, is. A name begins a call,
   * but some servers repeat it in every piece; others give every call the same index.
   */
  takes({ index, id, name, text }: CallPiece): boolean {
    const isSameId = id !== undefined && id === this.wireId;
    const isOtherId = id !== undefined && this.wireId !== undefined && !isSameId;
    // Only an index can say then that a piece with another id is of this call.
    if (this.name === undefined) return index !== undefined || !isOtherId;
    if (name === undefined) return true;
    if (isSameId) return index !== undefined || name === this.name;
    if (name !== this.name) return false;
    const { complete, begun } = this.#arguments;
    if (isOtherId && (index === undefined || complete)) return false;
    if (text.trim() === "" || !complete) return true;
    // What comes after a whole value is no part of it. Servers that give calls an id give one to each.
    if (!begun) return index !== undefined && this.wireId !== undefined;
    return index !== undefined && this.#arguments.repeats(text);
  }
}
