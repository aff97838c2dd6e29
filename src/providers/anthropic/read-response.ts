import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText } from "../wire/read-json.js";
import { toFrameError, toMalformedError } from "../failure/to-agent-error.js";
import type { ErrorContext } from "../wire/error-context.js";
import { findFailure } from "../failure/read-failure.js";
import { readContainer } from "./container.js";
import { isError } from "./is-error.js";
import { BlockReader } from "./read-blocks.js";
import { readStop, toFinish } from "./read-stop.js";
import { readUsage } from "./read-usage.js";
import { toStart } from "../wire/to-start.js";

/**
 * Reads a message that came as a whole into the parts that a stream of it would bring.
 * @throws {AgentError} when it reports an error, or is no message.
 */
export function readResponse(
  body: unknown,
  errors: ErrorContext,
  headerId: string | undefined,
): readonly ModelStreamPart[] {
  const message = asObject(body);
  const requestId = headerId ?? asText(message?.["id"]);
  if (message !== undefined && isError(message)) {
    throw toFrameError(message, false, errors, requestId);
  }
  const content = message?.["content"];
  if (message === undefined || !isContent(content)) {
    const failure = findFailure(body);
    if (failure !== undefined) throw toFrameError(failure, false, errors, requestId);
    throw toMalformedError("an answer that is not a message", errors, requestId);
  }

  const parts: ModelStreamPart[] = [toStart(requestId, message["model"])];
  const blocks = new BlockReader((what) => {
    throw toMalformedError(what, errors, requestId);
  });
  blocks.readAll(typeof content === "string" ? [content] : content, parts);
  const container = blocks.calledByCode ? readContainer(message) : undefined;
  if (container !== undefined) parts.push(container);
  const reason = readStop(message, errors, parts);
  if (reason === "failed") throw toFrameError({}, false, errors, requestId);
  const usage = readUsage(message["usage"]);
  if (usage !== undefined) parts.push({ type: "usage", usage });
  parts.push(toFinish(reason, blocks.hasToolCalls));
  return parts;
}

/** Whether it is the content of a message: a list, or the text alone. */
export function isContent(value: unknown): value is readonly unknown[] | string {
  return Array.isArray(value) || typeof value === "string";
}
