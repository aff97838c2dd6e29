import { OpenAI } from "openai";
import { allowBrowser } from "../connection/allow-browser.js";
import { assertSendable } from "../connection/connection-headers.js";
import type { Connection } from "../connection/read-connection.js";
import { toRequestInit } from "../http/request-init.js";
import { createSender, type SendRequest } from "../http/send-request.js";
import type { OpenAIOptions } from "./options/options.js";

/** Makes what sends the requests of a connection, as the SDK's client makes them. */
export function createOpenAISender(options: OpenAIOptions, connection: Connection): SendRequest {
  // Absent, the SDK reads these from the environment; they are nothing to another server or account.
  const isOwn = connection.isOfficial && !connection.isCallersKey;
  const account = connection.isCallersKey ? {} : options;
  const client = new OpenAI({
    apiKey: connection.apiKey,
    baseURL: connection.baseURL,
    adminAPIKey: null,
    organization: account.organization ?? (isOwn ? undefined : null),
    project: account.project ?? (isOwn ? undefined : null),
    defaultHeaders: connection.headers,
    fetchOptions: toRequestInit(options.fetch),
    // A library does not write to the application's streams, and a log of requests holds keys.
    logLevel: "off",
    dangerouslyAllowBrowser: allowBrowser(connection),
  });
  const { organization, project } = client;
  const own = { "OpenAI-Organization": organization, "OpenAI-Project": project };
  assertSendable(own, connection.errors.label, "organization and project in agents.config.ts");
  return createSender(client, options.fetch);
}
