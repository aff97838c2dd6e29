import { isValueNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import type { Json } from "../../internal/json.js";
import { toJson } from "../../internal/to-json.js";
import type { EventBase } from "../../protocol/event-base.js";
import type { StartEvent } from "../../protocol/events.js";
import { toKind } from "../call/binding.js";
import type { AnyCall } from "../call/call.js";

/** What the first event says of a call. */
export function toStart(
  { model, streamed, binding, options, origin }: AnyCall,
  params: StartEvent["params"],
): Omit<StartEvent, keyof EventBase> {
  const { metadata = {}, tags = [], tenant } = options;
  const { fingerprint } = binding.spec;
  return {
    type: "start",
    kind: toKind(binding),
    ...(model !== undefined && { model }),
    streamed,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(params && { params }),
    metadata,
    tags: [...tags],
    ...(tenant !== undefined && { tenant }),
    ...(origin && { parentId: origin.parent.id, rootId: origin.parent.rootId }),
  };
}

/**
 * Valid params as events and records have them. `undefined` where JSON cannot hold them, because they contain
 * themselves, are nested too deep, or cannot be read: that must not fail a call whose schema took them.
 */
export function toRecordedParams(params: Readonly<Record<string, unknown>>): StartEvent["params"] {
  try {
    if (isValueNestedTooDeep(params)) return undefined;
    return toJson(params) as Readonly<Record<string, Json>>;
  } catch {
    return undefined;
  }
}
