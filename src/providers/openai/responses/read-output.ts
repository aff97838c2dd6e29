import type { ModelStreamPart } from "../../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../../wire/read-json.js";
import type { PlacedText } from "./given-texts.js";
import { readHostedCall, readHostedResult } from "./hosted-tools.js";
import type { OpenCall } from "./open-call.js";
import { OutputItems, type OutputItem } from "./output-items.js";
import { readAnnotations } from "./read-annotations.js";
import { toReplay } from "./responses-replay.js";

/**
 * Reads the items of a response's output: messages, thoughts, calls of tools. What they say may come in
 * deltas, and as a whole with the end of a text, of its part, of its item and of the response; it is given
 * once, when it first comes.
 */
export class OutputReader {
  readonly #malformed: (what: string) => Error;
  readonly #items = new OutputItems();
  readonly #callIds = new Set<string>();
  /** Whether the server said that the response outlives the request, and knows its items by their ids. */
  stored = false;
  /** Whether part of the answer was given. */
  answered = false;
  /** Whether the model declined. */
  refused = false;

  /** @param malformed Makes the error for what is not as the wire's documentation says. */
  constructor(malformed: (what: string) => Error) {
    this.#malformed = malformed;
  }

  /** Whether the model asked for a tool. */
  get asked(): boolean {
    return this.#callIds.size > 0;
  }

  /** A delta of text. But for the first of a text it changes nothing here: see `EventTemplate`. */
  readText(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    this.#say(this.#items.find(event, "message"), event["content_index"], text, parts);
  }

  readRefusal(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    this.#refuse(this.#items.find(event, "message"), event["content_index"], text, parts);
  }

  /** A delta of a thought, or of the summary of one. */
  readReasoning(event: Wire, list: "summary" | "content", parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    this.#think(this.#items.find(event, "reasoning"), list, event[`${list}_index`], text, parts);
  }

  /** A delta of a call's arguments. */
  readArguments(event: Wire, parts: ModelStreamPart[]): void {
    const text = this.#readDelta(event);
    if (text === "") return;
    const { call } = this.#items.find(event, "call");
    call.write(text);
    this.#tell(call, parts);
  }

  /** The end of one text. Gives it if no delta did. */
  endPart(event: Wire, part: Wire, parts: ModelStreamPart[]): void {
    const text = asText(part["text"] ?? part["refusal"]);
    if (text === undefined) return;
    const list = part["type"] === "summary_text" ? "summary" : "content";
    const place = event[`${list}_index`];
    if (part["type"] === "summary_text" || part["type"] === "reasoning_text") {
      const item = this.#items.findEnded(event, "reasoning");
      if (!item.given[list].end(place)) this.#think(item, list, place, text, parts);
      return;
    }
    const item = this.#items.findEnded(event, "message");
    if (isRefusal(part)) {
      if (!item.given.refusal.end(place)) this.#refuse(item, place, text, parts);
    } else if (isText(part) && !item.given.text.end(place)) this.#say(item, place, text, parts);
  }

  /** The end of a call's arguments. */
  endArguments(event: Wire, parts: ModelStreamPart[]): void {
    const { call } = this.#items.findEnded(event, "call");
    call.name ??= asText(event["name"]);
    this.#settle(call.settleArguments(event));
    this.#tell(call, parts);
  }

  /** Says which item comes at a place. */
  begin(event: Wire, parts: ModelStreamPart[]): void {
    const whole = this.#readItem(event["item"]);
    const item = this.#items.begin(whole, event["output_index"]);
    if (item.kind === "own") this.#beginOwn(whole, item, parts);
    if (item.kind !== "call") return;
    item.call.begin(whole);
    this.#tell(item.call, parts);
  }

  /** Says that an item is whole, and which it is. */
  end(event: Wire, parts: ModelStreamPart[]): void {
    const whole = this.#readItem(event["item"]);
    this.#endItem(whole, this.#items.end(whole, event["output_index"]), parts);
  }

  /** Reads the whole output, of which all or nothing may have come before. */
  endAll(output: readonly unknown[], parts: ModelStreamPart[]): void {
    const wholes = output.map((item) => this.#readItem(item));
    for (const [index, item] of this.#items.endAll(wholes).entries()) {
      const whole = wholes[index];
      if (whole !== undefined) this.#endItem(whole, item, parts);
    }
  }

  /**
   * Says that nothing follows.
   *
   * @param isDone Whether the model was done; else its last call may be cut short anywhere.
   */
  finish(isDone: boolean, parts: ModelStreamPart[]): void {
    for (const item of this.#items.all) {
      if (item.kind !== "call") continue;
      this.#items.restore(item);
      const { call } = item;
      this.#tell(call, parts);
      call.end(parts);
      const isNameless = !call.started && (item.declared || call.arguments !== "");
      // Arguments that nobody asked for are never run.
      if (isDone && isNameless) throw this.#malformed("a tool call without its id or name");
    }
  }

  #readDelta(event: Wire): string {
    const { delta } = event;
    if (typeof delta === "string") return delta;
    throw this.#malformed("an event with a delta that is not text");
  }

