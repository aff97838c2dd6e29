import type { JsonObject } from "../../internal/json.js";
import type { Wire } from "../wire/read-json.js";
import { ToolArguments } from "../wire/tool-arguments.js";

/**
 * A block that shows nothing: a tool that Anthropic runs itself, what that gave, a compaction, and kinds
 * that are yet to come. It goes back as it came, since the model is to know what it did.
 */
export class ServerBlock {
  readonly kind = "server";
  #block: Wire;
  readonly #arguments = new ToolArguments();
  #input = "";
  #complete = true;

  /** @param block As it begins. */
  constructor(block: Wire) {
    this.#block = block;
  }

  /** Reads more of it. */
  read(delta: Wire): void {
    const { type, ...fields } = delta;
    if (type === "input_json_delta") this.#readInput(fields["partial_json"]);
    else if (type === "compaction_delta") this.#block = { ...this.#block, ...fields };
    // Nobody knows how one of another kind would change it.
    else this.#complete = false;
  }

  /** All of it; `undefined` where it did not come whole. */
  toJson(): JsonObject | undefined {
    if (!this.#complete || typeof this.#block["type"] !== "string") return undefined;
    // It was parsed from JSON.
    const block = this.#block as JsonObject;
    const input = this.#input + this.#arguments.end();
    if (input === "") return block;
    try {
      return { ...block, input: JSON.parse(input) };
    } catch {
      // The answer was cut short in the middle of it.
      return undefined;
    }
  }

  #readInput(piece: unknown): void {
    if (typeof piece === "string") this.#input += this.#arguments.write(piece);
    else if (piece !== undefined && piece !== null) this.#complete = false;
  }
}
