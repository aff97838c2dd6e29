import { environment } from "../../internal/environment.js";
import type { CallConnection } from "../../model/call-connection.js";
import { AgentError } from "../../errors.js";
import {
  assertSendable,
  findHeaderSecrets,
  toConnectionHeaders,
  type HeaderSources,
  type SdkHeaders,
} from "./connection-headers.js";
import { toCleanError } from "../../errors/redact/redact-cause.js";
import { secretsOfUrl } from "./sent-secrets.js";
import type { ConnectionOptions } from "./connection-options.js";
import { withCallConnection } from "./with-call-connection.js";
import type { ErrorContext } from "../wire/error-context.js";

/** Where a provider's own API lives, and how its settings are called. */
export interface ConnectionDefaults {
  /** `"OpenAI"`. */
  readonly label: string;
  readonly baseURL: string;
  readonly keyVariable: string;
  readonly baseURLVariable: string;
  /** The variable that the SDK takes headers from. */
  readonly headersVariable: string;
  /** The line of `agents.config.ts` that gives a key. */
  readonly configLine: string;
  readonly requestIdHeader: string;
}

/** Where requests go, and with which key. */
export interface Connection {
  readonly baseURL: string;
  readonly apiKey: string;
  /** Sent with every request. */
  readonly headers: SdkHeaders;
  /** Whether the server is the provider's own, and not one that speaks its wire. */
  readonly isOfficial: boolean;
  /** Whether the call brought the key: then it is not of the account that the config is of. */
  readonly isCallersKey: boolean;
  readonly errors: ErrorContext;
}

/** Sent to servers that want no key, because the SDKs insist on one. */
const placeholderKey = "no-key";

/**
 * Decides a connection from the options, and else from the environment as it is now.
 *
 * The key and the headers in the environment go with the base URL in the environment: a `baseURL` in the
 * options that names another host does not get them, so that a key never reaches a server that it was
 * not made for.
 *
 * @param given What of the options the call brought. It is shown nowhere.
 * @throws {AgentError} `config_invalid` without a key, or with a key, a header or a base URL that cannot be used.
 */
function readConnection(
  options: ConnectionOptions,
  defaults: ConnectionDefaults,
  given: CallConnection = {},
): Connection {
  const { keyVariable, configLine } = defaults;
  const isCallersKey = given.apiKey !== undefined;
  const configured = trim(options.baseURL);
  // An empty one of the call's own leads nowhere, and not to the config's server.
  const baseURL = given.baseURL?.trim() ?? readBaseURL(options, defaults);
  const host = readHost(baseURL, defaults, given);
  const isOfficial = isOfficialHost(host, defaults);
  const hostLabel = given.baseURL === undefined ? host : "the server of the call's connection";
  const label = isOfficial ? defaults.label : hostLabel;

  const takesVariable = isOfficial || configured === undefined;
  const ofCall = given.headers && ", and those of the call's connection";
  assertSendable(options.headers ?? {}, label, `the headers in agents.config.ts${ofCall ?? ""}`);
  // Nor does an empty key of a call stand for that of the environment.
  const takesKey = takesVariable && !isCallersKey;
  const apiKey = readKey(options, takesKey ? keyVariable : undefined, label);
  const isRequired = isOfficial || isCallersKey || typeof options.apiKey === "function";
  if (apiKey === undefined && isRequired) {
    const ofConfig = takesVariable
      ? `Set ${keyVariable}, or set the key in agents.config.ts: ${configLine}.`
      : "The apiKey function in agents.config.ts returned nothing. Set the variable that it reads.";
    const remedy = isCallersKey ? "The apiKey of the call's connection is empty." : ofConfig;
    throw new AgentError("config_invalid", `There is no API key for ${label}. ${remedy}`);
  }
  // fetch refuses such a header with an error that quotes the key.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    const place = isCallersKey
      ? "the apiKey of the call's connection"
      : `${keyVariable}, or the apiKey in agents.config.ts`;
    throw new AgentError(
      "config_invalid",
      `The API key for ${label} contains an invalid character. Check ${place}.`,
    );
  }
  const configAdvice = takesVariable
    ? `Check ${keyVariable}, or the key in agents.config.ts: ${configLine}.`
    : `Check the apiKey next to its baseURL in agents.config.ts; ${keyVariable} is not sent to this server.`;
  const keyAdvice = isCallersKey ? "Check the apiKey of the call's connection." : configAdvice;
  const sources: HeaderSources = {
    own: options.headers,
    variable: environment()[defaults.headersVariable],
    takesVariable,
    apiKey: apiKey ?? placeholderKey,
    isCallersKey,
  };
  const secrets = [
    apiKey ?? "",
    ...findHeaderSecrets(sources),
    ...secretsOfUrl(baseURL),
    ...(given.baseURL === undefined || isOfficial ? [] : placesIn(baseURL)),
  ];
  const headers = toConnectionHeaders(sources);
  assertSendable(headers, label, defaults.headersVariable);
  return {
    baseURL,
    apiKey: sources.apiKey,
    headers,
    isOfficial,
    isCallersKey,
    errors: {
      label,
      keyAdvice,
      requestIdHeader: defaults.requestIdHeader,
      secrets,
    },
  };
}

