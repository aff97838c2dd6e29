import { AgentError } from "../../errors.js";
import { credentialHeaders, secretsOfHeaders } from "./sent-secrets.js";

/** Headers as an SDK takes them; `null` keeps one out. */
export type SdkHeaders = Readonly<Record<string, string | null>>;

/** What the headers of a connection are made from. */
export interface HeaderSources {
  /** The headers of the options. */
  readonly own: Readonly<Record<string, string>> | undefined;
  /** The text of the environment's variable, which the SDKs read themselves: a `name: value` a line. */
  readonly variable: string | undefined;
  /** Whether the environment's headers are meant for the server. */
  readonly takesVariable: boolean;
  readonly apiKey: string;
  /** Whether the call brought the key: then no credential of the environment stands for it. */
  readonly isCallersKey: boolean;
}

/**
 * The headers that are sent with every request of a connection. The SDKs send those of the environment
 * to any server, so that each is named here: with its value, or to be kept out.
 */
export function toConnectionHeaders(sources: HeaderSources): SdkHeaders {
  const { own = {}, variable, takesVariable, apiKey, isCallersKey } = sources;
  const mine = new Map(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]));
  // Keeping them out would keep the key out too: OpenAI's is in the first, and Anthropic's in the second.
  if (!mine.has("authorization")) mine.set("authorization", `Bearer ${apiKey}`);
  if (!mine.has("x-api-key")) mine.set("x-api-key", apiKey);
  const headers: Record<string, string | null> = {};
  for (const [name, value] of readHeaderLines(variable)) {
    const isTaken = takesVariable && !(isCallersKey && credentialHeaders.has(name.toLowerCase()));
    headers[name] = isTaken ? value : (mine.get(name.toLowerCase()) ?? null);
  }
  return { ...headers, ...own };
}

/**
 * Refuses headers that cannot be sent: `fetch` does it with an error that quotes the value, or that says
 * nothing of which it is.
 *
 * @param label Whom the requests go to.
 * @param place Where the headers come from, as a sentence says it.
 * @throws {AgentError} `config_invalid`, which never holds a value.
 */
export function assertSendable(headers: SdkHeaders, label: string, place: string): void {
  for (const [name, value] of Object.entries(headers)) {
    // A name that is not one may be a value in the wrong place.
    const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    const flaw = isName ? findFlaw(value) : "has an invalid name";
    if (flaw === undefined) continue;
    const which = isName ? `The header "${name}"` : "One of the headers";
    throw new AgentError(
      "config_invalid",
      `${which} of requests to ${label} ${flaw}, so it cannot be sent. Check ${place}.`,
    );
  }
}

function findFlaw(value: string | null): string | undefined {
  if (value === null) return undefined;
  // `fetch` takes white space away at both ends, and reads no more than Latin-1.
  const sent = value.replaceAll(/^[\t\r\n ]+|[\t\r\n ]+$/g, "");
  if (/[\r\n]/.test(sent)) return "has a line break in its value";
  if (/[^\t\x20-\x7e\x80-\xff]/.test(sent)) return "has an invalid character in its value";
  return undefined;
}

/** The values of headers that may be keys. */
export function findHeaderSecrets({ own = {}, variable }: HeaderSources): readonly string[] {
  return secretsOfHeaders([...Object.entries(own), ...readHeaderLines(variable)]);
}

/** Reads the lines as the SDKs do. */
function readHeaderLines(text = ""): readonly (readonly [name: string, value: string])[] {
  return text.split("\n").flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
  });
}
