import type { WatchedPlaces } from "../cache/watched-places.js";
import type { BuildOptions, BuildResult } from "../build.js";
import type { Manifest } from "../../manifest/manifest.js";

/** A request to the thread that builds. */
export interface BuildRequest {
  readonly id: number;
  readonly options: WatchedBuildOptions;
}

/** The options of a build that can be sent to another thread. */
export interface WatchedBuildOptions extends Pick<
  BuildOptions,
  "root" | "config" | "check" | "standalone" | "agentsMd" | "strict" | "force"
> {
  /** Include the manifest, which is large. Default: false. */
  readonly manifest?: boolean;
  /** Load the project's `.env` file before each build. Default: false. */
  readonly envFile?: boolean;
}

/** A build as the thread that watches sees it. */
export interface WatchedBuild {
  readonly result: Omit<BuildResult, "manifest">;
  /** Only if it was requested and there is no error. */
  readonly manifest?: Manifest;
  readonly places?: WatchedPlaces;
}

/** A reply from the thread that builds. */
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
  /** A bug of ours, or a fault of the machine. */
  | {
      readonly type: "failed";
      readonly id: number;
      readonly message: string;
      readonly stack: string;
    };
