import type { WatchedPlaces } from "../cache/watched-places.js";
import type { BuildOptions, BuildResult } from "../build.js";
import type { Manifest } from "../../manifest/manifest.js";

/** What the thread that builds is asked. */
export interface BuildRequest {
  readonly id: number;
  readonly options: WatchedBuildOptions;
}

/** What of a build's options another thread can be told. */
export interface WatchedBuildOptions extends Pick<
  BuildOptions,
  "root" | "config" | "check" | "standalone" | "agentsMd" | "strict" | "force"
> {
  /** Give the manifest too, which is large. Default: false. */
  readonly manifest?: boolean;
  /** Load the project's `.env` file before each build. Default: false. */
  readonly envFile?: boolean;
}

/** A build as the thread that watches sees it. */
export interface WatchedBuild {
  readonly result: Omit<BuildResult, "manifest">;
  /** Absent unless it was asked for, and where there is an error. */
  readonly manifest?: Manifest;
  readonly places?: WatchedPlaces;
}

/** What the thread that builds says. */
export type BuildReply =
  | { readonly type: "compiling"; readonly id: number }
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
