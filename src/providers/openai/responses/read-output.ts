import type { ModelStreamPart } from "../../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../../read-json.js";
import { toReplay } from "./replay.js";

/** What was given of an item of the output that is under way. */
interface OpenItem {
  hasText: boolean;
  hasRefusal: boolean;
  /** Which of its thoughts was given last. */
  thought?: string;
  /** The tool that it asks for, with the arguments so far. */
  call?: { readonly id: string; arguments: string };
}

/** Where a call of each kind has its arguments. */
const argumentFields: ReadonlyMap<unknown, string> = new Map([
  ["function_call", "arguments"],
  ["custom_tool_call", "input"],
]);

/**
 * Reads the items of a response's output: messages, thoughts, calls of tools. They may come in deltas, as
 * a whole, or both; whatever was not given in deltas is given at an item's end.
 *
 * Items are told apart by their place in the output, because some proxies give them other ids in every event.
 */
export class OutputReader {
  readonly #malformed: (what: string) => Error;
  readonly #open = new Map<unknown, OpenItem>();
  readonly #callIds = new Set<string>();
  /** Whether the server said that the response outlives the request, and knows its items by their ids. */
  stored = false;
  /** Whether any item came. */
  begun = false;
  /** Whether part of the answer was given. */
  answered = false;
  /** Whether the model asked for a tool. */
  asked = false;
  /** Whether the model declined. */
  refused = false;

  /** @param malformed Makes the error for what is not as the wire's documentation says. */
  constructor(malformed: (what: string) => Error) {
    this.#malformed = malformed;
  }

  /** A delta of text. But for the first of an item it changes nothing here: see `EventTemplate`. */
  readText(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    this.#itemOf(event).hasText = true;
    this.answered = true;
    parts.push({ type: "text_delta", text });
  }

  readRefusal(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    this.#itemOf(event).hasRefusal = true;
    this.#refuse(text, parts);
  }

  /** A delta of a thought, or of the summary of one. */
  readReasoning(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    const thought = `${String(event["type"])} ${String(event["summary_index"] ?? event["content_index"])}`;
    this.#think(this.#itemOf(event), thought, text, parts);
  }

  /** A delta of a call's arguments. */
  readArguments(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    const { call } = this.#itemOf(event);
    if (call === undefined) throw this.#malformed("arguments of a tool that it did not ask for");
    if (text === "") return;
    call.arguments += text;
    parts.push({ type: "tool_call_delta", id: call.id, text });
  }

  /** Says which item comes at a place. */
  begin(event: Wire, parts: ModelStreamPart[]): void {
    const item = this.#readItem(event);
    const open: OpenItem = { hasText: false, hasRefusal: false };
    this.#open.set(event["output_index"], open);
    const field = argumentFields.get(item["type"]);
    if (field === undefined) return;
    const call = this.#ask(item, open, parts);
    this.#addRest(call, item[field], parts);
  }

  /** Says that an item is whole, and which it is. */
  end(event: Wire, parts: ModelStreamPart[]): void {
    const item = this.#readItem(event);
    const open = this.#itemOf(event);
    this.#open.delete(event["output_index"]);
    const field = argumentFields.get(item["type"]);
    if (field !== undefined) this.#endCall(item, field, open, parts);
    else if (item["type"] === "message") this.#endMessage(item, open, parts);
    else if (item["type"] === "reasoning") this.#endReasoning(item, open, parts);
    // Searches, compactions and the like show nothing, but belong into the next request.
    else parts.push({ type: "reasoning_end", replay: toReplay(item) });
  }

  /** Reads the whole output at once. */
  readAll(output: readonly unknown[], parts: ModelStreamPart[]): void {
    for (const [index, item] of output.entries()) this.end({ item, output_index: index }, parts);
  }

