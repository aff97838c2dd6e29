import type { Json, JsonObject } from "../../../internal/json.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../../wire/read-json.js";
import { createReplay } from "./chat-replay.js";

/** A detail of a thought, which may come in very many pieces. */
type Detail = Map<string, Json>;

/** Where a thought stands: in a field of the message, or in `thinking` parts of its content. */
type ThoughtField = "reasoning_content" | "reasoning" | "content";

/**
 * Reads what the model thinks: `reasoning_content` of DeepSeek and xAI, `reasoning` of Groq and
 * OpenRouter, `thinking` parts of Mistral. A thought is whole when something else comes; its end says
 * under which field it came, because a server wants it back there.
 */
export class ThoughtReader {
  readonly #server: string;
  #field: ThoughtField | undefined;
  #open = false;
  #ended = false;
  #details: Detail[] = [];

  constructor(server: string) {
    this.#server = server;
  }

  /** Whether there was any. */
  get begun(): boolean {
    return this.#open || this.#ended;
  }

  /** Reads the fields of a `message`, or of the `delta` of one. */
  readFields(message: Wire, parts: ModelStreamPart[]): void {
    const content = message["reasoning_content"];
    // Both at once are the same thought under two names.
    if (typeof content === "string" && content !== "")
      this.#add("reasoning_content", content, parts);
    else this.#add("reasoning", asText(message["reasoning"]), parts);
    if (content === "") this.#field ??= "reasoning_content";
    for (const detail of asArray(message["reasoning_details"])) this.#addDetail(asObject(detail));
  }

  /** Reads a `thinking` part of the content. */
  readThinking(part: Wire, parts: ModelStreamPart[]): void {
    for (const piece of asArray(part["thinking"])) {
      this.#add("content", asText(asObject(piece)?.["text"]), parts);
    }
  }

  /** Says that something else comes. */
  close(parts: ModelStreamPart[]): void {
    if (!this.#open) return;
    this.#open = false;
    this.#end(parts);
  }

  /**
   * The answer is whole.
   *
   * @param asked Whether it asks for tools. Then DeepSeek wants even an empty thought back, and refuses
   * the next request without.
   */
  finish(asked: boolean, parts: ModelStreamPart[]): void {
    this.close(parts);
    if (asked && !this.#ended && this.#field !== undefined) this.#end(parts);
  }

  #add(field: ThoughtField, text: string | undefined, parts: ModelStreamPart[]): void {
    if (text === undefined) return;
    this.#field = field;
    this.#open = true;
    parts.push({ type: "reasoning_delta", text });
  }

  /** OpenRouter's, and those who follow it: signed or encrypted, in pieces that belong together by their index. */
  #addDetail(detail: Wire | undefined): void {
    if (detail === undefined) return;
    this.#open = true;
    const piece = detail as JsonObject;
    const last = this.#details.at(-1);
    if (last !== undefined && continues(last, piece)) addToDetail(last, piece);
    else this.#details.push(new Map(Object.entries(piece)));
  }

  #end(parts: ModelStreamPart[]): void {
    this.#ended = true;
    const details = this.#details.map((detail) => Object.fromEntries(detail));
    this.#details = [];
    const replay = createReplay(this.#server, {
      field: this.#field ?? "reasoning",
      ...(details.length > 0 && { details }),
    });
    parts.push({ type: "reasoning_end", replay });
  }
}

function continues(last: Detail, piece: JsonObject): boolean {
  // What is encrypted comes as a whole.
  if (piece["type"] === "reasoning.encrypted") return false;
  return last.get("type") === piece["type"] && last.get("index") === piece["index"];
}

/** Joins texts; of other fields, the last that says something counts. */
function addToDetail(detail: Detail, piece: JsonObject): void {
  for (const [name, value] of Object.entries(piece)) {
    const known = detail.get(name);
    const isText = name === "text" || name === "summary";
    if (isText && typeof known === "string" && typeof value === "string") {
      detail.set(name, known + value);
    } else if (value !== null || known === undefined) {
      detail.set(name, value);
    }
  }
}
