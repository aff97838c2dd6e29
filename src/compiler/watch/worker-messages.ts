import type { WatchedPlaces } from "../cache/watched-places.js";
import type { BuildOptions, BuildResult } from "../build.js";

/** What the thread that builds is asked. */
export interface BuildRequest {
  readonly id: number;
  readonly options: WatchedBuildOptions;
}

/** What of a build's options another thread can be told. */
export type WatchedBuildOptions = Pick<
  BuildOptions,
  "root" | "config" | "standalone" | "agentsMd" | "strict" | "force"
>;

/** A build as the thread that watches sees it. */
export interface WatchedBuild {
  /** Without the manifest, which is in the output. */
  readonly result: Omit<BuildResult, "manifest">;
  readonly places?: WatchedPlaces;
}

/** What the thread that builds says. */
export type BuildReply =
  | { readonly type: "waiting"; readonly id: number; readonly process: string }
  | {
      readonly type: "built";
      readonly id: number;
      readonly build: WatchedBuild;
      /** How much memory the thread has in use. */
      readonly heapBytes: number;
    }
  /** A fault of ours, or of the machine. */
  | {
      readonly type: "failed";
      readonly id: number;
      readonly message: string;
      readonly stack: string;
    };
