import type { JsonObject } from "../../internal/json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText, type Wire } from "../wire/read-json.js";
import { joinTexts, textTypes } from "../wire/read-texts.js";
import { ToolArguments } from "../wire/tool-arguments.js";
import { readCaller } from "./read-caller.js";
import { toReplay } from "./anthropic-replay.js";
import { readCitations, readHostedBlock, toCitations } from "./read-hosted.js";
import { ServerBlock } from "./server-block.js";

type Parts = ModelStreamPart[];

/** A content block whose end has not come. */
type OpenBlock =
  | { readonly kind: "text"; readonly citations: Wire[] }
  | { readonly kind: "thought"; signature: string; shown: boolean }
  | OpenCall
  | ServerBlock;

interface OpenCall {
  readonly kind: "tool_call";
  readonly id: string;
  /** The arguments that came with the start, which count where no others come. */
  readonly input: string;
  readonly arguments: ToolArguments;
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
  /** Deltas of arguments whose block has not begun, by its index. */
  readonly #early = new Map<unknown, Wire[]>();
  /** The indexes of all blocks. */
  readonly #known = new Set<unknown>();
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
    this.#begin(index, value, parts);
    this.#known.add(index);
    for (const delta of this.#early.get(index) ?? []) this.read(index, delta, parts);
    this.#early.delete(index);
  }

  #begin(index: unknown, value: unknown, parts: Parts): void {
    // Some servers have bare texts in place of blocks.
    const block =
      typeof value === "string" ? { type: "text", text: value } : (asObject(value) ?? {});
    switch (block["type"]) {
      case "text":
      case "output_text":
        // Only where no block of another kind tells two texts apart.
        if (this.#inText) parts.push({ type: "text_end" });
        this.#inText = false;
        this.#open.set(index, {
          kind: "text",
          citations: [...toCitations(block["citations"])],
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
    if (type === "input_json_delta") {
      if (block === undefined) return this.#keepEarly(index, delta);
      if (block.kind === "tool_call") this.#readInput(block, delta["partial_json"], parts);
      return;
    }
    if (type === "signature_delta" && block?.kind === "thought") {
      block.signature = asText(delta["signature"]) ?? "";
    }
    if (type === "citations_delta" && block?.kind === "text") {
      block.citations.push(...toCitations([delta["citation"]]));
    }
    if (textTypes.has(type)) return this.#readText(delta["text"], parts);
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
        if (whole === undefined) return;
        const hosted = readHostedBlock(whole);
        if (hosted !== undefined) parts.push(hosted);
        this.#keep(whole, parts);
      }
    }
  }

  /** Reads the content of a message at once. */
  readAll(content: readonly unknown[], parts: Parts): void {
    for (const [index, block] of content.entries()) {
      this.open(index, block, parts);
      this.close(index, parts);
    }
  }

  /** Reads the end of the content: some servers leave out that of its blocks. */
  end(parts: Parts): void {
    if (this.#early.size > 0) this.#fail("arguments of a tool call that was not announced");
    for (const index of this.#open.keys()) this.close(index, parts);
  }

  /** Gives what goes back, and is not shown or was. */
  #keep(data: JsonObject, parts: Parts): void {
    this.#inText = false;
    parts.push({ type: "reasoning_end", replay: toReplay(data) });
  }

  #closeText(citations: readonly Wire[], parts: Parts): void {
    const sources = readCitations(citations);
    const returned = citations.filter(isReturned) as readonly JsonObject[];
    if (sources.length + returned.length === 0 || !this.#inText) return;
    this.#inText = false;
    const replay = returned.length > 0 && { replay: toReplay({ citations: returned }) };
    parts.push(...sources, { type: "text_end", ...replay });
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
      input: toJsonText(block["input"]) ?? "",
      arguments: new ToolArguments(),
      extra: toExtra(block),
    });
    parts.push({ type: "tool_call_start", id, name });
  }

  #readText(value: unknown, parts: Parts): void {
    const piece = Array.isArray(value) ? joinTexts(value) : asText(value);
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

  #readInput(call: OpenCall, value: unknown, parts: Parts): void {
    const text = toJsonText(value);
    if (text === undefined) return this.#fail("arguments of a tool call that are not JSON");
    give(call.id, call.arguments.write(text), parts);
  }

  /** Keeps arguments that come before the start of their block. */
  #keepEarly(index: unknown, delta: Wire): void {
    if (this.#known.has(index)) this.#fail("arguments of a tool call that has ended");
    const early = this.#early.get(index) ?? [];
    early.push(delta);
    this.#early.set(index, early);
  }
}

function closeCall({ id, input, arguments: streamed, extra }: OpenCall, parts: Parts): void {
  if (!streamed.begun) give(id, streamed.write(input), parts);
  give(id, streamed.end(), parts);
  const hasExtra = Object.keys(extra).length > 0;
  parts.push({ type: "tool_call_end", id, ...(hasExtra && { replay: toReplay(extra) }) });
}

function give(id: string, text: string, parts: Parts): void {
  if (text !== "") parts.push({ type: "tool_call_delta", id, text });
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
function isReturned(citation: Wire): boolean {
  return asText(citation["encrypted_index"]) !== undefined;
}

/**
 * Arguments of a tool call as text, which is what they are in a stream. In the start of a block they are
 * there as `{}`, and whole where a server does not stream them. `undefined` for what cannot be any.
 */
function toJsonText(input: unknown): string | undefined {
  if (typeof input === "string") return input;
  if (input === undefined || input === null) return "";
  if (typeof input !== "object") return undefined;
  try {
    const json = JSON.stringify(input);
    return json === "{}" ? "" : json;
  } catch {
    // Nested too deep.
    return undefined;
  }
}
