import type { ModelStreamPart } from "../../model/provider.js";
import { asText } from "./read-json.js";

/** The provider took the request. @param model the model that answers, as far as the answer says it */
export function toStart(requestId: string | undefined, model?: unknown): ModelStreamPart {
  const answering = asText(model);
  return {
    type: "response_start",
    ...(requestId !== undefined && { requestId }),
    ...(answering !== undefined && { model: answering }),
  };
}
