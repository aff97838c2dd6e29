import type { ChatCompletionCreateParamsBase } from "openai/resources/chat/completions/completions";
import type { ResponseCreateParamsBase } from "openai/resources/responses/responses";

/** What the body of a request to OpenAI may hold, of Responses or of Chat Completions. */
export type OpenAIBody =
  | Partial<ResponseCreateParamsBase>
  | Partial<ChatCompletionCreateParamsBase>;
