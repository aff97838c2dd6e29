import type { ChangeCode } from "../../src/diff/change-rules.js";
import type { AgentSpec } from "../../src/manifest/manifest.js";

/** A spec before and after, and the one change that is to be found. */
export interface ChangeCase {
  readonly what: string;
  readonly before: Partial<AgentSpec>;
  readonly after: Partial<AgentSpec>;
  readonly code: ChangeCode;
  readonly place: string;
}

/** A case. */
export function caseOf(
  what: string,
  before: Partial<AgentSpec>,
  after: Partial<AgentSpec>,
  code: ChangeCode,
  place: string,
): ChangeCase {
  return { what, before, after, code, place };
}
