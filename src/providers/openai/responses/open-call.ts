import { isJson, isSameJson } from "../../../internal/is-json.js";
import type { Replay } from "../../../model/message.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asText, type Wire } from "../../wire/read-json.js";
import { toReplay } from "./responses-replay.js";

/**
 * A tool call of an output. What it asks for may come in any order: its name, pieces of the arguments, and
 * all of them, in several places. Those that come last count, as long as they say the same.
 */
export class OpenCall {
  id: string | undefined;
  name: string | undefined;
  #custom = false;
  #started = false;
  #ended = false;
  #replay: Replay | undefined;
  /** The arguments that the item began with. Often a placeholder, so they count where nothing follows. */
  #first = "";
  /** The arguments as they came after that. */
  #said = "";
  /** The end of them that was not passed on yet. */
  #untold = "";
  /** The arguments that count, where they are written otherwise than those that were passed on. */
  #final: string | undefined;

  /** The arguments so far; custom tools have any text. */
  get arguments(): string {
    return this.#final ?? this.#said;
  }

  /** Whether its beginning was passed on. */
  get started(): boolean {
    return this.#started;
  }

  /** Whether more than a placeholder came. */
  get hasArguments(): boolean {
    return !this.#isPlaceholder(this.arguments);
  }

  /** Takes what an item that begins says of it. */
  begin(item: Wire): void {
    this.#identify(item);
    this.#first = this.#toText(item);
  }

  /** Takes the next piece of the arguments. */
  write(text: string): void {
    this.#said += text;
    this.#untold += text;
  }

  /** Takes the whole item. False when its arguments are not those that came before. */
  settle(item: Wire): boolean {
    this.#identify(item);
    this.id ??= asText(item["id"]);
    this.#replay = toReplay(item, ["arguments", "input", "call_id", "name", "status"]);
    return this.settleArguments(item);
  }

  /** Takes all of the arguments from what holds them. False when they are not those that came before. */
  settleArguments(holder: Wire): boolean {
    const whole = this.#toText(holder);
    const known = this.arguments;
    if (whole === known || (known !== "" && this.#isPlaceholder(whole))) return true;
    if (this.#final === undefined && whole.startsWith(known)) {
      this.write(whole.slice(known.length));
      return true;
    }
    if (!this.#isPlaceholder(known) && (this.#custom || !isRewritten(known, whole))) return false;
    if (this.#untold === this.#said) this.#said = this.#untold = whole;
    else this.#final = whole;
    return true;
  }

  /** Passes on what is known. */
  tell(parts: ModelStreamPart[]): void {
    const { id, name } = this;
    if (id === undefined || name === undefined || this.#ended) return;
    if (!this.#started) parts.push({ type: "tool_call_start", id, name });
    this.#started = true;
    if (this.#untold !== "") parts.push({ type: "tool_call_delta", id, text: this.#untold });
    this.#untold = "";
  }

  /** Passes on that nothing follows. */
  end(parts: ModelStreamPart[]): void {
    if (this.arguments === "") this.write(this.#first);
    if (!this.#custom && this.arguments.trim() === "null") this.#final = "";
    this.tell(parts);
    const { id } = this;
    if (!this.#started || this.#ended || id === undefined) return;
    this.#ended = true;
    parts.push({
      type: "tool_call_end",
      id,
      ...(this.#final !== undefined && { arguments: this.#final }),
      ...(this.#replay !== undefined && { replay: this.#replay }),
    });
  }

  #identify(item: Wire): void {
    this.#custom = item["type"] === "custom_tool_call";
    this.id ??= asText(item["call_id"]);
    this.name ??= asText(item["name"]);
  }

  #toText(holder: Wire): string {
    if (this.#custom) return asText(holder["input"]) ?? "";
    const value = holder["arguments"] ?? "";
    const text = typeof value === "string" ? value : toJson(value);
    // Some servers write it for a tool that takes nothing.
    return text.trim() === "null" ? "" : text;
  }

  /** Whether a text may stand for arguments that are still to come. */
  #isPlaceholder(text: string): boolean {
    return text === "" || (!this.#custom && /^\s*\{\s*\}\s*$/.test(text));
  }
}

/** Whether a text says the same in other white space and escapes, or says it whole where the other is cut. */
function isRewritten(known: string, whole: string): boolean {
  return isJson(whole) && (!isJson(known) || isSameJson(known, whole));
}

/** `""` for what is nested too deep. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
