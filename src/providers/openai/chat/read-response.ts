import type { ModelStreamPart } from "../../../model/provider.js";
import { readFinishReason } from "../../wire/read-finish-reason.js";
import { asObject, asText } from "../../wire/read-json.js";
import { toFrameError, toMalformedError } from "../../failure/to-agent-error.js";
import type { ErrorContext } from "../../wire/error-context.js";
import { findFailure } from "../../failure/read-failure.js";
import { findError } from "./find-error.js";
import { findChoice } from "./find-choice.js";
import { MessageReader } from "./read-message.js";
import { readUsage } from "./read-usage.js";
import { toStart } from "../../wire/to-start.js";

/**
 * Reads a chat completion that came as a whole into the parts that a stream of it would bring.
 * @throws {AgentError} when it reports an error, or is no chat completion.
 */
export function readResponse(
  body: unknown,
  errors: ErrorContext,
  headerId: string | undefined,
): readonly ModelStreamPart[] {
  const completion = asObject(body);
  const requestId = headerId ?? asText(completion?.["id"]);
  const failure = completion ? findError(completion) : findFailure(body);
  if (failure !== undefined) throw toFrameError(failure, false, errors, requestId);
  const choice = completion && findChoice(completion);
  const message = asObject(choice?.["message"]);
  if (completion === undefined || choice === undefined || message === undefined) {
    throw toMalformedError("an answer that is not a chat completion", errors, requestId);
  }

  const parts: ModelStreamPart[] = [toStart(requestId, completion["model"])];
  const reader = new MessageReader(errors.label);
  const fault = reader.readWhole(message, parts);
  if (fault !== undefined) throw toMalformedError(`an answer with ${fault}`, errors, requestId);
  const said = readFinishReason(asText(choice["finish_reason"]) ?? "stop", errors, parts);
  if (said === "failed") throw toFrameError(choice, false, errors, requestId);
  const reason = reader.finish(said, parts);
  if (reason === undefined) {
    throw toMalformedError("an answer with a tool call without a name", errors, requestId);
  }
  const usage = readUsage(completion["usage"]);
  if (usage !== undefined) parts.push({ type: "usage", usage });
  parts.push({ type: "finish", reason });
  return parts;
}
