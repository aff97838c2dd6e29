import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import type { Usage } from "../../../model/usage.js";
import { isEndWord, toEmptyError } from "../../body/end-word.js";
import type { FrameReader } from "../../body/exchange.js";
import { readFinishReason } from "../../wire/read-finish-reason.js";
import { asObject, asText, parseObject, type Wire } from "../../wire/read-json.js";
import { toFrameError, toMalformedError } from "../../failure/to-agent-error.js";
import type { ErrorContext } from "../../wire/error-context.js";
import { findFailure } from "../../failure/read-failure.js";
import { findError } from "./find-error.js";
import { findChoice } from "./find-choice.js";
import { MessageReader } from "./read-message.js";
import { readUsage } from "./read-usage.js";
import { toStart } from "../../wire/to-start.js";

const chunkObject = "chat.completion.chunk";

/**
 * Reads the frames of a Chat Completions stream. The terminal signal is a `finish_reason` or `[DONE]`;
 * usage may follow the reason, so `finish` is held back until `[DONE]` or the end of the body, whatever
 * that is: an end that is not clean, or an event that is none, takes nothing back.
 */
export class ChatStreamReader implements FrameReader {
  readonly #errors: ErrorContext;
  readonly #message: MessageReader;
  #requestId: string | undefined;
  #started = false;
  /** Whether part of the answer was given. */
  #answered = false;
  /** What the server's word for it means. */
  #finish: FinishReason | undefined;
  /** Whether any choice had a delta. */
  #hasDeltas = false;
  #settled = false;

  constructor(errors: ErrorContext, requestId: string | undefined) {
    this.#errors = errors;
    this.#message = new MessageReader(errors.label);
    this.#requestId = requestId;
  }

  get settled(): boolean {
    return this.#settled;
  }

  readFrame(data: string, name: string | undefined, parts: ModelStreamPart[]): boolean {
    if (isEndWord(data)) {
      if (!this.#started) throw toEmptyError(this.#errors, this.#requestId);
      this.#complete(this.#finish ?? "stop", parts);
      return true;
    }
    const frame = parseObject(data);
    if (frame === undefined) return this.#endMalformed(data, name, parts);
    const failure = findError(frame, name);
    if (failure !== undefined) this.#fail(failure);
    if (!this.#started) this.#start(frame, parts);
    const choice = findChoice(frame);
    if (choice !== undefined) this.#readChoice(choice, frame["object"] === chunkObject, parts);
    const usage = findUsage(frame, choice);
    if (usage !== undefined) parts.push({ type: "usage", usage });
    return false;
  }

  readEnd(parts: ModelStreamPart[]): void {
    if (this.#finish !== undefined) this.#complete(this.#finish, parts);
  }

  /** True after the terminal signal, and else an error. */
  #endMalformed(data: string, name: string | undefined, parts: ModelStreamPart[]): true {
    const failure = findFailure(data, name);
    if (!this.#settled && failure !== undefined) this.#fail(failure);
    if (!this.#settled) this.#failMalformed("an event that is not a JSON object");
    this.readEnd(parts);
    return true;
  }

  #start(frame: Wire, parts: ModelStreamPart[]): void {
    this.#started = true;
    // Servers without the header give the id of the answer alone.
    this.#requestId ??= asText(frame["id"]);
    parts.push(toStart(this.#requestId, frame["model"]));
  }

  #readChoice(choice: Wire, isChunk: boolean, parts: ModelStreamPart[]): void {
    const before = parts.length;
    const fault = this.#readPiece(choice, isChunk, parts);
    if (fault !== undefined) this.#failMalformed(`an event with ${fault}`);
    if (parts.length > before) {
      this.#answered = true;
      // What goes on has not finished, whatever it said.
      this.#settled = false;
    }
    const said = asText(choice["finish_reason"]);
    if (said === undefined) return;
    const reason = readFinishReason(said, this.#errors, parts);
    if (reason === "failed") this.#fail(choice);
    this.#finish = reason;
    this.#settled = true;
  }

  /** Some servers have a message where a delta belongs, or all of it once more with the finish reason. */
  #readPiece(choice: Wire, isChunk: boolean, parts: ModelStreamPart[]): string | undefined {
    const delta = asObject(choice["delta"]);
    if (delta !== undefined) this.#hasDeltas = true;
    const fault = delta && this.#message.readDelta(delta, parts);
    const message = asObject(choice["message"]);
    const isSpare = delta !== undefined && asText(choice["finish_reason"]) === undefined;
    if (message === undefined || fault !== undefined || isSpare) return fault;
    const isPiece = isChunk && !this.#hasDeltas;
    return isPiece
      ? this.#message.readDelta(message, parts)
      : this.#message.readSoFar(message, parts);
  }

  #complete(said: FinishReason, parts: ModelStreamPart[]): void {
    const reason = this.#message.finish(said, parts);
    if (reason === undefined) this.#failMalformed("a tool call without a name");
    parts.push({ type: "finish", reason });
  }

  #failMalformed(what: string): never {
    throw toMalformedError(what, this.#errors, this.#requestId);
  }

  #fail(failure: unknown): never {
    throw toFrameError(failure, this.#answered, this.#errors, this.#requestId);
  }
}

/** Null in all frames but the last. Moonshot has it in the choice, Groq in a field of its own as well. */
function findUsage(frame: Wire, choice: Wire | undefined): Usage | undefined {
  const found = frame["usage"] ?? choice?.["usage"] ?? asObject(frame["x_groq"])?.["usage"];
  return found ? readUsage(found) : undefined;
}
