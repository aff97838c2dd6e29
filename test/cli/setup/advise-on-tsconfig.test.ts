import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { adviseOnTsconfig } from "../../../src/cli/setup/advise-on-tsconfig.js";
import { readTsconfig } from "../../../src/cli/setup/read-tsconfig.js";

const editsOf = (...given: Parameters<typeof adviseOnTsconfig>) =>
  adviseOnTsconfig(...given).map(({ edit }) => edit);

const fine = { strict: true, module: "NodeNext", target: "es2022", types: ["node"] };

describe("advice on a tsconfig", () => {
  it("is none for one in which agents work", () => {
    expect(adviseOnTsconfig(fine, 5, false)).toEqual([]);
    expect(
      adviseOnTsconfig({ ...fine, module: "esnext", moduleResolution: "bundler" }, 7, false),
    ).toEqual([]);
    expect(
      adviseOnTsconfig({ ...fine, target: "esnext", experimentalDecorators: true }, 7, false),
    ).toEqual([]);
    expect(adviseOnTsconfig({ ...fine, target: "esnext", noEmit: true }, 7, false)).toEqual([]);
    expect(adviseOnTsconfig({ ...fine, types: ["*"] }, 7, false)).toEqual([]);
  });

  it.each([
    ["strict", { strict: false }, /"strict": true/],
    ["strictNullChecks", { strictNullChecks: false }, /"strictNullChecks": true/],
    ["module", { module: "esnext", moduleResolution: "node10" }, /"module": "nodenext"/],
    ["target", { target: "ESNext" }, /"target": "es2022"/],
    ["types", { types: [] }, /"types": \["node"\]/],
    [
      "types, which keep what is there,",
      { types: ["vite/client"] },
      /"types": \["vite\/client", "node"\]/,
    ],
  ])("names %s where it is in the way", (_, options, advice) => {
    expect(editsOf({ ...fine, ...options }, 7, false)).toEqual([expect.stringMatching(advice)]);
  });

  it("knows the defaults of the project's TypeScript", () => {
    expect(editsOf({}, 7, false)).toEqual([expect.stringMatching(/"types"/)]);
    expect(editsOf({}, 5, false)).toEqual([
      expect.stringMatching(/"strict"/),
      expect.stringMatching(/"module"/),
    ]);
  });

  it("is given on what is extended too, through comments and trailing commas", () => {
    const root = mkdtempSync(join(tmpdir(), "troupe-"));
    writeFileSync(
      join(root, "base.json"),
      `{ "compilerOptions": { "strict": true, "target": "es2020", }, }`,
    );
    writeFileSync(
      join(root, "tsconfig.json"),
      `{\n  // "extends": "./other"\n  "extends": "./base", /* , } */\n  "compilerOptions": { "target": "https://x/*" }\n}`,
    );
    expect(readTsconfig(root)).toEqual({ strict: true, target: "https://x/*" });
    expect(readTsconfig(tmpdir())).toBeUndefined();
  });
});
