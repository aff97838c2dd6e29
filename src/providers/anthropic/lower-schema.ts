import type { JsonObject } from "../../internal/json.js";
import { findUnenforceable } from "../../schema/find-unenforceable.js";
import { anthropicDialect } from "../../schema/strict-dialect.js";
import { toStrictSchema } from "../../schema/strict-schema.js";
import { measureGrammar, type GrammarSize } from "./grammar-size.js";

/** A schema as Anthropic enforces it. */
export interface LoweredSchema {
  readonly schema: JsonObject;
  readonly size: GrammarSize;
}

const known = new WeakMap<JsonObject, LoweredSchema | "unenforceable">();

/** Lowers an author's JSON Schema to what Anthropic enforces; `undefined` where it cannot. */
export function lowerSchema(author: JsonObject): LoweredSchema | undefined {
  let lowered = known.get(author);
  // Once for each schema and not for each request: an agent asks for the same tools again and again.
  if (lowered === undefined) known.set(author, (lowered = lower(author)));
  return lowered === "unenforceable" ? undefined : lowered;
}

function lower(author: JsonObject): LoweredSchema | "unenforceable" {
  if (findUnenforceable(author, anthropicDialect).length > 0) return "unenforceable";
  const schema = toStrictSchema(author, anthropicDialect);
  return { schema, size: measureGrammar(schema) };
}
