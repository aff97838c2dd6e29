import type { JsonObject } from "../../internal/json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../read-json.js";
import { readCaller } from "./read-caller.js";
import { toReplay } from "./replay.js";
import { ServerBlock } from "./server-block.js";

type Parts = ModelStreamPart[];

/** A content block whose end has not come. */
type OpenBlock =
  | { readonly kind: "text"; readonly citations: JsonObject[] }
  | { readonly kind: "thought"; signature: string; shown: boolean }
  | OpenCall
  | ServerBlock;

interface OpenCall {
  readonly kind: "tool_call";
  readonly id: string;
  readonly input: string;
  written: boolean;
  /** What goes back with it. */
  readonly extra: JsonObject;
}

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
  #calledByCode = false;
  /** Whether text came last, and nobody has said that it is whole. */
  #inText = false;

  constructor(fail: (what: string) => never) {
    this.#fail = fail;
  }

  /** Whether the model asked for a tool. */
  get hasToolCalls(): boolean {
    return this.#toolCallIds.size > 0;
  }

  /** Whether code that runs at Anthropic asked for a tool, and waits for what it gives. */
  get calledByCode(): boolean {
    return this.#calledByCode;
  }

  /** Reads the start of a block, or the whole of one. */
  open(index: unknown, value: unknown, parts: Parts): void {
    this.close(index, parts);
    const block = asObject(value) ?? {};
    switch (block["type"]) {
      case "text":
        // Only where no block of another kind tells two texts apart.
        if (this.#inText) parts.push({ type: "text_end" });
        this.#inText = false;
        this.#open.set(index, {
          kind: "text",
          citations: asArray(block["citations"]).flatMap(toCitation),
        });
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
        return this.#keep({ type: "redacted_thinking", data }, parts);
      }
      case "tool_use":
        return this.#openToolCall(index, block, parts);
      default:
        this.#open.set(index, new ServerBlock(block));
    }
  }

  /** Reads more of a block. */
  read(index: unknown, value: unknown, parts: Parts): void {
    const delta = asObject(value) ?? {};
    const { type } = delta;
    if (type === "text_delta") return this.#readText(delta["text"], parts);
    if (type === "thinking_delta") return this.#readThinking(index, delta["thinking"], parts);
    const block = this.#open.get(index);
    if (block?.kind === "server") return block.read(delta);
    if (type === "input_json_delta") return this.#readInput(block, delta["partial_json"], parts);
    if (type === "signature_delta" && block?.kind === "thought") {
      block.signature = asText(delta["signature"]) ?? "";
    }
    if (type === "citations_delta" && block?.kind === "text") {
      block.citations.push(...toCitation(delta["citation"]));
    }
    // Kinds that are yet to come are passed over.
  }

  /** Reads the end of a block. */
  close(index: unknown, parts: Parts): void {
    const block = this.#open.get(index);
    this.#open.delete(index);
    switch (block?.kind) {
      case "text":
        return this.#closeText(block.citations, parts);
      case "thought": {
        const { shown, signature } = block;
        if (shown || signature !== "") this.#keep({ type: "thinking", signature }, parts);
        return;
      }
      case "tool_call":
        return closeCall(block, parts);
      case "server": {
        const whole = block.toJson();
        if (whole !== undefined) this.#keep(whole, parts);
      }
    }
  }

  /** Reads the end of the content: some servers leave out that of its blocks. */
  end(parts: Parts): void {
    for (const index of this.#open.keys()) this.close(index, parts);
  }

  /** Gives what goes back, and is not shown or was. */
  #keep(data: JsonObject, parts: Parts): void {
    this.#inText = false;
    parts.push({ type: "reasoning_end", replay: toReplay(data) });
  }

  #closeText(citations: readonly JsonObject[], parts: Parts): void {
    if (citations.length === 0 || !this.#inText) return;
    this.#inText = false;
    parts.push({ type: "text_end", replay: toReplay({ citations }) });
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
    this.#calledByCode ||= readCaller(block) !== undefined;
    this.#open.set(index, {
      kind: "tool_call",
      id,
      input: toJsonText(block["input"]),
      written: false,
      extra: toExtra(block),
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

  #readInput(block: OpenBlock | undefined, value: unknown, parts: Parts): void {
    if (block === undefined) this.#fail("arguments of a tool call that did not begin");
    if (block.kind !== "tool_call" || value === "" || value === undefined || value === null) return;
    if (typeof value !== "string") this.#fail("arguments of a tool call that are no text");
    block.written = true;
    parts.push({ type: "tool_call_delta", id: block.id, text: value });
  }
}

function closeCall({ id, input, written, extra }: OpenCall, parts: Parts): void {
  if (!written && input !== "") parts.push({ type: "tool_call_delta", id, text: input });
  const hasExtra = Object.keys(extra).length > 0;
  parts.push({ type: "tool_call_end", id, ...(hasExtra && { replay: toReplay(extra) }) });
}

/** Who asked for a tool, where that was not the model itself, and the set that the tool is one of. */
function toExtra(block: Wire): JsonObject {
  const set = asText(block["toolset_name"]);
  return {
    ...(readCaller(block) !== undefined && { caller: block["caller"] as JsonObject }),
    ...(set !== undefined && { toolset_name: set }),
  };
}

/** Only what was found on the web goes back with the text: by its encrypted index, which nobody else has. */
function toCitation(value: unknown): JsonObject[] {
  const citation = asObject(value);
  return asText(citation?.["encrypted_index"]) === undefined ? [] : [citation as JsonObject];
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
