import type { AssistantPart, Replay } from "../../model/message.js";
import type { TextRange } from "../../model/source.js";

/** A part of a message that is being written. */
interface OpenPart {
  readonly type: "text" | "reasoning";
  readonly texts: string[];
  /** Where a text begins in all of the message's text, in UTF-16 units. */
  readonly start: number;
  /** How many of {@link texts} are counted in {@link length}. */
  counted: number;
  length: number;
  replay?: Replay;
}

interface OpenCall {
  readonly type: "tool_call";
  readonly id: string;
  readonly name: string;
  texts: string[];
  ended: boolean;
  replay?: Replay;
}

/**
 * Puts the model's message together from what a provider says while it answers: its parts in the order
 * in which they began. Throws a `RangeError` for what the contract of a provider rules out: two calls
 * of one id, or arguments of a call that did not begin or has ended.
 */
export class MessageCollector {
  readonly #parts: (OpenPart | OpenCall)[] = [];
  readonly #calls = new Map<string, OpenCall>();
  /** The text or thought that is being written. */
  #current: OpenPart | undefined;
  #lastText: OpenPart | undefined;

  text(text: string): void {
    this.#write("text", text);
  }

  reasoning(text: string): void {
    this.#write("reasoning", text);
  }

  endText(replay: Replay | undefined): void {
    this.#end("text", replay);
  }

  endReasoning(replay: Replay | undefined): void {
    this.#end("reasoning", replay);
  }

  startCall(id: string, name: string): void {
    if (this.#calls.has(id)) throw new RangeError("two tool calls of one answer have the same id");
    const call: OpenCall = { type: "tool_call", id, name, texts: [], ended: false };
    this.#calls.set(id, call);
    this.#parts.push(call);
    this.#current = undefined;
  }

  /** Takes the next piece of a call's arguments; gives the name of its tool. */
  arguments(id: string, text: string): string {
    const call = this.#openCall(id);
    call.texts.push(text);
    return call.name;
  }

  /** @param whole the arguments, where they are others than the pieces make up */
  endCall(id: string, whole: string | undefined, replay: Replay | undefined): void {
    const call = this.#openCall(id);
    call.ended = true;
    if (whole !== undefined) call.texts = [whole];
    if (replay) call.replay = replay;
  }

  /** Where the newest of its texts stands in all of its text; `undefined` before the first. */
  get lastText(): TextRange | undefined {
    const text = this.#lastText;
    return text && { start: text.start, end: endOf(text) };
  }

  /** The message so far. */
  get parts(): readonly AssistantPart[] {
    return this.#parts.map(toAssistantPart);
  }

  #write(type: OpenPart["type"], text: string): void {
    if (this.#current?.type !== type) this.#current = this.#open(type);
    this.#current.texts.push(text);
  }

  #open(type: OpenPart["type"]): OpenPart {
    const start = type === "text" && this.#lastText ? endOf(this.#lastText) : 0;
    const part: OpenPart = { type, texts: [], start, counted: 0, length: 0 };
    this.#parts.push(part);
    if (type === "text") this.#lastText = part;
    return part;
  }

  #end(type: OpenPart["type"], replay: Replay | undefined): void {
    const open = this.#current?.type === type ? this.#current : undefined;
    // A part without a word is kept for what its provider wants back: a signature, a thought not shown.
    if (replay) (open ?? this.#open(type)).replay = replay;
    this.#current = undefined;
  }

  #openCall(id: string): OpenCall {
    const call = this.#calls.get(id);
    if (!call || call.ended)
      throw new RangeError("arguments arrived that belong to no open tool call");
    return call;
  }
}

/** Where a part ends. Each piece is counted once, however often it is asked. */
function endOf(part: OpenPart): number {
  for (const text of part.texts.slice(part.counted)) part.length += text.length;
  part.counted = part.texts.length;
  return part.start + part.length;
}

function toAssistantPart(part: OpenPart | OpenCall): AssistantPart {
  const { replay } = part;
  const text = part.texts.join("");
  if (part.type !== "tool_call") return { type: part.type, text, ...(replay && { replay }) };
  const { type, id, name } = part;
  return { type, id, name, arguments: text, ...(replay && { replay }) };
}
