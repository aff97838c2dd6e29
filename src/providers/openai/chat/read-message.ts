import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asObject, asText, type Wire } from "../../wire/read-json.js";
import { textTypes } from "../../wire/read-texts.js";
import { ThoughtReader } from "./read-thought.js";
import { ToolCallReader } from "./read-tool-calls.js";

/**
 * Reads the message of one answer: all of it from a `message`, or from `delta` after `delta`.
 *
 * What `EventTemplate` relies on: a delta that gives one text and nothing else, given again, changes
 * nothing here.
 */
export class MessageReader {
  readonly #thought: ThoughtReader;
  readonly #calls: ToolCallReader;
  #hasText = false;
  #refused = false;
  /** What the messages so far have in each field, where they came in place of deltas. */
  readonly #soFar = new Map<string, string>();

  /** @param server Who answers; see `createReplay`. */
  constructor(server: string) {
    this.#thought = new ThoughtReader(server);
    this.#calls = new ToolCallReader(server);
  }

  /** Reads a delta into parts. Says what is wrong with one of no known form, as a noun phrase. */
  readDelta(delta: Wire, parts: ModelStreamPart[]): string | undefined {
    return this.#read(delta, false, parts);
  }

  /** As {@link readDelta}, of a whole message. */
  readWhole(message: Wire, parts: ModelStreamPart[]): string | undefined {
    return this.#read(message, true, parts);
  }

  /**
   * As {@link readDelta}, of a message that stands in a stream: the answer, all of it so far, or what the
   * deltas gave once more. Gives what is new.
   */
  readSoFar(message: Wire, parts: ModelStreamPart[]): string | undefined {
    const { begun } = this.#thought;
    const { asked } = this.#calls;
    const given: Readonly<Record<string, boolean>> = {
      reasoning_content: begun,
      reasoning: begun,
      reasoning_details: begun,
      content: this.#hasText,
      refusal: this.#refused,
      tool_calls: asked,
      function_call: asked,
    };
    const fields = Object.entries(given).map(([field, isGiven]) => [
      field,
      this.#findNew(field, message[field], isGiven),
    ]);
    return this.#read(Object.fromEntries(fields) as Wire, true, parts);
  }

  /**
   * The answer is whole: gives what only its end tells, and why it ended. `undefined` when it asks for a
   * tool and never said for which.
   *
   * @param reason As the server says it. Some say `stop` whatever the message holds.
   */
  finish(reason: FinishReason, parts: ModelStreamPart[]): FinishReason | undefined {
    const { asked, hasNameless } = this.#calls;
    this.#calls.finish(parts);
    this.#thought.finish(asked, parts);
    const isDone = reason === "stop" || reason === "tool_calls";
    if (isDone && hasNameless) return undefined;
    if (reason !== "stop") return reason;
    if (asked) return "tool_calls";
    return this.#refused ? "refusal" : "stop";
  }

  #read(message: Wire, whole: boolean, parts: ModelStreamPart[]): string | undefined {
    this.#thought.readFields(message, parts);
    if (!this.#readContent(message["content"], parts)) return "content of an unknown form";
    this.#refuse(message["refusal"], parts);
    if (!hasCalls(message)) return undefined;
    this.#thought.close(parts);
    return this.#calls.read(message, whole, parts) ? undefined : "a tool call of an unknown form";
  }

  /** What a field has beyond the messages before it; nothing where the deltas gave it. */
  #findNew(field: string, value: unknown, isGiven: boolean): unknown {
    const before = this.#soFar.get(field) ?? (isGiven ? undefined : "");
    if (before === undefined || value === undefined || value === null) return undefined;
    const isMore = typeof value === "string" && value.startsWith(before);
    if (isMore) this.#soFar.set(field, value);
    else this.#soFar.set(field, before + (asText(value) ?? ""));
    return isMore ? value.slice(before.length) : value;
  }

  #readContent(content: unknown, parts: ModelStreamPart[]): boolean {
    if (typeof content === "string") this.#addText(content, parts);
    else if (Array.isArray(content)) for (const part of content) this.#readPart(part, parts);
    else if (textTypes.has(asObject(content)?.["type"])) this.#readPart(content, parts);
    else return content === undefined || content === null;
    return true;
  }

  /** Mistral sends text and thinking as content parts, Databricks text as in Responses, others bare texts. */
  #readPart(value: unknown, parts: ModelStreamPart[]): void {
    if (typeof value === "string") return this.#addText(value, parts);
    const part = asObject(value);
    const type = part?.["type"];
    if (textTypes.has(type)) this.#addText(asText(part?.["text"]) ?? "", parts);
    else if (type === "refusal") this.#refuse(part?.["refusal"], parts);
    else if (part !== undefined && type === "thinking") this.#thought.readThinking(part, parts);
  }

  #addText(text: string, parts: ModelStreamPart[]): void {
    if (text === "") return;
    this.#hasText = true;
    this.#thought.close(parts);
    parts.push({ type: "text_delta", text });
  }

  #refuse(value: unknown, parts: ModelStreamPart[]): void {
    const text = asText(value);
    if (text === undefined) return;
    this.#refused = true;
    parts.push({ type: "refusal_delta", text });
  }
}

/** Many servers send an empty list with every delta. */
function hasCalls({ tool_calls: calls, function_call: legacy }: Wire): boolean {
  const isEmpty = Array.isArray(calls) && calls.length === 0;
  return (!isEmpty && (calls ?? undefined) !== undefined) || (legacy ?? undefined) !== undefined;
}
