import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { redact } from "../../errors/redact/redact.js";
import type { ErrorContext } from "./error-context.js";

/** Longer words are cut where they are shown. */
const maxShownLength = 64;

/**
 * What the words of all servers mean, in small letters and without what separates their parts:
 * `MAX_TOKENS`, `max-tokens` and `maxTokens` are one.
 */
const meanings: ReadonlyMap<string, FinishReason | "failed"> = new Map([
  ...listOf("stop", [
    "stop",
    "done",
    "end",
    "finish",
    "finished",
    "complete",
    "completed",
    "endturn",
    "endofturn",
    "stopsequence",
    "stopsequences",
    "stopword",
    // The token that ends an answer.
    "eos",
    "eostoken",
    "eom",
    "eot",
    "endoftext",
    "stoptoken",
  ]),
  ...listOf("tool_calls", ["toolcalls", "toolcall", "tooluse", "functioncall", "functioncalls"]),
  // Anthropic's.
  ...listOf("pause", ["pauseturn"]),
  ...listOf("refusal", ["refusal", "refused"]),
  // Cohere's, for the end of the context.
  ...listOf("length", ["errorlimit"]),
  // OpenRouter's, DeepSeek's, vLLM's and Z.ai's.
  ...listOf("failed", ["error", "insufficientsystemresource", "abort", "aborted", "networkerror"]),
]);

/** What servers put into other words; those of a filter count before those of a length. */
const keywords: readonly (readonly [FinishReason, readonly string[]])[] = [
  [
    "content_filter",
    [
      "filter",
      "block",
      "safety",
      "guard",
      "recitation",
      "prohibited",
      "sensitive",
      "moderat",
      "policy",
      "violat",
      "harm",
      "toxic",
      "spii",
      "inspection",
    ],
  ],
  [
    "length",
    [
      "length",
      "maxtoken",
      "maxoutput",
      "maxcompletion",
      "maxnewtoken",
      "tokenlimit",
      "contextwindow",
      "contextlimit",
      "truncat",
    ],
  ],
];

/**
 * What a server's word for why the model stopped means; `"failed"` where it says that the server did. A
 * word that is not known is `other`, with a warning among the parts.
 */
export function readFinishReason(
  said: string,
  { label, secrets, quotes }: ErrorContext,
  parts: ModelStreamPart[],
): FinishReason | "failed" {
  const meaning = findMeaning(said);
  if (meaning !== undefined) return meaning;
  const shown = JSON.stringify(redact(said, secrets).slice(0, maxShownLength));
  const quoted = quotes === false ? "" : `: ${shown}`;
  parts.push({
    type: "warning",
    code: "unknown_finish_reason",
    message: `${label} stopped for an unknown reason${quoted}. The answer may be cut short.`,
  });
  return "other";
}

function findMeaning(said: string): FinishReason | "failed" | undefined {
  const word = said
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "")
    .replace(/^(?:finish|stop)reason/, "");
  const found = keywords.find(([, list]) => list.some((keyword) => word.includes(keyword)));
  return meanings.get(word) ?? found?.[0];
}

function listOf<Meaning extends FinishReason | "failed">(
  meaning: Meaning,
  words: readonly string[],
): readonly (readonly [string, Meaning])[] {
  return words.map((word) => [word, meaning]);
}
