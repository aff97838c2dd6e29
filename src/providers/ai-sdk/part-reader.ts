import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { readFinishReason } from "../wire/read-finish-reason.js";
import { asObject, asText, type Wire } from "../wire/read-json.js";
import { toFrameError, toMalformedError } from "../failure/to-agent-error.js";
import { readFinish } from "./read-finish.js";
import { readHostedCall, readHostedResult, readSource } from "./hosted-tools.js";
import { readUsage } from "./read-usage.js";
import { toReplay } from "./ai-sdk-replay.js";
import { toPartError, type AnswerContext } from "./to-model-error.js";
import { ToolInputs } from "./tool-inputs.js";
import { toStart } from "../wire/to-start.js";

/** A text or a thought of an answer, by the id that the AI SDK gave it. */
interface Block {
  readonly kind: "text" | "reasoning";
  /** What its provider said of it last, which is what it wants back. */
  metadata: unknown;
  /** Whether anything of it was passed on. */
  told: boolean;
}

/** What a reader takes beside the context. */
interface PartReaderOptions {
  /** Whether the answer has come whole, so that a missing reason does not say that it was cut. */
  readonly isWhole?: boolean;
  readonly onWarnings?: (warnings: unknown) => void;
}

/** The types of parts that add to an answer. */
const contentTypes: ReadonlySet<string> = new Set([
  "text-delta",
  "reasoning-delta",
  "tool-input-start",
  "tool-input-delta",
  "tool-call",
  "tool-result",
  "source",
]);

/**
 * Reads the stream parts of one answer, in order, into this library's. Every method may throw an
 * `AgentError`; what was read before it stands.
 */
export class PartReader {
  readonly #context: AnswerContext;
  readonly #options: PartReaderOptions;
  readonly #blocks = new Map<string, Block>();
  readonly #calls: ToolInputs;
  /** The block that the text goes to. */
  #current: Block | undefined;
  #started = false;
  #finish: FinishReason | undefined;

  constructor(context: AnswerContext, options: PartReaderOptions = {}) {
    this.#context = context;
    this.#options = options;
    this.#calls = new ToolInputs(context);
  }

  /** Whether the model has said why it stopped. Some providers begin another message then. */
  get settled(): boolean {
    return this.#finish !== undefined;
  }

  read(value: unknown, parts: ModelStreamPart[]): void {
    const part = asObject(value);
    const type = asText(part?.["type"]);
    if (part === undefined || type === undefined) {
      const { errors, requestId } = this.#context;
      throw toMalformedError("a part that the AI SDK does not define", errors, requestId);
    }
    const before = parts.length;
    this.#readPart(type, part, parts);
    if (!contentTypes.has(type) || parts.length === before) return;
    this.#started = true;
    this.#finish = undefined;
  }

  /** The stream ended. Adds the `finish` part if the model has said why it stopped. */
  readEnd(parts: ModelStreamPart[]): void {
    if (this.#finish === undefined) return;
    const askedForTools = this.#finish === "stop" && this.#calls.count > 0;
    parts.push({ type: "finish", reason: askedForTools ? "tool_calls" : this.#finish });
  }

  #readPart(type: string, part: Wire, parts: ModelStreamPart[]): void {
    switch (type) {
      case "text-start":
      case "text-delta":
      case "text-end":
        return this.#readBlock("text", type, part, parts);
      case "reasoning-start":
      case "reasoning-delta":
      case "reasoning-end":
        return this.#readBlock("reasoning", type, part, parts);
      case "tool-input-start":
        this.#close(parts);
        return this.#calls.start(part, parts);
      case "tool-input-delta":
        return this.#calls.extend(part, parts);
      case "tool-input-end":
        return this.#calls.end(part);
      case "tool-call":
        this.#close(parts);
        if (this.#calls.isForeign(part)) return readHostedCall(part, parts);
        return this.#calls.complete(part, parts);
      case "tool-result":
        this.#close(parts);
        return readHostedResult(part, parts);
      case "source":
        return readSource(part, parts);
      case "stream-start":
        return this.#options.onWarnings?.(part["warnings"]);
      case "response-metadata": {
        const model = asText(part["modelId"]);
        if (model !== undefined) parts.push(toStart(this.#context.requestId, model));
        return;
      }
      case "finish":
        return this.#readFinish(part, parts);
      case "error":
        throw toPartError(part["error"], this.#started, this.#context);
      default:
      // Files, raw frames, and what is still to be invented.
    }
  }

  #readBlock(kind: Block["kind"], type: string, part: Wire, parts: ModelStreamPart[]): void {
    const key = `${kind} ${asText(part["id"]) ?? ""}`;
    if (type.endsWith("-start")) this.#blocks.delete(key);
    const block = this.#blocks.get(key) ?? { kind, metadata: undefined, told: false };
    this.#blocks.set(key, block);
    block.metadata = part["providerMetadata"] ?? block.metadata;
    const text = type.endsWith("-delta") ? asText(part["delta"]) : undefined;
    if (text !== undefined) {
      if (this.#current !== block) this.#close(parts);
      this.#current = block;
      block.told = true;
      parts.push({ type: `${kind}_delta`, text });
    }
    if (type.endsWith("-end")) this.#endBlock(key, block, parts);
  }

  #endBlock(key: string, block: Block, parts: ModelStreamPart[]): void {
    this.#blocks.delete(key);
    if (this.#current === block) return this.#close(parts);
    // One without a word is kept for what its provider wants back: a thought that is not shown, Gemini's
    // signature of what came before. One that was told and is no longer the last has ended already, and
    // its provider takes what belongs to several from the last of them.
    if (block.told || toReplay(block.metadata) === undefined) return;
    this.#close(parts);
    this.#current = block;
    this.#close(parts);
  }

  /** Ends the block that the text went to. */
  #close(parts: ModelStreamPart[]): void {
    const block = this.#current;
    if (block === undefined) return;
    this.#current = undefined;
    const replay = toReplay(block.metadata);
    parts.push({ type: `${block.kind}_end`, ...(replay !== undefined && { replay }) });
  }

  #readFinish(part: Wire, parts: ModelStreamPart[]): void {
    const { errors, label, requestId } = this.#context;
    const { reason: unified, raw } = readFinish(part["finishReason"], label);
    // The AI SDK's packages know the words of their own providers alone.
    const reason = unified === "other" ? readFinishReason(raw ?? "other", errors, parts) : unified;
    if (reason !== "cut") this.#close(parts);
    const usage = readUsage(part["usage"]);
    if (usage !== undefined) parts.push({ type: "usage", usage });
    if (reason === "error" || reason === "failed") {
      const said = raw === undefined ? {} : { error: { code: raw } };
      throw toFrameError(said, this.#started, errors, requestId);
    }
    if (reason !== "cut") this.#finish = reason;
    else this.#finish = this.#options.isWhole ? "other" : undefined;
  }
}
