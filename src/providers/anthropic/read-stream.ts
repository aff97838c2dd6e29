import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { isEndWord, toEmptyError } from "../body/end-word.js";
import type { FrameReader } from "../body/exchange.js";
import { asArray, asObject, asText, parseObject, type Wire } from "../wire/read-json.js";
import { toFrameError, toMalformedError } from "../failure/to-agent-error.js";
import type { ErrorContext } from "../wire/error-context.js";
import { findFailure, isOfErrorType } from "../failure/read-failure.js";
import { readContainer } from "./container.js";
import { isError } from "./is-error.js";
import { BlockReader } from "./read-blocks.js";
import { isContent, readResponse } from "./read-response.js";
import { readStop, toFinish } from "./read-stop.js";
import { readUsage } from "./read-usage.js";
import { toStart } from "../wire/to-start.js";

/** Reads the events of a Messages stream. The terminal signal is `message_stop`, and nothing else. */
export class MessageStreamReader implements FrameReader {
  readonly #errors: ErrorContext;
  readonly #blocks = new BlockReader((what) => this.#failMalformed(what));
  #requestId: string | undefined;
  #messageId: string | undefined;
  #started = false;
  /** Whether anything of the content came. */
  #begun = false;
  /** Whether part of the answer was given. */
  #answered = false;
  #startUsage: Wire | undefined;
  #startContent: readonly unknown[] = [];
  #finish: FinishReason | undefined;

  constructor(errors: ErrorContext, requestId: string | undefined) {
    this.#errors = errors;
    this.#requestId = requestId;
  }

  /** Nothing follows `message_stop`, so there is no time between the terminal signal and the end. */
  readonly settled = false;

  readFrame(data: string, name: string | undefined, parts: ModelStreamPart[]): boolean {
    const event = this.#parse(data, name);
    if (isError(event, name)) this.#fail(event);
    this.#started = true;
    switch (event["type"]) {
      case "content_block_delta":
      case "content_block_start":
      case "content_block_stop":
        this.#readContent(event, parts);
        return false;
      case "message_start":
        this.#start(asObject(event["message"]), parts);
        return false;
      case "message_delta":
        this.#readDelta(event, parts);
        return false;
      case "message_stop":
        this.#end(parts);
        return true;
      case "message":
      case undefined:
        return this.#readWhole(event, parts);
      default:
        if (isOfErrorType(event)) this.#fail(event);
        // `ping`, and types that are yet to come: Anthropic asks to pass them over.
        return false;
    }
  }

  /** A message in place of the events, as servers send it that ignore that a stream was asked for. */
  #readWhole(message: Wire, parts: ModelStreamPart[]): boolean {
    // Without a reason to stop it may be one of several that grow.
    const isWhole = isContent(message["content"]) && message["stop_reason"] !== null;
    if (this.#begun || !isWhole) return false;
    parts.push(...readResponse(message, this.#errors, this.#requestId));
    return true;
  }

  readEnd(): void {
    // Without `message_stop` the answer is cut short, even where a stop reason has come.
  }

  #fail(event: unknown): never {
    throw toFrameError(event, this.#answered, this.#errors, this.#requestId);
  }

  #parse(data: string, name: string | undefined): Wire {
    const event = parseObject(data);
    if (event !== undefined) return event;
    if (!this.#started && isEndWord(data)) throw toEmptyError(this.#errors, this.#requestId);
    const failure = findFailure(data, name);
    if (failure !== undefined) this.#fail(failure);
    return this.#failMalformed("an event that is not a JSON object");
  }

  #failMalformed(what: string): never {
    throw toMalformedError(what, this.#errors, this.#requestId);
  }

  #start(message: Wire | undefined, parts: ModelStreamPart[]): void {
    const id = asText(message?.["id"]);
    if (this.#begun) {
      // Some proxies say it twice. Others ask again when they fail, and go on with another answer.
      if (id === this.#messageId) return;
      this.#failMalformed("the start of another message in the middle of one");
    }
    this.#messageId = id;
    this.#requestId ??= id;
    parts.push(toStart(this.#requestId, message?.["model"]));
    this.#startContent = asArray(message?.["content"]);
    this.#startUsage = asObject(message?.["usage"]);
    const usage = readUsage(this.#startUsage);
    if (usage !== undefined) parts.push({ type: "usage", usage });
  }

  #end(parts: ModelStreamPart[]): void {
    // Some proxies have all of the content in the start, and no other event with any.
    if (!this.#begun) this.#blocks.readAll(this.#startContent, parts);
    this.#blocks.end(parts);
    parts.push(toFinish(this.#finish, this.#blocks.hasToolCalls));
  }

  #readContent(event: Wire, parts: ModelStreamPart[]): void {
    const { index } = event;
    const before = parts.length;
    if (event["type"] === "content_block_delta") this.#blocks.read(index, event["delta"], parts);
    else if (event["type"] === "content_block_stop") this.#blocks.close(index, parts);
    else this.#blocks.open(index, event["content_block"], parts);
    if (parts.length === before) return;
    this.#begun = true;
    // What only goes back shows nothing.
    if (parts[before]?.type !== "reasoning_end") this.#answered = true;
  }

  #readDelta(event: Wire, parts: ModelStreamPart[]): void {
    const delta = asObject(event["delta"]);
    const reason = delta && readStop(delta, this.#errors, parts);
    if (reason === "failed") this.#fail(event);
    if (reason !== undefined) {
      this.#finish = reason;
      this.#blocks.end(parts);
    }
    const container = delta && this.#blocks.calledByCode ? readContainer(delta) : undefined;
    if (container !== undefined) parts.push(container);
    const usage = readUsage(event["usage"], this.#startUsage);
    if (usage !== undefined) parts.push({ type: "usage", usage });
  }
}
