import type { ChangeCode } from "../../src/diff/change-rules.js";
import type { AgentSpec, NetworkSpec } from "../../src/manifest/manifest.js";

/** Fields of either spec. */
export type SpecFields = Partial<AgentSpec> & Partial<NetworkSpec>;

/** A spec before and after, and the one change that is to be found. */
export interface ChangeCase {
  readonly what: string;
  readonly before: SpecFields;
  readonly after: SpecFields;
  readonly code: ChangeCode;
  readonly place: string;
}

/** A case. */
export function caseOf(
  what: string,
  before: SpecFields,
  after: SpecFields,
  code: ChangeCode,
  place: string,
): ChangeCase {
  return { what, before, after, code, place };
}
