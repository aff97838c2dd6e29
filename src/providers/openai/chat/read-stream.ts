import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import type { FrameReader } from "../../exchange.js";
import { asObject, asText, type Wire } from "../../read-json.js";
import { toFrameError, toMalformedError, type ErrorContext } from "../../to-agent-error.js";
import { isError } from "./is-error.js";
import { findChoice, isFailure, readFinishReason, readMessage } from "./read-choice.js";
import { readUsage } from "./read-usage.js";

/**
 * Reads the frames of a Chat Completions stream. The terminal signal is a `finish_reason` or `[DONE]`;
 * usage may follow the reason, so `finish` is held back until `[DONE]` or the end of the body, whatever
 * that is: an end that is not clean, or an event that is none, takes nothing back.
 */
export class ChatStreamReader implements FrameReader {
  readonly #errors: ErrorContext;
  #requestId: string | undefined;
  #started = false;
  /** Whether part of the answer was given. */
  #answered = false;
  #refused = false;
  #finish: FinishReason | undefined;
  #settled = false;

  constructor(errors: ErrorContext, requestId: string | undefined) {
    this.#errors = errors;
    this.#requestId = requestId;
  }

  get settled(): boolean {
    return this.#settled;
  }

  readFrame(data: string, name: string | undefined, parts: ModelStreamPart[]): boolean {
    if (data === "[DONE]") {
      parts.push({ type: "finish", reason: this.#finish ?? "stop" });
      return true;
    }
    const frame = parse(data);
    if (frame === undefined) return this.#endMalformed(parts);
    if (isError(frame, name)) this.#fail(frame);
    if (!this.#started) this.#start(frame, parts);
    const choice = findChoice(frame);
    if (choice !== undefined) this.#readChoice(choice, parts);
    // Null in all frames but the last.
    const usage = frame["usage"] ? readUsage(frame["usage"]) : undefined;
    if (usage !== undefined) parts.push({ type: "usage", usage });
    return false;
  }

  readEnd(parts: ModelStreamPart[]): void {
    if (this.#finish !== undefined) parts.push({ type: "finish", reason: this.#finish });
  }

  /** True after the terminal signal, and else an error. */
  #endMalformed(parts: ModelStreamPart[]): true {
    if (!this.#settled) {
      throw toMalformedError("an event that is not a JSON object", this.#errors, this.#requestId);
    }
    this.readEnd(parts);
    return true;
  }

  #start(frame: Wire, parts: ModelStreamPart[]): void {
    this.#started = true;
    // Servers without the header give the id of the answer alone.
    this.#requestId ??= asText(frame["id"]);
    const model = asText(frame["model"]);
    parts.push({
      type: "response_start",
      ...(this.#requestId !== undefined && { requestId: this.#requestId }),
      ...(model !== undefined && { model }),
    });
  }

  #readChoice(choice: Wire, parts: ModelStreamPart[]): void {
    const delta = asObject(choice["delta"]);
    if (delta !== undefined) {
      const before = parts.length;
      if (!readMessage(delta, parts)) {
        throw toMalformedError(
          "an event with content of no known form",
          this.#errors,
          this.#requestId,
        );
      }
      for (let index = before; index < parts.length; index++) {
        this.#answered = true;
        // What goes on has not finished, whatever it said.
        this.#settled = false;
        if (parts[index]?.type === "refusal_delta") this.#refused = true;
      }
    }
    if (isFailure(choice)) this.#fail(choice);
    const reason = readFinishReason(choice);
    if (reason === undefined) return;
    // A refusal ends with `stop`, like any answer.
    this.#finish = reason === "stop" && this.#refused ? "refusal" : reason;
    this.#settled = true;
  }

  #fail(frame: Wire): never {
    throw toFrameError(frame, this.#answered, this.#errors, this.#requestId);
  }
}

function parse(data: string): Wire | undefined {
  try {
    return asObject(JSON.parse(data));
  } catch {
    // The parser's own message quotes the data, so it is not kept.
    return undefined;
  }
}
