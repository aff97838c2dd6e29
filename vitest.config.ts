import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { agents } from "./src/vite/index.js";
import { SlowestFirst } from "./test/support/slowest-first.js";

const source = fileURLToPath(new URL("./src/", import.meta.url));

/**
 * Rooms whose files share a process, one file after the other. Most of them build projects, and the
 * compiler is loaded once: alone, each would take a second and a half before its first test. Those of the
 * runtime are many and short. They keep nothing between files but what is loaded.
 */
const shared =
  "{attack,cli,compiler,diff,docs,dsl,errors,faults,internal,json-schema,model-registry,options,providers,reading,runtime,schema,types}";

export default defineConfig({
  plugins: [agents()],
  resolve: {
    alias: [
      { find: /^troupe$/, replacement: `${source}index.ts` },
      { find: /^troupe\/([a-z-]+)$/, replacement: `${source}$1/index.ts` },
    ],
  },
  test: {
    globalSetup: ["test/support/keep-compiled-code.ts", "test/support/build-package.ts"],
    sequence: { sequencer: SlowestFirst },
    reporters: ["default", "./test/support/name-skipped.ts"],
    projects: [
      {
        extends: true,
        test: { name: "shared", isolate: false, include: [`test/${shared}/**/*.test.ts`] },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          // The fixtures are projects with tests of their own.
          exclude: [`test/${shared}/**`, "test/projects/fixtures/**"],
        },
      },
    ],
    unstubEnvs: true,
    // By default one core is left free, which of two is half. Some tests wait for most of their time, for
    // processes, limits and watchers. A number, because Vitest caps a percentage at 100%.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Some compile whole projects; a busy machine with two cores is no reason to fail.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
