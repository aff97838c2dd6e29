import { isSameJson } from "../../internal/is-json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asText, type Wire } from "../wire/read-json.js";
import { toMalformedError } from "../failure/to-agent-error.js";
import { toReplay } from "./ai-sdk-replay.js";
import type { AnswerContext } from "./to-model-error.js";

/** A call whose arguments are being written. */
interface OpenCall {
  /** As it is passed on: unlike any other of the answer. */
  readonly id: string;
  /** Whether its pieces are the JSON of the arguments; else they are known at the end alone. */
  readonly isJson: boolean;
  written: string;
  metadata: unknown;
}

/** Reads the calls of tools in an answer. Those that the provider runs itself are of another kind. */
export class ToolInputs {
  readonly #context: AnswerContext;
  readonly #open = new Map<string, OpenCall>();
  readonly #foreign = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** How many there were. */
  get count(): number {
    return this.#ids.size;
  }

  /** `tool-input-start`. */
  start(part: Wire, parts: ModelStreamPart[]): void {
    const id = asText(part["id"]) ?? "";
    if (part["providerExecuted"] === true) this.#foreign.add(id);
    else if (!this.#open.has(id)) this.#begin(id, part, parts);
  }

  /** `tool-input-delta`. */
  extend(part: Wire, parts: ModelStreamPart[]): void {
    const call = this.#open.get(asText(part["id"]) ?? "");
    const text = asText(part["delta"]);
    if (call === undefined) return;
    call.metadata = part["providerMetadata"] ?? call.metadata;
    if (text === undefined || !call.isJson) return;
    call.written += text;
    parts.push({ type: "tool_call_delta", id: call.id, text });
  }

  /** `tool-input-end`. The call is whole with its `tool-call`, which may say more. */
  end(part: Wire): void {
    const call = this.#open.get(asText(part["id"]) ?? "");
    if (call !== undefined) call.metadata = part["providerMetadata"] ?? call.metadata;
  }

  /** Whether a `tool-call` is one that the provider runs itself. */
  isForeign(part: Wire): boolean {
    const key = asText(part["toolCallId"]) ?? "";
    return part["providerExecuted"] === true || this.#foreign.has(key);
  }

  /** `tool-call`: the whole call, whether or not it was announced. */
  complete(part: Wire, parts: ModelStreamPart[]): void {
    const key = asText(part["toolCallId"]) ?? "";
    const call = this.#open.get(key) ?? this.#begin(key, part, parts);
    this.#open.delete(key);
    const rest = this.#readRest(call, part["input"]);
    if (rest !== "") parts.push({ type: "tool_call_delta", id: call.id, text: rest });
    const replay = toReplay(part["providerMetadata"] ?? call.metadata);
    parts.push({ type: "tool_call_end", id: call.id, ...(replay !== undefined && { replay }) });
  }

  #begin(key: string, part: Wire, parts: ModelStreamPart[]): OpenCall {
    const name = asText(part["toolName"]);
    if (name === undefined) throw this.#malformed("a call of a tool without a name");
    const call: OpenCall = {
      id: this.#toUnique(key),
      isJson: part["inputEncoding"] !== "text",
      written: "",
      metadata: part["providerMetadata"],
    };
    this.#open.set(key, call);
    parts.push({ type: "tool_call_start", id: call.id, name });
    return call;
  }

  /** Some servers give every call the same id, or none. */
  #toUnique(key: string): string {
    const wanted = key === "" ? "call" : key;
    let id = key === "" ? "call_1" : key;
    for (let number = 2; this.#ids.has(id); number += 1) id = `${wanted}_${number}`;
    this.#ids.add(id);
    return id;
  }

  /** What the whole arguments have beyond what was written. They may be the same in other words. */
  #readRest({ written }: OpenCall, input: unknown): string {
    const whole = typeof input === "string" ? input : this.#write(input ?? {});
    if (whole.startsWith(written)) return whole.slice(written.length);
    if (isSameJson(whole, written)) return "";
    throw this.#malformed("arguments of a tool that differ from those sent before");
  }

  #write(input: unknown): string {
    try {
      return JSON.stringify(input);
    } catch {
      throw this.#malformed("arguments of a tool that are nested too deeply");
    }
  }

  #malformed(what: string): Error {
    return toMalformedError(what, this.#context.errors, this.#context.requestId);
  }
}
