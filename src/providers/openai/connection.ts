import type { CallConnection } from "../../model/call-connection.js";
import { environment } from "../../internal/environment.js";
import { nameConnection } from "../connection/name-connection.js";
import {
  createConnectionSource,
  type Connection,
  type ConnectionDefaults,
} from "../connection/read-connection.js";
import type { OpenAIOptions } from "./options/options.js";

const defaults: ConnectionDefaults = {
  label: "OpenAI",
  baseURL: "https://api.openai.com/v1",
  keyVariable: "OPENAI_API_KEY",
  baseURLVariable: "OPENAI_BASE_URL",
  headersVariable: "OPENAI_CUSTOM_HEADERS",
  configLine: "providers: { openai: openai({ apiKey: … }) }",
  requestIdHeader: "x-request-id",
};

/** Decides where a call goes, from the options and the environment as they are then. */
export function createOpenAIConnectionSource(
  options: OpenAIOptions,
): (given?: CallConnection) => Connection {
  return createConnectionSource(options, defaults);
}

/** Tells the connection from others, without a key in it. Loads no SDK. */
export function nameOpenAIConnection(options: OpenAIOptions): Promise<string> {
  const connection = createOpenAIConnectionSource(options)();
  // As the SDK reads them: see `createOpenAISender`.
  const variables = connection.isOfficial ? environment() : {};
  return nameConnection(connection, {
    api: options.api,
    organization: options.organization ?? variables["OPENAI_ORG_ID"],
    project: options.project ?? variables["OPENAI_PROJECT_ID"],
    structuredOutput: options.structuredOutput,
    maxTokensField: options.maxTokensField,
  });
}
