import type { JsonObject } from "../../../internal/json.js";
import type { Replay } from "../../../model/message.js";
import { asObject, type Wire } from "../../wire/read-json.js";

const wire = "openai-chat";

/**
 * What a server wants back with a part of its answer.
 *
 * @param server Who it is, as `ErrorContext.label` names it. No two servers of this wire take the same
 * fields, and some refuse a request for one that they do not know, so nothing goes to another server.
 */
export function createReplay(server: string, fields: JsonObject): Replay {
  return { wire, data: { ...fields, server } };
}

/** What this server wants back; `undefined` for what is another's. */
export function readReplay(replay: Replay | undefined, server: string): Wire | undefined {
  if (replay?.wire !== wire) return undefined;
  // A conversation may have been stored and read again, so its form is not to be relied on.
  const data = asObject(replay.data);
  return data?.["server"] === server ? data : undefined;
}
