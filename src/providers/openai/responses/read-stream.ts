import type { ModelStreamPart } from "../../../model/provider.js";
import { isEndWord, toEmptyError } from "../../body/end-word.js";
import type { FrameReader } from "../../body/exchange.js";
import { asObject, asText, parseObject, type Wire } from "../../wire/read-json.js";
import { toFrameError, toMalformedError } from "../../failure/to-agent-error.js";
import type { ErrorContext } from "../../wire/error-context.js";
import { findFailure, isOfErrorType } from "../../failure/read-failure.js";
import { isError } from "./is-error.js";
import { readFinish, type EndStatus } from "./read-finish.js";
import { OutputReader } from "./read-output.js";
import { toStart } from "../../wire/to-start.js";

/** The events that end a text, and the type of the part that it is. */
const textTypes: ReadonlyMap<string, string> = new Map([
  ["response.output_text.done", "output_text"],
  ["response.refusal.done", "refusal"],
  ["response.reasoning_text.done", "reasoning_text"],
  ["response.reasoning_summary_text.done", "summary_text"],
]);

/** The events that end a part. */
const partEnds: ReadonlySet<string> = new Set([
  "response.content_part.done",
  "response.reasoning_summary_part.done",
]);

/**
 * Reads the events of a Responses stream. The terminal signals are `response.completed`,
 * `response.incomplete` and `response.failed`, and nothing else; nothing follows them.
 */
export class ResponseStreamReader implements FrameReader {
  readonly #errors: ErrorContext;
  readonly #output: OutputReader;
  #requestId: string | undefined;
  #started = false;

  /** Nothing follows the terminal signal, so there is no time between it and the end. */
  readonly settled = false;

  constructor(errors: ErrorContext, requestId: string | undefined) {
    this.#errors = errors;
    this.#requestId = requestId;
    this.#output = new OutputReader((what) => this.#malformed(what));
  }

  readFrame(data: string, name: string | undefined, parts: ModelStreamPart[]): boolean {
    const event = this.#parse(data, name);
    if (isError(event, name)) this.#fail(event);
    if (event["type"] === undefined && Array.isArray(event["output"])) {
      return this.#readWhole(event, parts);
    }
    // Some servers say the type in the event's name alone.
    const type = event["type"] ?? name;
    if (typeof type !== "string") throw this.#malformed("an event without a type");
    if (!this.#started) this.#start(asObject(event["response"]), parts);
    return this.#readEvent(type, event, parts);
  }

  /** A response in place of the events, as servers send it that ignore that a stream was asked for. */
  #readWhole(response: Wire, parts: ModelStreamPart[]): boolean {
    const status = response["status"] ?? "completed";
    // Of any other status, it goes on.
    if (status !== "completed" && status !== "incomplete") return false;
    if (!this.#started) this.#start(response, parts);
    this.#finish({ response }, status, parts);
    return true;
  }

  readEnd(): void {
    // Without a terminal signal the answer is cut short.
  }

  /** True for the terminal signal. */
  #readEvent(type: string, event: Wire, parts: ModelStreamPart[]): boolean {
    switch (type) {
      case "response.output_text.delta":
        this.#output.readText(event, parts);
        return false;
      case "response.reasoning_summary_text.delta":
        this.#output.readReasoning(event, "summary", parts);
        return false;
      case "response.reasoning_text.delta":
        this.#output.readReasoning(event, "content", parts);
        return false;
      case "response.function_call_arguments.delta":
      case "response.custom_tool_call_input.delta":
        this.#output.readArguments(event, parts);
        return false;
      case "response.refusal.delta":
        this.#output.readRefusal(event, parts);
        return false;
      case "response.function_call_arguments.done":
      case "response.custom_tool_call_input.done":
        this.#output.endArguments(event, parts);
        return false;
      case "response.output_item.added":
        this.#output.begin(event, parts);
        return false;
      case "response.output_item.done":
        this.#output.end(event, parts);
        return false;
      case "response.completed":
        this.#finish(event, "completed", parts);
        return true;
      case "response.incomplete":
        this.#finish(event, "incomplete", parts);
        return true;
      case "response.failed":
        this.#finish(event, "failed", parts);
        return true;
      default:
        if (isOfErrorType(event)) this.#fail(event);
        this.#readPart(type, event, parts);
        return false;
    }
  }

  /** What is passed over is the progress of OpenAI's own tools, and types that are yet to come. */
  #readPart(type: string, event: Wire, parts: ModelStreamPart[]): void {
    const textType = textTypes.get(type);
    if (textType !== undefined) this.#output.endPart(event, { ...event, type: textType }, parts);
    if (!partEnds.has(type)) return;
    const part = asObject(event["part"]);
    if (part !== undefined) this.#output.endPart(event, part, parts);
  }

  #start(response: Wire | undefined, parts: ModelStreamPart[]): void {
    this.#started = true;
    this.#requestId ??= asText(response?.["id"]);
    this.#output.stored = response?.["store"] === true;
    parts.push(toStart(this.#requestId, response?.["model"]));
  }

  #finish(event: Wire, status: EndStatus, parts: ModelStreamPart[]): void {
    const response = asObject(event["response"]);
    if (response === undefined) throw this.#malformed("an end of a response without the response");
    const context = { output: this.#output, errors: this.#errors, requestId: this.#requestId };
    // vLLM's last event is `response.completed` whatever became of the response.
    const { status: own } = response;
    readFinish(response, own === "incomplete" || own === "failed" ? own : status, context, parts);
  }

  #parse(data: string, name: string | undefined): Wire {
    const event = parseObject(data);
    if (event !== undefined) return event;
    if (!this.#started && isEndWord(data)) throw toEmptyError(this.#errors, this.#requestId);
    const failure = findFailure(data, name);
    if (failure !== undefined) this.#fail(failure);
    throw this.#malformed("an event that is not a JSON object");
  }

  #malformed(what: string): Error {
    return toMalformedError(what, this.#errors, this.#requestId);
  }

  #fail(event: unknown): never {
    throw toFrameError(event, this.#output.answered, this.#errors, this.#requestId);
  }
}
