import type { ManifestChange } from "../../diff/diff-manifests.js";

/** What changed, and since which revision. */
export interface ChangeReport {
  /** The revision as it was named. */
  readonly against: string;
  /** Its hash. */
  readonly commit: string;
  /** Whether there was no manifest yet. */
  readonly first: boolean;
  /** Why the newer manifest does not match the sources; absent if it does. */
  readonly stale: string | undefined;
  /** Sorted by urgency. */
  readonly changes: readonly ManifestChange[];
  /** Whether a breaking change is an error. */
  readonly failsOnBreaking: boolean;
}
