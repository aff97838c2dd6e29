import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asObject, asText, type Wire } from "../../read-json.js";
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
  #refused = false;

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
   * The answer is whole: gives what only its end tells, and why it ended. `undefined` when it asks for a
   * tool and never said for which.
   *
   * @param reason As the server says it. Some say `stop` whatever the message holds.
   */
  finish(reason: FinishReason, parts: ModelStreamPart[]): FinishReason | undefined {
    const { asked, hasNameless } = this.#calls;
    this.#thought.finish(asked, parts);
    this.#calls.finish(parts);
    const isDone = reason === "stop" || reason === "tool_calls";
    if (isDone && hasNameless) return undefined;
    if (reason !== "stop") return reason;
    if (asked) return "tool_calls";
    return this.#refused ? "refusal" : "stop";
  }

  #read(message: Wire, whole: boolean, parts: ModelStreamPart[]): string | undefined {
    this.#thought.readFields(message, parts);
    if (!this.#readContent(message["content"], parts)) return "content of no known form";
    const refusal = asText(message["refusal"]);
    if (refusal !== undefined) {
      this.#refused = true;
      parts.push({ type: "refusal_delta", text: refusal });
    }
    if (!hasCalls(message)) return undefined;
    this.#thought.close(parts);
    return this.#calls.read(message, whole, parts) ? undefined : "a tool call of no known form";
  }

  #readContent(content: unknown, parts: ModelStreamPart[]): boolean {
    if (typeof content === "string") this.#addText(content, parts);
    else if (Array.isArray(content)) for (const part of content) this.#readPart(part, parts);
    else return content === undefined || content === null;
    return true;
  }

  /** Mistral sends text and thinking as content parts. */
  #readPart(value: unknown, parts: ModelStreamPart[]): void {
    const part = asObject(value);
    if (part?.["type"] === "text") this.#addText(asText(part["text"]) ?? "", parts);
    if (part?.["type"] === "thinking") this.#thought.readThinking(part, parts);
  }

  #addText(text: string, parts: ModelStreamPart[]): void {
    if (text === "") return;
    this.#thought.close(parts);
    parts.push({ type: "text_delta", text });
  }
}

/** Many servers send an empty list with every delta. */
function hasCalls({ tool_calls: calls, function_call: legacy }: Wire): boolean {
  const isEmpty = Array.isArray(calls) && calls.length === 0;
  return (!isEmpty && (calls ?? undefined) !== undefined) || (legacy ?? undefined) !== undefined;
}
