import type { JsonObject } from "../../../internal/json.js";
import { randomId } from "../../../internal/random-id.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asObject, asText, type Wire } from "../../wire/read-json.js";
import { OpenCall, type CallPiece } from "./open-call.js";
import { createReplay } from "./chat-replay.js";

/** Where the one call of the field before `tool_calls` is kept. */
const legacyIndex = "function_call";

/**
 * Reads the tools that the model asks for, in the dialects of the servers: pieces by index (OpenAI), a
 * whole call in one (Groq, xAI, Mistral), without an index or an id, with the name or the id in every
 * piece, with the same index for all (Gemini), with arguments as an object, the calls of OpenAI's custom
 * tools, and the older `function_call`.
 */
export class ToolCallReader {
  readonly #server: string;
  readonly #calls: OpenCall[] = [];
  readonly #byIndex = new Map<string | number, OpenCall>();
  readonly #byId = new Map<string, OpenCall>();
  readonly #ids = new Set<string>();

  constructor(server: string) {
    this.#server = server;
  }

  /** Whether a tool was asked for. */
  get asked(): boolean {
    return this.#ids.size > 0;
  }

  /** Whether a call has no name. */
  get hasNameless(): boolean {
    return this.#calls.some(({ name }) => name === undefined);
  }

  /**
   * Reads the calls of a `message`, or of the `delta` of one. False when they are of no known form.
   *
   * @param whole Whether it is a message: then each entry is a call of its own.
   */
  read(message: Wire, whole: boolean, parts: ModelStreamPart[]): boolean {
    const entries = message["tool_calls"] ?? [];
    if (!Array.isArray(entries)) return false;
    for (const [position, value] of entries.entries()) {
      const entry = asObject(value);
      if (entry === undefined) return false;
      const index = whole ? position : readIndex(entry["index"]);
      if (!this.#readEntry(entry, index, parts)) return false;
    }
    const legacy = asObject(message["function_call"]);
    // Where both are there, they say the same.
    if (legacy === undefined || (this.asked && !this.#byIndex.has(legacyIndex))) return true;
    return this.#readEntry({ function: legacy }, legacyIndex, parts);
  }

  /** The answer is whole, and with it every call. */
  finish(parts: ModelStreamPart[]): void {
    for (const call of this.#calls) {
      const { id, extra, custom } = call;
      if (id === undefined) continue;
      give(id, call.end(), parts);
      if (extra === undefined && !custom) continue;
      const replay = createReplay(this.#server, {
        ...(extra !== undefined && { extra_content: extra }),
        ...(custom && { custom }),
      });
      parts.push({ type: "tool_call_end", id, replay });
    }
  }

  #readEntry(entry: Wire, index: CallPiece["index"], parts: ModelStreamPart[]): boolean {
    const custom = asObject(entry["custom"]);
    const called = custom ?? asObject(entry["function"]);
    const text = toText(called?.[custom === undefined ? "arguments" : "input"]);
    if (text === undefined) return false;
    const piece: CallPiece = {
      index,
      id: asText(entry["id"]),
      name: asText(called?.["name"]),
      text,
      // Gemini's signature of a thought, without which it refuses the next request.
      extra: asObject(entry["extra_content"]) as JsonObject | undefined,
      custom: custom !== undefined,
    };
    // Some servers end a call with a piece that says nothing.
    if (isEmpty(piece)) return true;
    this.#readPiece(piece, this.#find(piece) ?? this.#open(piece), parts);
    return true;
  }

  #readPiece(piece: CallPiece, call: OpenCall, parts: ModelStreamPart[]): void {
    const { name, text, extra, custom } = piece;
    call.extra = extra ?? call.extra;
    call.custom ||= custom;
    if (call.wireId === undefined && piece.id !== undefined) {
      call.wireId = piece.id;
      this.#byId.set(piece.id, call);
    }
    const id = call.id ?? this.#start(call, name, parts);
    if (id === undefined) call.early += text;
    else give(id, call.write(text), parts);
  }

  #start(call: OpenCall, name: string | undefined, parts: ModelStreamPart[]): string | undefined {
    if (name === undefined) return undefined;
    const { wireId } = call;
    // Some servers have no ids, or the same one for several calls.
    const id = wireId === undefined || this.#ids.has(wireId) ? createId() : wireId;
    call.name = name;
    call.id = id;
    this.#ids.add(id);
    parts.push({ type: "tool_call_start", id, name });
    give(id, call.write(call.early), parts);
    return id;
  }

  #find(piece: CallPiece): OpenCall | undefined {
    const { index, id, name } = piece;
    const byId = id === undefined ? undefined : this.#byId.get(id);
    const call =
      index === undefined
        ? (byId ?? this.#calls.at(-1))
        : (this.#byIndex.get(index) ?? (name === undefined ? byId : undefined));
    return call?.takes(piece) ? call : undefined;
  }

  #open({ index }: CallPiece): OpenCall {
    const call = new OpenCall();
    this.#calls.push(call);
    if (index !== undefined) this.#byIndex.set(index, call);
    return call;
  }
}

function give(id: string, text: string, parts: ModelStreamPart[]): void {
  if (text !== "") parts.push({ type: "tool_call_delta", id, text });
}

function readIndex(value: unknown): string | number | undefined {
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}

function isEmpty({ id, name, text, extra }: CallPiece): boolean {
  return id === undefined && name === undefined && text === "" && extra === undefined;
}

/** Arguments as text, which is what they are in all servers but a few; `undefined` for what cannot be any. */
function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deep.
    return undefined;
  }
}

/** Within the 40 characters that OpenAI takes. */
function createId(): string {
  return `call_${randomId().replaceAll("-", "")}`;
}
