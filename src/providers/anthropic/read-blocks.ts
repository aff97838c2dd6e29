import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText, type Wire } from "../read-json.js";
import { toReplay } from "./replay.js";

type Parts = ModelStreamPart[];

/** A content block whose end has not come. */
type OpenBlock =
  | { readonly kind: "text" }
  | { readonly kind: "thought"; signature: string; shown: boolean }
  | { readonly kind: "tool_call"; readonly id: string; readonly input: string; written: boolean }
  /** What the server does by itself, and what is yet to come. */
  | { readonly kind: "other" };

const text: OpenBlock = { kind: "text" };
const other: OpenBlock = { kind: "other" };

/**
 * Reads the content of a message, block by block, from a stream or from the whole. What is malformed
 * is told by `fail`, which throws.
 *
 * A delta of text changes nothing that the one before it did not: of many in a row, only the first two
 * may be seen here (see `EventTemplate`).
 */
export class BlockReader {
  readonly #fail: (what: string) => never;
  /** By the index that the events of a block have in common. */
  readonly #open = new Map<unknown, OpenBlock>();
  readonly #toolCallIds = new Set<string>();
  /** Whether text came last, and nobody has said that it is whole. */
  #inText = false;

  constructor(fail: (what: string) => never) {
    this.#fail = fail;
  }

  /** Whether the model asked for a tool. */
  get hasToolCalls(): boolean {
    return this.#toolCallIds.size > 0;
  }

  /** Reads the start of a block, or the whole of one. */
  open(index: unknown, value: unknown, parts: Parts): void {
    this.close(index, parts);
    const block = asObject(value);
    switch (block?.["type"]) {
      case "text":
        // Only where no block of another kind tells two texts apart.
        if (this.#inText) parts.push({ type: "text_end" });
        this.#inText = false;
        this.#open.set(index, text);
        return this.#readText(block["text"], parts);
      case "thinking":
        this.#open.set(index, {
          kind: "thought",
          signature: asText(block["signature"]) ?? "",
          shown: false,
        });
        return this.#readThinking(index, block["thinking"], parts);
      case "redacted_thinking": {
        const data = asText(block["data"]);
        if (data === undefined) return;
        this.#inText = false;
        parts.push({
          type: "reasoning_end",
          replay: toReplay({ type: "redacted_thinking", data }),
        });
        return;
      }
      case "tool_use":
        return this.#openToolCall(index, block, parts);
      default:
        this.#open.set(index, other);
    }
  }

  /** Reads more of a block. */
  read(index: unknown, value: unknown, parts: Parts): void {
    const delta = asObject(value);
    switch (delta?.["type"]) {
      case "text_delta":
        return this.#readText(delta["text"], parts);
      case "thinking_delta":
        return this.#readThinking(index, delta["thinking"], parts);
      case "signature_delta": {
        const block = this.#open.get(index);
        if (block?.kind === "thought") block.signature = asText(delta["signature"]) ?? "";
        return;
      }
      case "input_json_delta":
        return this.#readInput(index, delta["partial_json"], parts);
      default:
      // Citations, and kinds that are yet to come.
    }
  }

  /** Reads the end of a block. */
  close(index: unknown, parts: Parts): void {
    const block = this.#open.get(index);
    this.#open.delete(index);
    if (block?.kind === "thought" && (block.shown || block.signature !== "")) {
      const { signature } = block;
      this.#inText = false;
      parts.push({ type: "reasoning_end", replay: toReplay({ type: "thinking", signature }) });
    }
    if (block?.kind === "tool_call") {
      const { id, input, written } = block;
      if (!written && input !== "") parts.push({ type: "tool_call_delta", id, text: input });
      parts.push({ type: "tool_call_end", id });
    }
  }

  /** Reads the end of the content: some servers leave out that of its blocks. */
  end(parts: Parts): void {
    for (const index of this.#open.keys()) this.close(index, parts);
  }

  #openToolCall(index: unknown, block: Wire, parts: Parts): void {
    const id = asText(block["id"]);
    const name = asText(block["name"]);
    if (id === undefined || name === undefined) {
      return this.#fail("a tool call without an id or a name");
    }
    if (this.#toolCallIds.has(id)) return this.#fail("two tool calls with the same id");
    this.#toolCallIds.add(id);
    this.#inText = false;
    this.#open.set(index, {
      kind: "tool_call",
      id,
      input: toJsonText(block["input"]),
      written: false,
    });
    parts.push({ type: "tool_call_start", id, name });
  }

  #readText(value: unknown, parts: Parts): void {
    const piece = asText(value);
    if (piece === undefined) return;
    this.#inText = true;
    parts.push({ type: "text_delta", text: piece });
  }

  #readThinking(index: unknown, value: unknown, parts: Parts): void {
    const piece = asText(value);
    if (piece === undefined) return;
    const block = this.#open.get(index);
    if (block?.kind === "thought") block.shown = true;
    this.#inText = false;
    parts.push({ type: "reasoning_delta", text: piece });
  }

  #readInput(index: unknown, value: unknown, parts: Parts): void {
    const block = this.#open.get(index);
    if (block === undefined) this.#fail("arguments of a tool call that did not begin");
    if (block.kind !== "tool_call" || value === "" || value === undefined || value === null) return;
    if (typeof value !== "string") this.#fail("arguments of a tool call that are no text");
    block.written = true;
    parts.push({ type: "tool_call_delta", id: block.id, text: value });
  }
}

/**
 * The arguments of a tool call that come as a value, as the text that they would be in a stream. In the
 * start of a block they are there as `{}`, and whole where a server does not stream them.
 */
function toJsonText(input: unknown): string {
  if (typeof input === "string") return input;
  if (input === undefined || input === null) return "";
  const json = JSON.stringify(input);
  return json === "{}" ? "" : json;
}
