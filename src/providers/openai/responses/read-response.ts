import type { ModelStreamPart } from "../../../model/provider.js";
import { asObject, asText } from "../../wire/read-json.js";
import { toFrameError, toMalformedError } from "../../failure/to-agent-error.js";
import type { ErrorContext } from "../../wire/error-context.js";
import { findFailure } from "../../failure/read-failure.js";
import { isError } from "./is-error.js";
import { readFinish } from "./read-finish.js";
import { OutputReader } from "./read-output.js";
import { toStart } from "../../wire/to-start.js";

/**
 * Reads a response that came as a whole into the parts that a stream of it would bring.
 * @throws {AgentError} when it reports an error, is not finished, or is no response.
 */
export function readResponse(
  body: unknown,
  errors: ErrorContext,
  headerId: string | undefined,
): readonly ModelStreamPart[] {
  const response = asObject(body);
  const requestId = headerId ?? asText(response?.["id"]);
  const isFailed = response?.["status"] === "failed";
  const isResponse = isFailed || Array.isArray(response?.["output"]);
  if (response === undefined || !isResponse) {
    const failure = response !== undefined && isError(response) ? response : findFailure(body);
    if (failure !== undefined) throw toFrameError(failure, false, errors, requestId);
    throw toMalformedError("an answer that is not a response", errors, requestId);
  }

  const status = response["status"] ?? "completed";
  if (status !== "completed" && status !== "incomplete" && status !== "failed") {
    // Of requests in the background, which are answered later.
    throw toMalformedError("a response that is not finished", errors, requestId);
  }
  const output = new OutputReader((what) => toMalformedError(what, errors, requestId));
  const parts: ModelStreamPart[] = [toStart(requestId, response["model"])];
  output.stored = response["store"] === true;
  readFinish(response, status, { output, errors, requestId }, parts);
  return parts;
}
