import type { Json, JsonObject } from "../../internal/json.js";
import type { HostedTool } from "../../model/hosted-tool.js";
import type { Replay } from "../../model/message.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asText, type Wire } from "../wire/read-json.js";
import { toReplay } from "./ai-sdk-replay.js";
import type {
  SpecAssistantPart,
  SpecMetadata,
  SpecProviderTool,
  SpecToolCallPart,
  SpecToolResultPart,
} from "./spec.js";

/** Whose `Replay` is a call of a provider's own tool, or its result. */
const wire = "ai-sdk-hosted";

/** What is kept of such a part, as JSON. */
interface Kept {
  readonly type: "tool-call" | "tool-result";
  readonly id: string;
  readonly name: string;
  readonly value: Json;
  readonly metadata?: JsonObject;
}

/**
 * Writes a tool that the model's provider runs itself.
 * @throws {TypeError} for a tool that `hostedToolFault` refuses
 */
export function toProviderTool(tool: HostedTool): SpecProviderTool {
  if (tool.hosted !== "provider_tool") throw new TypeError(`The AI SDK has no ${tool.hosted}.`);
  const { id, name, args = {} } = tool;
  return { type: "provider", id: id as SpecProviderTool["id"], name, args };
}

/** Reads a call that the provider runs, and keeps it for the next request. */
export function readHostedCall(part: Wire, parts: ModelStreamPart[]): void {
  const [id, name] = [asText(part["toolCallId"]), asText(part["toolName"])];
  if (id === undefined || name === undefined) return;
  const input = toJson(readInput(part["input"]));
  parts.push({ type: "hosted_call", id, name, ...(input !== undefined && { input }) });
  keep({ type: "tool-call", id, name, value: input ?? {} }, part, parts);
}

/** Reads what such a call gave. Some providers give the result of a call in an answer of its own. */
export function readHostedResult(part: Wire, parts: ModelStreamPart[]): void {
  const [id, name] = [asText(part["toolCallId"]), asText(part["toolName"])];
  // A preliminary one is replaced by those that follow.
  if (id === undefined || name === undefined || part["preliminary"] === true) return;
  const output = toJson(part["result"]);
  parts.push({
    type: "hosted_result",
    id,
    name,
    ...(output !== undefined && { output }),
    ...(part["isError"] === true && { failed: true }),
  });
  keep({ type: "tool-result", id, name, value: output ?? null }, part, parts);
}

/** Reads a source. The AI SDK does not say its place in the text. */
export function readSource(part: Wire, parts: ModelStreamPart[]): void {
  const url = asText(part["url"]);
  const title = asText(part["title"]) ?? asText(part["filename"]);
  if (url === undefined && title === undefined) return;
  parts.push({
    type: "source",
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
  });
}

/** A kept part as the AI SDK takes it; `undefined` for what somebody else kept. */
export function toHostedPart(replay: Replay | undefined): SpecAssistantPart | undefined {
  if (replay?.wire !== wire) return undefined;
  const { type, id, name, value = null, metadata } = replay.data as unknown as Partial<Kept>;
  if (typeof id !== "string" || typeof name !== "string") return undefined;
  const told = metadata && { providerOptions: metadata as SpecMetadata };
  if (type === "tool-call") {
    const call = { type, toolCallId: id, toolName: name, input: value } as const;
    return { ...call, providerExecuted: true, ...told } satisfies SpecToolCallPart;
  }
  if (type !== "tool-result") return undefined;
  const output = { type: "json", value } as const;
  return { type, toolCallId: id, toolName: name, output, ...told } satisfies SpecToolResultPart;
}

function keep(kept: Kept, part: Wire, parts: ModelStreamPart[]): void {
  const metadata = toReplay(part["providerMetadata"])?.data;
  const data = { ...kept, ...(metadata && { metadata }) };
  parts.push({ type: "reasoning_end", replay: { wire, data } });
}

/** The arguments are the text of JSON, or a value. */
function readInput(input: unknown): unknown {
  if (typeof input !== "string") return input;
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return input;
  }
}

/** Through text, so that it is plain JSON whatever a provider put there. */
function toJson(value: unknown): Json | undefined {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