  #readItem(value: unknown): Wire {
    const item = asObject(value);
    if (typeof item?.["type"] === "string") return item;
    throw this.#malformed("an item of the output that is not an item");
  }

  #endItem(whole: Wire, item: OutputItem, parts: ModelStreamPart[]): void {
    if (item.kind === "call") this.#endCall(whole, item, parts);
    else if (item.kind === "message") this.#endMessage(whole, item, parts);
    else if (item.kind === "reasoning") this.#endReasoning(whole, item, parts);
    else if (!item.closed) this.#endOwn(whole, item, parts);
  }

  #beginOwn(whole: Wire, item: OutputItem, parts: ModelStreamPart[]): void {
    const call = item.begun ? undefined : readHostedCall(whole);
    if (call === undefined) return;
    item.begun = true;
    this.answered = true;
    parts.push(call);
  }

  /** Searches, compactions and the like belong into the next request. */
  #endOwn(whole: Wire, item: OutputItem, parts: ModelStreamPart[]): void {
    item.closed = true;
    this.#beginOwn(whole, item, parts);
    const result = readHostedResult(whole);
    if (result !== undefined) parts.push(result);
    parts.push({ type: "reasoning_end", replay: toReplay(whole) });
  }

  #endMessage(whole: Wire, item: OutputItem, parts: ModelStreamPart[]): void {
    const content = whole["content"];
    const list = typeof content === "string" ? [content] : asArray(content);
    for (const { place, text } of item.given.text.missingOf(toTexts(list, isText))) {
      this.#say(item, place, text, parts);
    }
    for (const { place, text } of item.given.refusal.missingOf(toTexts(list, isRefusal))) {
      this.#refuse(item, place, text, parts);
    }
    if (item.closed || item.given.text.size === 0) return;
    item.closed = true;
    parts.push(...readAnnotations(list), {
      type: "text_end",
      replay: toReplay(whole, ["content"]),
    });
  }

  #endReasoning(whole: Wire, item: OutputItem, parts: ModelStreamPart[]): void {
    const isNew = item.thought === undefined;
    for (const list of ["summary", "content"] as const) {
      const given = item.given[list];
      // Some servers write the thought itself into the summary as well.
      if (!isNew && given.size === 0) continue;
      for (const { place, text } of given.missingOf(toTexts(asArray(whole[list])))) {
        this.#think(item, list, place, text, parts);
      }
    }
    // Without its content, an item is known to nobody but a server that stored it.
    const canReturn =
      this.stored ||
      asText(whole["encrypted_content"]) !== undefined ||
      asArray(whole["content"]).length > 0;
    if (item.closed || (!canReturn && item.thought === undefined)) return;
    item.closed = true;
    parts.push({ type: "reasoning_end", ...(canReturn && { replay: toReplay(whole) }) });
  }

  #endCall(whole: Wire, { call }: OutputItem, parts: ModelStreamPart[]): void {
    this.#settle(call.settle(whole));
    this.#tell(call, parts);
    // Else the end of the response may hold them.
    if (call.hasArguments) call.end(parts);
  }

  /** Fails where the whole arguments are not those that came: which of them are meant is not known. */
  #settle(isSame: boolean): void {
    if (isSame) return;
    throw this.#malformed("arguments of a tool that differ from those that it streamed");
  }

  /** Passes on what is known of a call. */
  #tell(call: OpenCall, parts: ModelStreamPart[]): void {
    const { id, name, started } = call;
    if (!started && id !== undefined && name !== undefined) {
      if (this.#callIds.has(id)) throw this.#malformed("two tool calls with the same id");
      this.#callIds.add(id);
      this.answered = true;
    }
    call.tell(parts);
  }

  #say(item: OutputItem, place: unknown, text: string, parts: ModelStreamPart[]): void {
    item.given.text.add(place);
    this.answered = true;
    parts.push({ type: "text_delta", text });
  }

  #refuse(item: OutputItem, place: unknown, text: string, parts: ModelStreamPart[]): void {
    item.given.refusal.add(place);
    this.refused = true;
    this.answered = true;
    parts.push({ type: "refusal_delta", text });
  }

  #think(
    item: OutputItem,
    list: "summary" | "content",
    place: unknown,
    text: string,
    parts: ModelStreamPart[],
  ): void {
    const thought = `${list} ${String(place)}`;
    const isNext = item.thought !== undefined && item.thought !== thought;
    if (isNext) parts.push({ type: "reasoning_end" });
    item.thought = thought;
    item.given[list].add(place);
    this.answered = true;
    parts.push({ type: "reasoning_delta", text });
  }
}

/** Whether a part of a message is its text; some servers leave out its type, or name it as in other APIs. */
function isText({ type }: Wire): boolean {
  return type === "output_text" || type === "text" || type === undefined;
}

function isRefusal({ type }: Wire): boolean {
  return type === "refusal";
}

/** The texts of a list, each with its place; of some servers the list holds them as they are. */
function toTexts(list: readonly unknown[], isMeant = (_part: Wire) => true): readonly PlacedText[] {
  return list.flatMap((value, place) => {
    const part = typeof value === "string" ? { text: value } : asObject(value);
    const text = part && isMeant(part) ? asText(part["text"] ?? part["refusal"]) : undefined;
    return text === undefined ? [] : [{ place, text }];
  });
}
