import { AgentError } from "../../errors.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { StreamedAnswer, type Answer } from "./streamed-answer.js";
import type { Exchange } from "./exchange.js";
import { FormFinder, type BodyForm } from "./find-form.js";
import { JsonAnswer } from "./json-answer.js";

const eventsType = "text/event-stream";
const jsonType = /^(?:application\/(?:[\w.-]+\+)?|text\/)json$/;

/** Content types under which servers send events and JSON as well. */
const otherTypes: ReadonlySet<string> = new Set([
  "application/event-stream",
  "application/jsonl",
  "application/jsonlines",
  "application/ndjson",
  "application/octet-stream",
  "application/x-jsonlines",
  "application/x-ndjson",
  "binary/octet-stream",
  "text/plain",
]);

/**
 * The answer of a response, taken for what its body is: some servers ignore whether a stream was asked
 * for, and others send one under another content type.
 */
export class BodyAnswer implements Answer {
  readonly #httpStatus: number;
  readonly #exchange: Exchange;
  readonly #requestId: string | undefined;
  /** Without parameters, in lower case; `""` where the response has none. */
  readonly #type: string;
  readonly #finder = new FormFinder();
  #inner: Answer | undefined;

  /** @throws {AgentError} when the content type is not one of an answer. */
  constructor(response: Response, exchange: Exchange, requestId: string | undefined) {
    this.#httpStatus = response.status;
    this.#exchange = exchange;
    this.#requestId = requestId;
    const header = response.headers.get("content-type") ?? "";
    this.#type = /^[\w.+/-]{0,100}/.exec(header.trim().toLowerCase())?.[0] ?? "";
    if (!isAnswerType(this.#type)) throw this.#toTypeError();
  }

  get settled(): boolean {
    return this.#inner?.settled ?? false;
  }

  get failure(): unknown {
    return this.#inner?.failure;
  }

  /** @throws {AgentError} when the body is nothing that its content type lets it be. */
  push(bytes: Uint8Array | undefined): boolean {
    if (this.#inner !== undefined) return this.#inner.push(bytes);
    const isEnd = bytes === undefined;
    const found = isEnd ? this.#finder.end() : this.#finder.push(bytes);
    if (found === undefined) return false;
    this.#inner = this.#open(found.form);
    const complete = this.#inner.push(found.bytes);
    return isEnd ? this.#inner.push(undefined) : complete;
  }

  takeParts(): readonly ModelStreamPart[] {
    return this.#inner?.takeParts() ?? [];
  }

  #open(form: BodyForm): Answer {
    const said = form === "other" ? this.#sayForm() : form;
    if (said === "events") return new StreamedAnswer(this.#exchange, this.#requestId);
    if (said === "json") return new JsonAnswer(this.#exchange, this.#requestId);
    throw this.#toTypeError();
  }

  /** The form of which the content type says that the body is. */
  #sayForm(): BodyForm {
    const type = this.#type;
    if (type === "") return this.#exchange.stream ? "events" : "json";
    if (type === eventsType) return "events";
    return jsonType.test(type) ? "json" : "other";
  }

  #toTypeError(): AgentError {
    const { errors, stream } = this.#exchange;
    const expected = stream ? "text/event-stream" : "application/json";
    return new AgentError(
      "provider_rejected",
      `${errors.label} answered with ${this.#type} instead of ${expected}. Check the provider's baseURL.`,
      {
        httpStatus: this.#httpStatus,
        ...(this.#requestId !== undefined && { requestId: this.#requestId }),
      },
    );
  }
}

function isAnswerType(type: string): boolean {
  return type === "" || type === eventsType || jsonType.test(type) || otherTypes.has(type);
}
