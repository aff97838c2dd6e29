import { AgentError } from "../../errors.js";
import type { ErrorContext } from "../wire/error-context.js";

/** With the white space that servers put around it. */
const maxLength = 32;

/** Whether the data of an event is the word that ends a stream of Chat Completions, and of proxies. */
export function isEndWord(data: string): boolean {
  return data.length <= maxLength && /^\s*(?:data:\s*)?\[DONE\]\s*$/.test(data);
}

/** The word that ends a stream came before anything of an answer. */
export function toEmptyError({ label }: ErrorContext, requestId: string | undefined): AgentError {
  const message = `${label} ended the stream before it sent any of the answer.`;
  return new AgentError("empty_answer", message, { ...(requestId !== undefined && { requestId }) });
}