  #readDelta(event: Wire): string {
    const { delta } = event;
    if (typeof delta === "string") return delta;
    throw this.#malformed("an event with a delta that is no text");
  }

  #readItem(event: Wire): Wire {
    this.begun = true;
    const item = asObject(event["item"]);
    if (typeof item?.["type"] === "string") return item;
    throw this.#malformed("an item of the output that is none");
  }

  #itemOf(event: Wire): OpenItem {
    const index = event["output_index"];
    let item = this.#open.get(index);
    if (item === undefined) {
      item = { hasText: false, hasRefusal: false };
      this.begun = true;
      this.#open.set(index, item);
    }
    return item;
  }

  #endMessage(item: Wire, open: OpenItem, parts: ModelStreamPart[]): void {
    const { hasText, hasRefusal } = open;
    for (const value of asArray(item["content"])) {
      const part = asObject(value);
      const text = asText(part?.["text"]);
      const refusal = asText(part?.["refusal"]);
      if (part?.["type"] === "output_text" && text !== undefined && !hasText) {
        open.hasText = true;
        this.answered = true;
        parts.push({ type: "text_delta", text });
      }
      if (part?.["type"] === "refusal" && refusal !== undefined && !hasRefusal) {
        this.#refuse(refusal, parts);
      }
    }
    if (open.hasText) parts.push({ type: "text_end", replay: toReplay(item, ["content"]) });
  }

  #endReasoning(item: Wire, open: OpenItem, parts: ModelStreamPart[]): void {
    if (open.thought === undefined) {
      const thoughts = [...asArray(item["summary"]), ...asArray(item["content"])];
      for (const [index, thought] of thoughts.entries()) {
        const text = asText(asObject(thought)?.["text"]);
        if (text !== undefined) this.#think(open, String(index), text, parts);
      }
    }
    // Without its content, an item is known to nobody but a server that stored it.
    const canReturn =
      this.stored ||
      asText(item["encrypted_content"]) !== undefined ||
      asArray(item["content"]).length > 0;
    if (canReturn) parts.push({ type: "reasoning_end", replay: toReplay(item) });
    else if (open.thought !== undefined) parts.push({ type: "reasoning_end" });
  }

  #endCall(item: Wire, field: string, open: OpenItem, parts: ModelStreamPart[]): void {
    const call = open.call ?? this.#ask(item, open, parts);
    this.#addRest(call, item[field], parts);
    const replay = toReplay(item, [field, "call_id", "name", "status"]);
    parts.push({ type: "tool_call_end", id: call.id, replay });
  }

  #ask(item: Wire, open: OpenItem, parts: ModelStreamPart[]): { id: string; arguments: string } {
    const id = asText(item["call_id"]);
    const name = asText(item["name"]);
    if (id === undefined || name === undefined) {
      throw this.#malformed("a tool call without its id or name");
    }
    if (this.#callIds.has(id)) throw this.#malformed("two tool calls with the same id");
    this.#callIds.add(id);
    const call = { id, arguments: "" };
    open.call = call;
    this.answered = true;
    this.asked = true;
    parts.push({ type: "tool_call_start", id, name });
    return call;
  }

  /** Adds what of the whole arguments did not come in deltas; arguments that nobody asked for are never run. */
  #addRest(
    call: { readonly id: string; arguments: string },
    whole: unknown,
    parts: ModelStreamPart[],
  ): void {
    if (typeof whole !== "string" || whole === "") return;
    if (!whole.startsWith(call.arguments)) {
      throw this.#malformed("arguments of a tool that are not those that it streamed");
    }
    const text = whole.slice(call.arguments.length);
    if (text === "") return;
    call.arguments = whole;
    parts.push({ type: "tool_call_delta", id: call.id, text });
  }

  #think(item: OpenItem, thought: string, text: string, parts: ModelStreamPart[]): void {
    const isNext = item.thought !== undefined && item.thought !== thought;
    if (isNext) parts.push({ type: "reasoning_end" });
    item.thought = thought;
    this.answered = true;
    parts.push({ type: "reasoning_delta", text });
  }

  #refuse(text: string, parts: ModelStreamPart[]): void {
    this.refused = true;
    this.answered = true;
    parts.push({ type: "refusal_delta", text });
  }
}
