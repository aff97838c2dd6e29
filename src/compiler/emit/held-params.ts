import type { AgentSpec } from "../../manifest/manifest.js";
import { holdsDate } from "../../manifest/holds-date.js";
import type { DeclaredType } from "./schema-text.js";
import { TypeTexts } from "./type-text.js";

/** What the class has of params of which a caller gives something else. */
export interface HeldParams {
  /** By the param's name; `undefined` where its schema alone says it, which tsc compares with the field. */
  readonly types: ReadonlyMap<string, string | undefined>;
  /** The types that these refer to. */
  readonly declared: readonly DeclaredType[];
}

/** Reads of each param what the staleness guard compares with the field, where it is not the params' own type. */
export function heldParams({ params }: AgentSpec, stem: string): HeldParams {
  const texts = new TypeTexts(stem, "held");
  const types = new Map<string, string | undefined>();
  for (const { name, type, converts } of params) {
    if (converts) types.set(name, undefined);
    else if (holdsDate(type)) types.set(name, texts.text(type));
  }
  return { types, declared: texts.declared };
}