/**
 * Decides the connection of one provider: see `readConnection`. Gives: the same connection again while the environment is the same.
 * Where an `apiKey` function is given, it is asked for every call; what a call brings is read for that call.
 */
export function createConnectionSource(
  options: ConnectionOptions,
  defaults: ConnectionDefaults,
): (given?: CallConnection) => Connection {
  const variables = [defaults.keyVariable, defaults.baseURLVariable, defaults.headersVariable];
  let last: { readonly read: readonly unknown[]; readonly connection: Connection } | undefined;
  return (given) => {
    if (given) {
      const own = withCallConnection(options, given, readBaseURL(options, defaults));
      return readConnection(own, defaults, given);
    }
    const read = variables.map((name) => environment()[name]);
    const isSame = last?.read.every((value, index) => value === read[index]);
    if (last && isSame && typeof options.apiKey !== "function") return last.connection;
    const connection = readConnection(options, defaults);
    last = { read, connection };
    return connection;
  };
}

/** Whether two connections lead to the same place with the same key. */
export function isSameConnection(a: Connection, b: Connection): boolean {
  if (a === b) return true;
  const identity = ({ baseURL, apiKey, headers }: Connection): string =>
    JSON.stringify([baseURL, apiKey, headers]);
  return identity(a) === identity(b);
}

function readBaseURL(options: ConnectionOptions, defaults: ConnectionDefaults): string {
  return trim(options.baseURL) ?? trim(environment()[defaults.baseURLVariable]) ?? defaults.baseURL;
}

function isOfficialHost(host: string, defaults: ConnectionDefaults): boolean {
  return host === new URL(defaults.baseURL).host;
}

function readKey(
  options: ConnectionOptions,
  variable: string | undefined,
  label: string,
): string | undefined {
  if (typeof options.apiKey === "function") return callForKey(options.apiKey, label);
  return (
    trim(options.apiKey) ?? (variable === undefined ? undefined : trim(environment()[variable]))
  );
}

function callForKey(readApiKey: () => string | undefined, label: string): string | undefined {
  try {
    return trim(readApiKey());
  } catch (error) {
    throw new AgentError(
      "config_invalid",
      `The apiKey function for ${label} in agents.config.ts failed; see the cause.`,
      // What else the error holds may be the request that was to bring the key.
      error instanceof Error ? { cause: toCleanError(error, []) } : {},
    );
  }
}

function readHost(baseURL: string, defaults: ConnectionDefaults, given: CallConnection): string {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  const isUsable = url !== undefined && /^https?:$/.test(url.protocol);
  if (isUsable && url.username === "" && url.password === "") return url.host;
  const place =
    given.baseURL === undefined
      ? `agents.config.ts and ${defaults.baseURLVariable}`
      : "the call's connection";
  throw new AgentError(
    "config_invalid",
    `The baseURL for ${defaults.label} is not an http or https URL without credentials. Check ${place}.`,
  );
}

/** The texts by which an error of the network may tell where a call went. */
function placesIn(baseURL: string): readonly string[] {
  const { host, hostname } = new URL(baseURL);
  return [baseURL, host, hostname];
}

function trim(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
