import type { FinishReason } from "../../model/finish-reason.js";
import { asObject, asText } from "../wire/read-json.js";

const finishReasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["stop", "stop"],
  ["length", "length"],
  ["tool-calls", "tool_calls"],
  ["content-filter", "content_filter"],
  ["other", "other"],
]);

/**
 * Why a model stopped, as a `finish` part says it. `"cut"` is what the AI SDK's packages write
 * when the provider gave no reason, because the connection ended first: `interrupted`, before that
 * existed `other` without the provider's own word, and in the AI SDK 5 `unknown`.
 */
export function readFinish(
  value: unknown,
  label: string,
): { readonly reason: FinishReason | "cut" | "error"; readonly raw?: string } {
  const fields = asObject(value);
  const unified = fields === undefined ? value : fields["unified"];
  const raw = asText(fields?.["raw"]);
  if (unified === "error") return { reason: "error", ...(raw !== undefined && { raw }) };
  if (unified === "content-filter" && isRefusal(raw, label)) return { reason: "refusal" };
  if (unified === "other" && fields !== undefined && raw === undefined) return { reason: "cut" };
  // Anthropic's, for which the AI SDK has no word either.
  if (unified === "other" && raw === "pause_turn") return { reason: "pause" };
  return { reason: finishReasons.get(unified) ?? "cut" };
}

/** The AI SDK has no word for it: OpenAI's models end one as they end any text, and leave out the reason. */
function isRefusal(raw: string | undefined, label: string): boolean {
  if (raw === "refusal" || raw === "stop") return true;
  return raw === undefined && (label === "openai" || label === "azure");
}
