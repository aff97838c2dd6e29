import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { agents } from "./src/vite/index.js";

const source = fileURLToPath(new URL("./src/", import.meta.url));

export default defineConfig({
  plugins: [agents()],
  resolve: {
    alias: [
      { find: /^troupe$/, replacement: `${source}index.ts` },
      { find: /^troupe\/([a-z]+)$/, replacement: `${source}$1/index.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // Projects with tests of their own.
    exclude: ["test/projects/fixtures/**"],
    globalSetup: ["test/support/build-package.ts"],
    unstubEnvs: true,
    // By default one core is left free, which of two is half.
    maxWorkers: "100%",
    // Some compile whole projects; a busy machine with two cores is no reason to fail.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
